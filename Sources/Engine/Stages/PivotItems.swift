internal import JobSpec
internal import Tables

/// The items of which a pivot makes columns, in the order of their first rows.
struct PivotItems {
  let column: String
  private var found: Column?

  /// Nil for another step.
  init?(_ step: PlannedStep) {
    guard case .pivot(let pivot) = step.operation else { return nil }
    column = pivot.column
  }

  var items: Column? { found }

  mutating func add(_ piece: Table) throws {
    let values = piece.column(named: column)!
    let all = found.map { Column.concatenating([$0, values], type: values.type) } ?? values
    let groups = try Grouping.by([all], rowCount: all.count)
    found = all.gather(groups.firstRows.filter { $0 >= 0 })
  }
}
