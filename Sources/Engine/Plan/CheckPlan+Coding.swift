internal import Diagnostics
internal import JobSpec

/// `{"check": "unique", "definition": {…}, …}`, like ``PlannedStep``.
extension CheckPlan: Codable {
  private enum Key: String, CodingKey {
    case check, definition, table, severity, title, location, reads, gathering
  }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    kind = try Kind(
      try container.decode(Check.Keyword.self, forKey: .check),
      try container.superDecoder(forKey: .definition))
    table = try container.decodeIfPresent(String.self, forKey: .table)
    severity = try container.decode(CheckSeverity.self, forKey: .severity)
    title = try container.decodeIfPresent(LocalizedText.self, forKey: .title)
    location = try container.decode(SourceLocation.self, forKey: .location)
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(keyword, forKey: .check)
    try kind.definition.encode(to: container.superEncoder(forKey: .definition))
    try container.encodeIfPresent(table, forKey: .table)
    try container.encode(severity, forKey: .severity)
    try container.encodeIfPresent(title, forKey: .title)
    try container.encode(location, forKey: .location)
    try container.encode(reads, forKey: .reads)
    try container.encode(gathering, forKey: .gathering)
  }
}

extension CheckPlan.Kind {
  fileprivate init(_ keyword: Check.Keyword, _ decoder: any Decoder) throws {
    self =
      switch keyword {
      case .unique: .unique(try UniqueCheck(from: decoder))
      case .required: .required(try RequiredCheck(from: decoder))
      case .oneOf: .oneOf(try OneOfCheck(from: decoder))
      case .references: .references(try ReferencesCheck(from: decoder))
      case .range: .range(try RangeCheck(from: decoder))
      case .matches: .matches(try MatchesCheck(from: decoder))
      case .rows: .rows(try RowsCheck(from: decoder))
      case .expect: .expect(try ExpectCheck(from: decoder))
      case .fresh: .fresh(try FreshCheck(from: decoder))
      case .published: .published(try PublishedCheck(from: decoder))
      }
  }
}
