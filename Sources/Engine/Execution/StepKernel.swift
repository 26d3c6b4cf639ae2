internal import Diagnostics
internal import JobSpec
internal import Tables

/// A step whose columns and expressions are known to exist and to fit, ready for any number of rows.
protocol BoundStep: Sendable {
  /// The columns of its result.
  var schema: Schema { get }

  /// The columns it reads of its own table so that its result has `needed` (nil: all columns).
  func columnsRead(toMake needed: Set<String>?) -> Set<String>?

  /// The columns it reads of another table by name.
  func columnsRead(of table: String, toMake needed: Set<String>?) -> Set<String>?

  func apply(to table: Table, _ context: StepContext) throws -> StepOutcome
}

extension BoundStep {
  func columnsRead(of table: String, toMake needed: Set<String>?) -> Set<String>? { [] }
}

/// What a step may ask about the run.
struct StepContext {
  /// The columns that anything after this step reads; nil: all. A step need not make others.
  var needed: Set<String>?
  /// Tables that steps name with `with:`, already made.
  var tables: [String: Table]
  var location: SourceLocation

  func needs(_ column: String) -> Bool { needed?.contains(column) ?? true }
}

/// What a step made, and the account of its rows.
struct StepOutcome {
  var table: Table
  var rowsIn: Int
  var moves = RowMoves()
  /// Rows that could not be used, with their reason in the column ``reasonColumn``.
  var setAside: Table?

  init(_ table: Table, rowsIn: Int, moves: RowMoves = RowMoves(), setAside: Table? = nil) {
    self.table = table
    self.rowsIn = rowsIn
    self.moves = moves
    self.setAside = setAside
  }

  static let reasonColumn = "reason"
}

/// Where rows went in one step, each number counted on its own and not as a difference.
package struct RowMoves: Sendable, Equatable {
  /// Left out by a condition, a limit, or a join that found nothing.
  package var filtered = 0
  /// Taken to be another row's double.
  package var merged = 0
  /// Gone into another row's group.
  package var grouped = 0
  /// Made out of one row beyond the first.
  package var multiplied = 0
  /// Set aside with a reason.
  package var rejected = 0

  package init(filtered: Int = 0, merged: Int = 0, grouped: Int = 0, multiplied: Int = 0, rejected: Int = 0) {
    self.filtered = filtered
    self.merged = merged
    self.grouped = grouped
    self.multiplied = multiplied
    self.rejected = rejected
  }

  /// Whether these moves lead from so many rows to so many.
  package func lead(from rowsIn: Int, to rowsOut: Int) -> Bool {
    rowsIn + multiplied == rowsOut + filtered + merged + grouped + rejected
  }
}

/// The name of a set of columns, or none for nil: the union of what two readers need.
func union(_ a: Set<String>?, _ b: Set<String>?) -> Set<String>? {
  guard let a, let b else { return nil }
  return a.union(b)
}

extension Table {
  /// Only the columns that are needed, and the rows' provenance.
  func pruned(to needed: Set<String>?) -> Table {
    guard let needed else { return self }
    return selecting(schema.names.filter { needed.contains($0) })
  }

  /// The columns with these names, which a bound step knows to be there.
  func columns(named names: [String]) -> [Column] { names.map { column(named: $0)! } }
}
