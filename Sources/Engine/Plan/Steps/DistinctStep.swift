internal import JobSpec
internal import Tables

/// `distinct: [columns]` or `{on, keep, by}`: one row per key. The rows that stay keep their order;
/// which of a key's rows stays is the first or last by `by`, or by position.
struct DistinctStep: BoundStep {
  let schema: Schema
  private let on: [String]
  private let keep: Step.Distinct.Keep
  private let by: [(name: String, isDescending: Bool)]

  init(_ definition: Step.Distinct, _ binding: StepBinding) throws {
    on = try binding.fields(definition.on).map(\.name)
    by = try binding.keys(definition.by)
    keep = definition.keep
    schema = binding.schema
  }

  func columnsRead(toMake needed: Set<String>?) -> Set<String>? {
    union(needed, Set(on + by.map(\.name)))
  }

  func apply(to table: Table, _ context: StepContext) throws -> StepOutcome {
    let groups = try Grouping.by(table.columns(named: on), rowCount: table.rowCount)
    var best = groups.firstRows
    var doubles = 0
    let order = RowOrder(table, by: by)
    order.withComparison { compare in
      for row in 0..<table.rowCount {
        let group = Int(groups.groupOf[row])
        if Int(groups.firstRows[group]) == row { continue }
        doubles += 1
        let compared = compare(Int(best[group]), row)
        // Where the keys are equal, position decides.
        if keep == .last ? compared <= 0 : compared > 0 { best[group] = Int32(row) }
      }
    }
    if doubles == 0 { return StepOutcome(table, rowsIn: table.rowCount) }
    var isKept = [Bool](repeating: false, count: table.rowCount)
    for row in best where row >= 0 { isKept[Int(row)] = true }
    let kept = isKept.indices.filter { isKept[$0] }.map { Int32($0) }
    return StepOutcome(
      table.pruned(to: context.needed).gather(kept), rowsIn: table.rowCount, moves: RowMoves(merged: doubles))
  }
}
