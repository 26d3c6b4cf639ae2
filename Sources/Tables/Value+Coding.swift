/// An object with one member that names the type: `{"integer": 5}`. Dates are days and datetimes
/// microseconds since 1970, as in tables.
extension Value: Codable {
  private enum Key: String, CodingKey { case null, text, integer, number, boolean, date, datetime }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    guard let key = container.allKeys.first, container.allKeys.count == 1 else {
      throw DecodingError.dataCorrupted(
        .init(codingPath: decoder.codingPath, debugDescription: "a value has one member"))
    }
    self =
      switch key {
      case .null: .null
      case .text: .text(try container.decode(String.self, forKey: key))
      case .integer: .integer(try container.decode(Int64.self, forKey: key))
      case .number: .number(try container.decode(Double.self, forKey: key))
      case .boolean: .boolean(try container.decode(Bool.self, forKey: key))
      case .date: .date(try container.decode(Int32.self, forKey: key))
      case .datetime: .datetime(try container.decode(Int64.self, forKey: key))
      }
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    switch self {
    case .null: try container.encode(true, forKey: .null)
    case .text(let text): try container.encode(text, forKey: .text)
    case .integer(let number): try container.encode(number, forKey: .integer)
    case .number(let number): try container.encode(number, forKey: .number)
    case .boolean(let flag): try container.encode(flag, forKey: .boolean)
    case .date(let days): try container.encode(days, forKey: .date)
    case .datetime(let instant): try container.encode(instant, forKey: .datetime)
    }
  }
}
