extension JobPlan {
  /// The readers that need all rows of a finished table in memory at once: its key, and the exports that write rows
  /// neither as they come nor value by value.
  package func readersAtOnce(of name: String) -> [String] {
    let hasKey = tables.contains { $0.name == name && !$0.key.isEmpty }
    let column = eachColumn(of: name)
    let readers = exports.filter { export in
      export.reads[name] != nil
        && (export.atOnce.contains(name) || export.byValue[name].map { $0 != column } ?? false)
    }
    return (hasKey ? ["its key"] : []) + readers.map(\.file)
  }

  /// The column of which each value has a file with rows of this table; nil if there is none, or several.
  func eachColumn(of name: String) -> String? {
    let columns = Set(exports.compactMap { $0.byValue[name] })
    return columns.count == 1 ? columns.first : nil
  }
}
