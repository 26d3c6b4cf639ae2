package import JobSpec
package import Tables

/// The work of a step on each row, recorded by ``PlanTrace``.
package struct StepTrace: Sendable {
  /// The rows of another table that a step used.
  package struct Other: Sendable {
    package let table: String
    /// From the rows of the step's result to those of the other table.
    let links: RowLinks
    let forward: ForwardLinks
    /// Why a row of the other table is in no result.
    let lossReason: LossReason
  }

  /// Why a row ended in a step.
  package enum LossReason: Sendable, Equatable {
    /// A condition was not true.
    case filtered
    case beyondLimit
    /// A double of another row, which was kept.
    case merged
    /// Without a match in the other table of a join.
    case unmatched
    /// With a match in the other table of an anti-join.
    case matched
    /// A row of the other table of a join that no row matches.
    case notLookedUp
    /// A row of the other table of an anti-join, which gives no rows.
    case onlyRemoves
    /// Set aside with a reason.
    case rejected(String)
  }

  /// Nil for the figures, which no step makes.
  package let keyword: Step.Keyword?
  package let summary: String
  package let rowsIn: Int
  package let rowsOut: Int
  /// The columns that the step derived; nil if it derives none.
  package let derived: Table?
  let own: RowLinks
  let forward: ForwardLinks
  /// Other rows of the step's own table that the values of a row depend on.
  let context: [(links: RowLinks, forward: ForwardLinks)]
  package let others: [Other]
  /// Whether values depend on other rows of the step's own table.
  var hasContext: Bool { !context.isEmpty }
  /// Whether several rows are made of one.
  let dividesRows: Bool
  /// Whether what becomes of a row depends on other rows.
  var dependsOnOthers: Bool { keyword == .join || bringsTogether }
  /// Whether rows can take one another's place, or are made one.
  var bringsTogether: Bool {
    switch keyword {
    case .distinct, .limit, .group, .pivot, .intervals, .concurrency, nil: true
    default: hasContext
    }
  }
  /// For an anti-join: from the rows before the step to those of the other table that remove them.
  let removers: (table: String, links: RowLinks)?
  /// For a `distinct`: the row of the result that each row was merged into.
  private let mergedInto: [Int32]?
  /// The reasons of rows set aside, by row.
  private let setAside: [Int32: String]
  private let lossReason: LossReason
  /// For a `pivot`: the columns that it made, and for each row before it the place of the one to which it went.
  private let columns: (names: [String], columnOf: [Int32])?
  /// For a `pivot`: the columns that its rows have beside those.
  private let rowColumns: [String]
  /// For a `correct`: what became of the corrections.
  let corrections: CorrectionResult?

  init(
    _ step: PlannedStep?, summary: String, rowsIn: Int, rowsOut: Int, own: RowLinks,
    context: [RowLinks] = [],
    others: [(table: String, links: RowLinks, rows: Int, lossReason: LossReason)] = [],
    derived: Table? = nil, mergedInto: [Int32]? = nil, setAside: [Int32: String] = [:],
    removers: (table: String, links: RowLinks)? = nil, lossReason: LossReason = .filtered,
    corrections: CorrectionResult? = nil, columns: (names: [String], columnOf: [Int32])? = nil
  ) {
    keyword = step?.keyword
    self.summary = summary
    self.rowsIn = rowsIn
    self.rowsOut = rowsOut
    self.own = own
    forward = ForwardLinks(own, resultCount: rowsOut, sourceCount: rowsIn)
    dividesRows = [.explode, .unpivot, .join].contains(keyword) && own.hasDoubles
    self.context = context.map {
      ($0, ForwardLinks($0, resultCount: rowsOut, sourceCount: rowsIn))
    }
    self.others = others.map {
      Other(
        table: $0.table, links: $0.links,
        forward: ForwardLinks($0.links, resultCount: rowsOut, sourceCount: $0.rows), lossReason: $0.lossReason
      )
    }
    self.derived = derived
    self.removers = removers
    self.mergedInto = mergedInto
    self.setAside = setAside
    self.lossReason = lossReason
    self.corrections = corrections
    self.columns = columns
    if case .pivot(let pivot)? = step?.operation { rowColumns = pivot.rows } else { rowColumns = [] }
  }

  /// The rows before the step of which these rows after it were made, or on which their values depend.
  package func sources(of rows: [Int32]) -> [Int32] {
    var found = own.sources(of: rows)
    for context in context { found += context.links.sources(of: rows) }
    return found.distinctAscending
  }

  /// The rows before the step that became these rows, without those that their values only depend on.
  package func ancestors(of rows: [Int32]) -> [Int32] { own.sources(of: rows) }

  /// Those of the rows before a `pivot` that are in cells of these columns; all rows before another step, or if the columns
  /// are those of its rows.
  func rows(_ rows: [Int32], inCellsOf wanted: Set<String>?) -> [Int32] {
    guard let columns, let wanted, wanted.isDisjoint(with: rowColumns) else { return rows }
    return rows.filter { wanted.contains(columns.names[Int(columns.columnOf[Int($0)])]) }
  }

  /// The rows of another table of which these rows were made.
  package func sources(of rows: [Int32], in other: Other) -> [Int32] { other.links.sources(of: rows) }

  /// The rows before the step that were merged into these rows.
  package func merged(into rows: [Int32]) -> [Int32] {
    guard let mergedInto else { return [] }
    let wanted = Set(rows)
    let kept = Set(ancestors(of: rows))
    return mergedInto.indices.map { Int32($0) }.filter {
      wanted.contains(mergedInto[Int($0)]) && !kept.contains($0)
    }
  }

  /// The row of the result that a row before the step was merged into.
  package func rowMerged(_ row: Int32) -> Int32? { mergedInto.map { $0[Int(row)] } }

  /// The rows after the step that were made of these rows.
  func results(of rows: [Int32]) -> [Int32] { forward.results(of: rows) }

  /// The rows after the step that depend on these rows.
  func dependents(of rows: [Int32]) -> [Int32] {
    context.reduce(results(of: rows)) { $0 + $1.forward.results(of: rows) }.distinctAscending
  }

  /// Why this row before the step is in no result.
  func reason(ofLosing row: Int32) -> LossReason { setAside[row].map { .rejected($0) } ?? lossReason }
}
