internal import CXLSXWriter
internal import Glibc

/// The layout of a sheet around its cells, on screen and on paper, and the properties of the workbook.
extension Workbook {
  /// `created` is in seconds since 1970; the texts must not hold control characters.
  func setProperties(title: String, subject: String, created: Int64) throws {
    let code = unsafe title.withCString { title in
      unsafe subject.withCString { subject in
        var properties = unsafe lxw_doc_properties()
        // SAFETY: the library copies the texts before it returns.
        unsafe properties.title = UnsafeMutablePointer(mutating: title)
        unsafe properties.subject = UnsafeMutablePointer(mutating: subject)
        // The library reads 0 as the current time, and the same night must give the same bytes.
        unsafe properties.created = created == 0 ? 1 : Int(created)
        return unsafe workbook_set_properties(workbook, &properties)
      }
    }
    try check(code, "properties")
  }

  /// Name and value hold at most 255 characters; the name is not empty.
  func setProperty(_ name: String, _ value: String) throws {
    try check(unsafe workbook_set_custom_property_string(workbook, name, value), "property '\(name)'")
  }

  func setTabColor(_ sheet: Sheet, _ color: UInt32) {
    unsafe worksheet_set_tab_color(pointer(sheet), color)
  }

  /// Puts the first column on the right.
  func setRightToLeft(_ sheet: Sheet) { unsafe worksheet_right_to_left(pointer(sheet)) }

  func hideGridlines(_ sheet: Sheet) {
    unsafe worksheet_gridlines(pointer(sheet), UInt8(LXW_HIDE_ALL_GRIDLINES.rawValue))
  }

  /// Freezes the rows above this one.
  func freeze(_ sheet: Sheet, aboveRow row: Int) {
    unsafe worksheet_freeze_panes(pointer(sheet), UInt32(row), 0)
  }

  /// In characters; at most 255.
  func setWidth(
    _ sheet: Sheet, columns: ClosedRange<Int>, _ width: Double, isHidden: Bool = false
  ) throws {
    var options = lxw_row_col_options()
    options.hidden = isHidden ? 1 : 0
    let code = unsafe worksheet_set_column_opt(
      pointer(sheet), UInt16(columns.lowerBound), UInt16(columns.upperBound), min(width, 255), nil, &options)
    try check(code, "width of column \(columns.lowerBound + 1)")
  }

  /// In points; at most 409.
  func setHeight(_ sheet: Sheet, row: Int, _ height: Double) throws {
    try check(
      unsafe worksheet_set_row(pointer(sheet), UInt32(row), min(height, 409), nil), "row \(row + 1)")
  }

  /// Header and footer use Excel's codes (`&L`, `&P`, `&&`) and hold at most 255 characters each.
  func setPage(
    _ sheet: Sheet, _ layout: PageLayout, header: String, footer: String, repeatedRows: ClosedRange<Int>?
  ) throws {
    let page = unsafe pointer(sheet)
    unsafe worksheet_set_paper(page, 9)
    if layout.isLandscape { unsafe worksheet_set_landscape(page) }
    unsafe worksheet_set_print_scale(page, UInt16(layout.scale))
    let (side, end) = (PageLayout.sideMargin, PageLayout.endMargin)
    unsafe worksheet_set_margins(page, side, side, end, end)
    if !header.isEmpty { try check(unsafe worksheet_set_header(page, header), "page header") }
    try check(unsafe worksheet_set_footer(page, footer), "page footer")
    if let rows = repeatedRows {
      try check(
        unsafe worksheet_repeat_rows(page, UInt32(rows.lowerBound), UInt32(rows.upperBound)),
        "repeated rows")
    }
    if layout.repeatedColumns > 0 {
      let last = UInt16(layout.repeatedColumns - 1)
      try check(unsafe worksheet_repeat_columns(page, 0, last), "repeated columns")
    }
    if !layout.columnBreaks.isEmpty {
      // Pages with the same rows come one after the other.
      unsafe worksheet_print_across(page)
      // A list of breaks ends in 0; the library copies it.
      var breaks = layout.columnBreaks.map { UInt16($0) } + [0]
      try check(unsafe worksheet_set_v_pagebreaks(page, &breaks), "page breaks")
    }
    if !layout.rowBreaks.isEmpty {
      var breaks = layout.rowBreaks.map { UInt32($0) } + [0]
      try check(unsafe worksheet_set_h_pagebreaks(page, &breaks), "page breaks")
    }
  }

  /// Turns off Excel's green corners in these cells, whose texts look like numbers on purpose.
  func acceptNumbersAsText(_ sheet: Sheet, ranges: [String]) throws {
    let code = unsafe worksheet_ignore_errors(
      pointer(sheet), UInt8(LXW_IGNORE_NUMBER_STORED_AS_TEXT.rawValue), ranges.joined(separator: " "))
    try check(code, "ignored errors")
  }
}
