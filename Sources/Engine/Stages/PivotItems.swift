internal import Tables

/// The items of which a pivot makes columns, in the order of their first rows.
struct PivotItems {
  let column: String
  private var found: KnownValues?

  /// Nil for another step.
  init?(_ step: PlannedStep) {
    guard case .pivot(let pivot) = step.operation else { return nil }
    column = pivot.column
  }

  var items: Column? { found?.values }

  mutating func add(_ piece: Table) throws {
    let values = piece.column(named: column)!
    if found == nil { found = KnownValues(values.type) }
    try found!.add(values)
  }
}
