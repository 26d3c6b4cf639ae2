/// Numbers of cells and rows that are not as they seem.
struct CellNotes: Sendable {
  /// The rows that hold something and are not shown.
  var hiddenRows = 0
  /// Cells with an error such as `#N/A`, which are read as empty, by error.
  var errors: [String: Int] = [:]
  /// Cells in whose place a later one of the same row stands.
  var replacedCells = 0
  /// Formulas whose value the workbook does not have.
  var valuelessFormulas = 0

  static func += (notes: inout CellNotes, other: CellNotes) {
    notes.hiddenRows += other.hiddenRows
    notes.errors.merge(other.errors, uniquingKeysWith: +)
    notes.replacedCells += other.replacedCells
    notes.valuelessFormulas += other.valuelessFormulas
  }
}
