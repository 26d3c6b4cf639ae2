extension Schema: Codable {
  private enum Key: String, CodingKey { case columns, undeclared }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    let fields = try container.decode([Field].self, forKey: .columns)
    guard Set(fields.map(\.name)).count == fields.count else {
      throw DecodingError.dataCorruptedError(
        forKey: .columns, in: container, debugDescription: "a column's name is there twice")
    }
    self.init(fields, undeclared: try container.decodeIfPresent(ColumnType.self, forKey: .undeclared))
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(fields, forKey: .columns)
    try container.encodeIfPresent(undeclared, forKey: .undeclared)
  }
}
