internal import Tables

extension RunConstants: Codable {
  private enum Key: String, CodingKey {
    case asOf = "as_of"
    case night, stage, parameters, zone
  }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    let name = try container.decode(String.self, forKey: .zone)
    guard let zone = Zone(name) else {
      throw DecodingError.dataCorruptedError(
        forKey: .zone, in: container, debugDescription: "there is no zone '\(name)'")
    }
    self.init(
      asOf: Instant(microseconds: try container.decode(Int64.self, forKey: .asOf)),
      night: try container.decode(Int32.self, forKey: .night),
      stage: try container.decodeIfPresent(String.self, forKey: .stage),
      parameters: try container.decode([String: Value].self, forKey: .parameters), zone: zone)
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(asOf.microseconds, forKey: .asOf)
    try container.encode(night, forKey: .night)
    try container.encodeIfPresent(stage, forKey: .stage)
    try container.encode(parameters, forKey: .parameters)
    try container.encode(zone.identifier, forKey: .zone)
  }
}
