internal import Diagnostics
internal import Tables

/// A step as the engine in memory executes it.
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
    }
  }
}

/// What a step may ask about the run.
struct StepContext {
  /// The columns that anything after this step reads. A step need not make others.
  var wanted: Columns
  /// The columns of the step's result, as planned.
  var schema: Schema
  /// The job's inputs, and the tables that are already made.
  var tables: [String: Table]
  var zone: Zone
  var location: SourceLocation
}

/// The table that a step made, and the account of its rows.
struct StepOutcome {
  var table: Table
  var moves = RowMoves()
  /// Rows of other tables that came in beside those of the step's own.
  var joinedIn: [RowBalance.Rows] = []
  /// Rows that could not be used, with their reason in the column ``reasonColumn``.
  var setAside: Table?

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
  /// Only the columns that are wanted, and the rows' provenance where it is.
  func pruned(to wanted: Columns) -> Table {
    guard case .only(let names) = wanted else { return self }
    return selecting(schema.names.filter { names.contains($0) })
  }

  /// The columns with these names, which a plan promises to be there.
  func columns(named names: [String]) -> [Column] { names.map { column(named: $0)! } }
}

extension RowOrder {
  init(_ table: Table, by keys: [SortKey], collate: String? = nil) {
    self.init(
      keys.map { Key(column: table.column(named: $0.column)!, isDescending: $0.isDescending) },
      collate: collate)
  }
}
