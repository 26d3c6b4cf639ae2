/// Properties of a sheet that readers do not see in its cells, such as hidden columns.
struct SheetNotes: Sendable {
  private(set) var cells = CellNotes()
  /// Columns that are not shown, whether they hold anything or not.
  var hiddenRanges: [ClosedRange<Int>]
  private var filledColumns = Set<Int>()

  init() { hiddenRanges = [] }

  init(_ grid: SheetGrid) {
    hiddenRanges = grid.hiddenRanges
    add(grid)
  }

  /// Adds those of further rows.
  mutating func add(_ rows: SheetGrid) {
    cells += rows.notes
    for column in rows.columns.indices where !rows.columns[column].isEmpty { filledColumns.insert(column) }
  }

  /// The number of columns that hold something and are not shown.
  var hiddenColumns: Int {
    filledColumns.count { column in hiddenRanges.contains { $0.contains(column) } }
  }
}
