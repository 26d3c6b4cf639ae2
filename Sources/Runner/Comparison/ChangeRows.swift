internal import Engine
package import Tables

/// The changed rows of tables as one table: a row for each cell, with the old and the new value.
///
///     table  change   email            column    old    new
///     people changed  ana@example.org  category  Otros  Academia
///     people added    lu@example.org   country          CHL
package enum ChangeRows {
  package static func table(_ differences: [RunDifference.TableDifference], in zone: Zone) -> Table {
    let compared = differences.compactMap { difference in
      difference.comparison.map { (table: difference.table, comparison: $0) }
    }
    var keys: [String] = []
    for name in compared.flatMap(\.comparison.key) where !keys.contains(name) { keys.append(name) }
    let own = ["table", "change", "column", "old", "new"]
    let names =
      ["table", "change"] + keys.map { own.contains($0) ? "key.\($0)" : $0 } + ["column", "old", "new"]
    var columns = names.map { _ in TextColumn() }
    func append(_ texts: [String?]) {
      for (index, text) in texts.enumerated() {
        if let text { columns[index].append(Array(text.utf8)) } else { columns[index].appendNull() }
      }
    }
    func text(_ value: Value) -> String? { value == .null ? nil : value.text(in: zone) }
    for (table, comparison) in compared {
      func place(_ row: Int32, isOld: Bool) -> [String?] {
        let values = comparison.keyValues(row, isOld: isOld)
        return keys.map { name in comparison.key.firstIndex(of: name).flatMap { text(values[$0]) } }
      }
      for (rows, change, isOld) in [
        (comparison.added, "added", false), (comparison.removed, "removed", true),
      ] {
        let shown = isOld ? comparison.old : comparison.new
        let others = shown.schema.names.filter { !comparison.key.contains($0) }
        for row in rows {
          let start = [table, change] + place(row, isOld: isOld)
          let cells = others.map { ($0, text(shown.column(named: $0)!.value(at: Int(row)))) }
          // A row with nothing but its key still stands in the list.
          if cells.isEmpty { append(start + [nil, nil, nil]) }
          for (column, value) in cells { append(start + [column, isOld ? value : nil, isOld ? nil : value]) }
        }
      }
      for row in comparison.changed {
        for cell in comparison.cells(of: row) {
          append(
            [table, "changed"] + place(row.new, isOld: false) + [cell.column, text(cell.old), text(cell.new)])
        }
      }
    }
    return Table(Schema(names.map { Field($0, .text) }), columns.map { .text($0) })
  }
}
