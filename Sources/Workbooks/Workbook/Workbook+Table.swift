internal import CXLSXWriter
internal import Glibc

/// Excel's tables: a header with filters, banded rows, a row of totals.
extension Workbook {
  struct TableColumn {
    /// Unique in the table and not empty; see ``CellPolicy/label(_:)``.
    var header: String
    var headerStyle: Style?
    var total: TableTotal?
  }

  enum TableTotal {
    case text(String)
    /// One of Excel's functions, with its current value.
    case function(TableSheetDocument.Total, Double)
  }

  /// Filters of a header whose cells are written.
  func addFilter(_ sheet: Sheet, rows: ClosedRange<Int>, columns: ClosedRange<Int>) throws {
    try check(
      unsafe worksheet_autofilter(
        pointer(sheet), UInt32(rows.lowerBound), UInt16(columns.lowerBound), UInt32(rows.upperBound),
        UInt16(columns.upperBound)))
  }

  /// The library takes memory for the square of the number of columns: 600 MB for 4,000.
  static let mostTableColumns = 1_000

  /// Makes a table of existing cells; only the header is written here.
  ///
  /// - Parameters:
  ///   - rows: the header, at least one row of data, and the totals if any column has one.
  ///   - isPlain: without filters and without the colours of Excel's tables.
  func addTable(
    _ sheet: Sheet, name: String, rows: ClosedRange<Int>, columns: [TableColumn], firstColumn: Int = 0,
    isPlain: Bool = false
  ) throws {
    precondition(rows.count >= 2 && !columns.isEmpty)
    let hasTotals = columns.contains { $0.total != nil }
    // SAFETY: all of the texts and structures below live until the library has returned; it has then
    // copied what it keeps.
    let texts = unsafe columns.map { unsafe strdup($0.header) }
    let totals = unsafe columns.map { column -> UnsafeMutablePointer<CChar>? in
      if case .text(let text)? = column.total { unsafe strdup(text) } else { nil }
    }
    let tableName = unsafe strdup(name)
    let structures = UnsafeMutablePointer<lxw_table_column>.allocate(capacity: columns.count)
    let list = UnsafeMutablePointer<UnsafeMutablePointer<lxw_table_column>?>.allocate(
      capacity: columns.count + 1)
    defer {
      unsafe (texts + totals + [tableName]).forEach { unsafe free($0) }
      unsafe structures.deallocate()
      unsafe list.deallocate()
    }
    for (index, column) in columns.enumerated() {
      var structure = unsafe lxw_table_column()
      unsafe structure.header = texts[index]
      unsafe structure.header_format = pointer(column.headerStyle)
      unsafe structure.total_string = totals[index]
      if case .function(let total, let value)? = column.total {
        unsafe structure.total_function = UInt8(total.function.rawValue)
        unsafe structure.total_value = value
      }
      unsafe (structures + index).initialize(to: structure)
      unsafe (list + index).initialize(to: structures + index)
    }
    unsafe (list + columns.count).initialize(to: nil)
    var options = unsafe lxw_table_options()
    unsafe options.name = tableName
    unsafe options.style_type = UInt8(
      (isPlain ? LXW_TABLE_STYLE_TYPE_LIGHT : LXW_TABLE_STYLE_TYPE_MEDIUM).rawValue)
    unsafe options.style_type_number = isPlain ? 0 : 2
    unsafe options.no_autofilter = isPlain ? 1 : 0
    unsafe options.total_row = hasTotals ? 1 : 0
    unsafe options.columns = list
    let code = unsafe worksheet_add_table(
      pointer(sheet), UInt32(rows.lowerBound), UInt16(firstColumn), UInt32(rows.upperBound),
      UInt16(firstColumn + columns.count - 1), &options)
    try check(code, "table '\(name)'")
  }
}

extension TableSheetDocument.Total {
  fileprivate var function: lxw_table_total_functions {
    switch self {
    case .sum: LXW_TABLE_FUNCTION_SUM
    case .mean: LXW_TABLE_FUNCTION_AVERAGE
    case .count: LXW_TABLE_FUNCTION_COUNT
    case .min: LXW_TABLE_FUNCTION_MIN
    case .max: LXW_TABLE_FUNCTION_MAX
    }
  }

  /// The function's number in SUBTOTAL; numbers over 100 leave out rows that a filter hides.
  var subtotal: Int { Int(function.rawValue) }
}
