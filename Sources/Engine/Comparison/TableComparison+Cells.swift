package import Tables

extension TableComparison {
  /// A value that has changed.
  package struct Cell: Sendable, Equatable {
    package var column: String
    package var old: Value
    package var new: Value
  }

  package func cells(of row: ChangedRow) -> [Cell] {
    row.columns.map { index in
      let name = columns[index]
      return Cell(
        column: name, old: old.column(named: name)!.value(at: Int(row.old)),
        new: new.column(named: name)!.value(at: Int(row.new)))
    }
  }

  /// The values of the key in a row of the new state, or of the old one.
  package func keyValues(_ row: Int32, isOld: Bool = false) -> [Value] {
    key.map { (isOld ? old : new).column(named: $0)!.value(at: Int(row)) }
  }
}
