extension JobPlan {
  /// What needs all rows of a finished table in memory at once: its key, and the exports that write rows neither as they
  /// come nor value by value.
  package func readersAtOnce(of name: String) -> [String] {
    let hasKey = tables.contains { $0.name == name && !$0.key.isEmpty }
    let column = eachColumn(of: name)
    // A file that reads another table besides looks up labels in one of them.
    let readers = exports.filter { export in
      export.reads[name] != nil && !(export.reads.count == 1 && export.writesInParts(each: column))
    }
    return (hasKey ? ["its key"] : []) + readers.map(\.file)
  }

  /// The column of which each value has a file with rows of this table; nil if there is none, or several.
  func eachColumn(of name: String) -> String? {
    let columns = exports.filter { $0.reads[name] != nil }.compactMap { export -> [String]? in
      if case .together(let columns) = export.gathering { columns } else { nil }
    }
    guard let first = columns.first, first.count == 1, columns.allSatisfy({ $0 == first }) else { return nil }
    return first[0]
  }
}

extension ExportPlan {
  /// Whether it writes rows as they come, or those of each value of a column.
  fileprivate func writesInParts(each column: String?) -> Bool {
    switch gathering {
    case .nothing: true
    case .together(let columns): column.map { columns == [$0] } ?? false
    default: false
    }
  }
}
