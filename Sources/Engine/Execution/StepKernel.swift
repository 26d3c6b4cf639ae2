internal import Diagnostics
internal import Tables

/// Executes a step in memory.
protocol StepKernel {
  func apply(to table: Table, _ context: StepContext) throws -> StepOutcome
}

extension PlannedStep.Operation {
  var kernel: any StepKernel {
    switch self {
    case .filter(let step): step
    case .derive(let step): step
    case .select(let step): step
    case .drop(let step): step
    case .rename(let step): step
    case .distinct(let step): step
    case .sort(let step): step
    case .limit(let step): step
    case .join(let step): step
    case .union(let step): step
    case .group(let step): step
    case .pivot(let step): step
    case .unpivot(let step): step
    case .window(let step): step
    case .explode(let step): step
    case .intervals(let step): step
    case .concurrency(let step): step
    case .fill(let step): step
    case .correct(let step): step
    }
  }
}

/// The context in which a step is executed.
struct StepContext {
  /// The columns that later steps and readers need. A step may leave out others.
  var wanted: Columns
  /// The columns of the step's result, as planned.
  var schema: Schema
  /// The inputs of the job and the tables made so far.
  var tables: [String: Table]
  var zone: Zone
  /// The night of the run, in days since 1970.
  var night: Int32
  var location: SourceLocation
  var room = RowRoom()
}

extension PlannedStep {
  func context(
    _ tables: [String: Table], _ constants: RunConstants, room: RowRoom = RowRoom()
  ) -> StepContext {
    StepContext(
      wanted: wanted, schema: schema, tables: tables, zone: constants.zone, night: constants.night,
      location: location, room: room)
  }
}

/// The table that a step made, and the balance of its rows.
struct StepOutcome {
  var table: Table
  var moves = RowMoves()
  /// Rows of other tables that this step added to those of its own.
  var joinedIn: [RowBalance.Rows] = []
  /// Rows that the step could not use. The column ``reasonColumn`` says why.
  var setAside: Table?
  /// What became of the corrections that the step applies.
  var corrections: CorrectionResult?

  init(
    _ table: Table, moves: RowMoves = RowMoves(), joinedIn: [RowBalance.Rows] = [], setAside: Table? = nil
  ) {
    self.table = table
    self.moves = moves
    self.joinedIn = joinedIn
    self.setAside = setAside
  }

  static let reasonColumn = "reason"
}

extension Table {
  /// The table with only the wanted columns, and with the rows' provenance if it is wanted.
  func pruned(to wanted: Columns) -> Table {
    guard case .only(let names) = wanted else { return self }
    return selecting(schema.names.filter { names.contains($0) })
  }

  /// The columns with these names. The plan guarantees that they exist.
  func columns(named names: [String]) -> [Column] { names.map { column(named: $0)! } }
}

extension RowOrder {
  init(_ table: Table, by keys: [SortKey], collate: String? = nil) {
    self.init(
      keys.map { Key(column: table.column(named: $0.column)!, isDescending: $0.isDescending) },
      collate: collate)
  }
}
