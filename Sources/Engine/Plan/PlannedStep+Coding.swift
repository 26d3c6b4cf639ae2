internal import Diagnostics
internal import JobSpec
internal import Tables

/// `{"step": "filter", "definition": {…}, …}`. Derived properties (columns read, other tables,
/// gathering) are written for readers, but recomputed when decoding.
extension PlannedStep: Codable {
  private enum Key: String, CodingKey {
    case step, definition, summary, location, schema, wanted, reads, gathering, tables
  }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    operation = try Operation(
      try container.decode(Step.Keyword.self, forKey: .step), try container.superDecoder(forKey: .definition))
    summary = try container.decode(String.self, forKey: .summary)
    location = try container.decode(SourceLocation.self, forKey: .location)
    schema = try container.decode(Schema.self, forKey: .schema)
    wanted = try container.decode(Columns.self, forKey: .wanted)
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(keyword, forKey: .step)
    try operation.definition.encode(to: container.superEncoder(forKey: .definition))
    try container.encode(summary, forKey: .summary)
    try container.encode(location, forKey: .location)
    try container.encode(schema, forKey: .schema)
    try container.encode(wanted, forKey: .wanted)
    try container.encode(columnsRead, forKey: .reads)
    try container.encode(gathering, forKey: .gathering)
    let others = otherTables.map {
      Other(table: $0.name, reads: columnsRead(of: $0), gathering: $0.gathering, bringsRows: $0.bringsRows)
    }
    if !others.isEmpty { try container.encode(others, forKey: .tables) }
  }

  private struct Other: Encodable {
    var table: String
    var reads: Columns
    var gathering: Gathering
    var bringsRows: Bool

    enum CodingKeys: String, CodingKey {
      case table, reads, gathering
      case bringsRows = "brings_rows"
    }
  }
}

extension PlannedStep.Operation {
  fileprivate init(_ keyword: Step.Keyword, _ decoder: any Decoder) throws {
    self =
      switch keyword {
      case .filter: .filter(try FilterStep(from: decoder))
      case .derive: .derive(try DeriveStep(from: decoder))
      case .select: .select(try SelectStep(from: decoder))
      case .drop: .drop(try DropStep(from: decoder))
      case .rename: .rename(try RenameStep(from: decoder))
      case .distinct: .distinct(try DistinctStep(from: decoder))
      case .sort: .sort(try SortStep(from: decoder))
      case .limit: .limit(try LimitStep(from: decoder))
      case .join: .join(try JoinStep(from: decoder))
      case .union: .union(try UnionStep(from: decoder))
      case .group: .group(try GroupStep(from: decoder))
      case .pivot: .pivot(try PivotStep(from: decoder))
      case .unpivot: .unpivot(try UnpivotStep(from: decoder))
      case .window: .window(try WindowStep(from: decoder))
      case .explode: .explode(try ExplodeStep(from: decoder))
      case .intervals: .intervals(try IntervalsStep(from: decoder))
      case .concurrency: .concurrency(try ConcurrencyStep(from: decoder))
      case .fill: .fill(try FillStep(from: decoder))
      case .correct: .correct(try CorrectStep(from: decoder))
      }
  }
}
