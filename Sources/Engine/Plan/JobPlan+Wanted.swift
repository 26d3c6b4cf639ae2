internal import Tables

extension JobPlan {
  /// Finds the columns that are read of each input, table and step, working back from the exports,
  /// checks and figures.
  ///
  /// - Parameter whole: inputs and tables of which all columns are read besides.
  mutating func findWantedColumns(whole: Set<String> = []) {
    var wanted: [String: Columns] = [:]
    func want(_ columns: Columns, of table: String) {
      wanted[table] = (wanted[table] ?? .empty).union(columns)
    }
    // The rows of a table with a key are compared with those of the night before, in all their columns.
    for table in tables where !table.key.isEmpty { want(.every(named: Set(table.key)), of: table.name) }
    for name in whole { want(.all, of: name) }
    for count in figures.compactMap(\.count) { want(.only(count.columns), of: count.table) }
    for check in checks { for (table, columns) in check.reads { want(columns, of: table) } }
    for export in exports { for (table, columns) in export.reads { want(columns, of: table) } }
    for place in tables.indices.reversed() {
      // Every table is made and counted, even if nothing reads it.
      var columns = wanted[tables[place].name] ?? .empty
      tables[place].wanted = columns.naming(undeclaredOf: tables[place].schema)
      for index in tables[place].steps.indices.reversed() {
        tables[place].steps[index].wanted = columns.naming(undeclaredOf: tables[place].steps[index].schema)
        let step = tables[place].steps[index]
        for other in step.otherTables { want(step.columnsRead(of: other), of: other.name) }
        columns = step.columnsRead
      }
      want(columns, of: tables[place].from)
    }
    for place in inputs.indices {
      inputs[place].wanted = (wanted[inputs[place].name] ?? .empty).naming(undeclaredOf: inputs[place].schema)
    }
  }

  /// The plan with all columns of these inputs and tables.
  package func whole(_ names: Set<String>) -> JobPlan {
    var plan = self
    plan.findWantedColumns(whole: names)
    return plan
  }

  /// Removes the provenance columns that no expression uses. This is known only when all expressions are
  /// bound, so the planner includes them at first.
  mutating func dropUnusedProvenance() {
    let used =
      tables.flatMap(\.steps).map(\.columnsInExpressions) + figures.compactMap(\.count?.columns)
      + checks.map(\.columnsInExpressions) + exports.map(\.columnsInExpressions)
    let unused = [Field.sourceFile, .sourceLine].filter { field in
      !used.contains { $0.contains(field.name) }
    }
    if unused.isEmpty { return }
    for place in inputs.indices { inputs[place].schema.remove(unused) }
    for place in tables.indices {
      tables[place].schema.remove(unused)
      for index in tables[place].steps.indices { tables[place].steps[index].schema.remove(unused) }
    }
  }
}

extension Schema {
  fileprivate mutating func remove(_ others: [Field]) {
    let doubts = doubts
    self = Schema(fields.filter { !others.contains($0) }, undeclared: undeclared)
    self.doubts = doubts
  }
}
