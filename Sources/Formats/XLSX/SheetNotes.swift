/// What of the cells of a sheet is not as it seems.
struct SheetNotes: Sendable {
  private(set) var hiddenRows = 0
  /// Columns that are not shown, whether they hold anything or not.
  var hiddenRanges: [ClosedRange<Int>]
  private(set) var errors: [String: Int] = [:]
  private(set) var valuelessFormulas = 0
  private(set) var replacedCells = 0
  private var filledColumns = Set<Int>()

  init() { hiddenRanges = [] }

  init(_ grid: SheetGrid) {
    hiddenRanges = grid.hiddenRanges
    add(grid)
  }

  /// Adds those of further rows.
  mutating func add(_ rows: SheetGrid) {
    hiddenRows += rows.hiddenRows
    errors.merge(rows.errors, uniquingKeysWith: +)
    valuelessFormulas += rows.valuelessFormulas
    replacedCells += rows.replacedCells
    for column in rows.columns.indices where !rows.columns[column].isEmpty { filledColumns.insert(column) }
  }

  /// The number of columns that hold something and are not shown.
  var hiddenColumns: Int {
    filledColumns.count { column in hiddenRanges.contains { $0.contains(column) } }
  }
}
