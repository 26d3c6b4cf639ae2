internal import Diagnostics
internal import JobSpec
internal import Tables

/// `window: {by, order, derive}`: columns computed over the rows of the same partition, in their
/// order. The table's own order does not change.
struct WindowStep: BoundStep {
  let schema: Schema
  private let by: [String]
  private let order: [(name: String, isDescending: Bool)]
  private let columns: [(name: String, window: BoundWindow)]

  init(_ definition: Step.Window, _ binding: StepBinding) throws {
    var mistakes = Diagnostics()
    by = (mistakes.collect { try binding.fields(definition.by) } ?? []).map(\.name)
    order = mistakes.collect { try binding.keys(definition.order) } ?? []
    var schema = binding.schema
    var columns: [(name: String, window: BoundWindow)] = []
    for derived in definition.derive {
      guard let bound = mistakes.collect({ try BoundWindow.bind(derived.expression, in: binding.scope) })
      else { continue }
      schema.set(Field(derived.name.value, bound.type))
      columns.append((derived.name.value, bound))
    }
    try mistakes.throwIfErrors()
    self.columns = columns
    self.schema = schema
  }

  func columnsRead(toMake needed: Set<String>?) -> Set<String>? {
    guard let needed else { return nil }
    var read = needed.subtracting(columns.map(\.name)).union(by).union(order.map(\.name))
    for (name, window) in columns where needed.contains(name) { read.formUnion(window.columns) }
    return read
  }

  func apply(to table: Table, _ context: StepContext) throws -> StepOutcome {
    let grouping = try Grouping.by(table.columns(named: by), rowCount: table.rowCount)
    let rowOrder = RowOrder(table, by: order)
    // Sorted as a whole, then dealt to the partitions: each keeps the order.
    let sorted = try rowOrder.sorted(rowCount: table.rowCount)
    let counts = grouping.arranged().starts
    var next = counts
    var rows = [Int32](repeating: 0, count: table.rowCount)
    for row in sorted {
      let group = Int(grouping.groupOf[Int(row)])
      rows[next[group]] = row
      next[group] += 1
    }
    var begins = [Bool](repeating: false, count: rows.count)
    for start in counts where start < rows.count { begins[start] = true }
    rowOrder.withComparison { compare in
      for place in begins.indices.dropFirst() where !begins[place] {
        begins[place] = compare(Int(rows[place - 1]), Int(rows[place])) != 0
      }
    }
    let partitioning = Partitioning(rows: rows, starts: counts, beginsPeers: begins, grouping: grouping)
    var result = table
    // All see the table as it came: the derived columns do not see each other.
    for (name, window) in columns where context.needs(name) {
      result.set(name, try window.evaluate(on: table, partitioning: partitioning))
    }
    return StepOutcome(result, rowsIn: table.rowCount)
  }
}
