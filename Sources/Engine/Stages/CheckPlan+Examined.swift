internal import Tables

extension CheckPlan {
  /// The columns by which the check judges, by table; the failing rows are published with all columns.
  var columnsExamined: [String: Columns] {
    func origin(_ columns: Set<String>) -> Columns {
      // Messages say where a row came from, if the table knows.
      .only(columns.union([Field.sourceFile.name, Field.sourceLine.name]))
    }
    switch kind {
    case .unique(let check): return [check.table: origin(Set(check.columns))]
    case .required(let check): return [check.table: origin(Set(check.columns))]
    case .oneOf(let check): return [check.table: origin([check.column])]
    case .references(let check):
      if check.table == check.other { return [check.table: origin([check.column, check.target])] }
      return [check.table: origin([check.column]), check.other: .only([check.target])]
    case .range(let check): return [check.table: origin([check.column])]
    case .matches(let check): return [check.table: origin([check.column])]
    case .rows(let check): return [check.table: .empty]
    case .expect(let check):
      return check.table.map { [$0: origin(check.condition.columns)] } ?? [:]
    case .fresh, .published: return [:]
    }
  }
}
