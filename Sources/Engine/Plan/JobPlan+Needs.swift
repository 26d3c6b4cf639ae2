internal import Diagnostics
internal import JobSpec

extension JobPlan {
  /// What anything reads of each input and table: from what is written, back through the steps.
  func findNeeds() -> [String: Set<String>?] {
    var needs: [String: Set<String>?] = [:]
    func need(_ table: String, _ columns: Set<String>?) {
      needs[table] = .some(union(needs[table] ?? [], columns))
    }
    // Everything is made and counted, even what nothing reads.
    for input in job.inputs { need(input.name.value, []) }
    for table in tables { need(table.name, Set(table.definition.key.map(\.value))) }
    for figure in figures { need(figure.table, figure.columns) }
    for check in checks { for (table, columns) in check.reads { need(table, columns) } }
    for export in exports { for (table, columns) in export.reads { need(table, columns) } }
    for table in tables.reversed() {
      var columns = needs[table.name]!
      for (step, definition) in zip(table.steps, table.definition.steps).reversed() {
        for other in definition.otherTables {
          need(other, step.columnsRead(of: other, toMake: columns))
        }
        columns = step.columnsRead(toMake: columns)
      }
      need(table.definition.from.value, columns)
    }
    return needs
  }
}

extension Step {
  /// The tables that a step reads beside its own.
  var otherTables: [String] {
    switch operation {
    case .join(let join): [join.with.value]
    case .union(let with): with.map(\.value)
    default: []
    }
  }
}
