internal import Engine
internal import Tables

/// The differences between two states of a table in words: a line for each row.
struct ComparisonLines {
  let comparison: TableComparison
  let zone: Zone

  func lines(named name: String) -> [String] {
    var lines = [
      "table \(name), key \(comparison.key.joined(separator: ", ")): +\(comparison.added.count)"
        + " -\(comparison.removed.count) ~\(comparison.changed.count), \(comparison.unchanged) unchanged"
    ]
    for field in comparison.columnsAdded {
      lines.append("  column added: \(field.name) (\(field.type.rawValue))")
    }
    for field in comparison.columnsRemoved {
      lines.append("  column removed: \(field.name) (\(field.type.rawValue))")
    }
    for column in comparison.columnsRetyped {
      lines.append("  column \(column.name): \(column.old.rawValue) → \(column.new.rawValue)")
    }
    for row in comparison.added {
      lines.append("  + \(describe(row, of: comparison.new, comparison, isOld: false))")
    }
    for row in comparison.removed {
      lines.append("  - \(describe(row, of: comparison.old, comparison, isOld: true))")
    }
    for row in comparison.changed {
      let cells = comparison.cells(of: row).map { "\($0.column): \(text($0.old)) → \(text($0.new))" }
      lines.append("  ~ \(key(row.new, comparison, isOld: false))  \(cells.joined(separator: ", "))")
    }
    return lines
  }

  private func key(_ row: Int32, _ comparison: TableComparison, isOld: Bool) -> String {
    comparison.keyValues(row, isOld: isOld).map { $0.text(in: zone) }.joined(separator: ", ")
  }

  private func describe(
    _ row: Int32, of table: Table, _ comparison: TableComparison, isOld: Bool
  ) -> String {
    let cells = table.schema.names.filter { !comparison.key.contains($0) }.compactMap { name -> String? in
      let value = table.column(named: name)!.value(at: Int(row))
      return value == .null ? nil : "\(name): \(text(value))"
    }
    return ([key(row, comparison, isOld: isOld)] + (cells.isEmpty ? [] : [cells.joined(separator: ", ")]))
      .joined(separator: "  ")
  }

  private func text(_ value: Value) -> String { ComparisonLines.text(value, in: zone) }

  /// Texts in quotes, so that blanks and empty texts can be seen.
  static func text(_ value: Value, in zone: Zone) -> String {
    switch value {
    case .null: "null"
    case .text(let text): "'\(text)'"
    default: value.text(in: zone)
    }
  }
}
