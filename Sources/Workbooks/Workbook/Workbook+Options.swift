internal import CXLSXWriter
internal import Glibc

/// Notes on cells, rules for what may be entered, and protection.
extension Workbook {
  enum ChoiceSource {
    case texts([String])
    /// `=Lists!$A$2:$A$9`
    case formula(String)
  }

  enum ValueRange { case whole, numbers, dates }

  /// A drop-down list in these cells; they may stay empty.
  ///
  /// The texts have no commas and, with commas between them, at most 255 bytes.
  func allow(
    _ source: ChoiceSource, _ sheet: Sheet, rows: ClosedRange<Int>, column: Int, remark: String
  ) throws {
    // SAFETY: the texts and the list of them live until the library has returned; it copies them.
    var texts = unsafe [UnsafeMutablePointer<CChar>?]()
    var rule = unsafe Workbook.rule()
    switch source {
    case .texts(let choices):
      unsafe texts = choices.map { unsafe strdup($0) } + [nil]
      unsafe rule.validate = UInt8(LXW_VALIDATION_TYPE_LIST.rawValue)
    case .formula(let formula):
      unsafe texts = [strdup(formula)]
      unsafe rule.validate = UInt8(LXW_VALIDATION_TYPE_LIST_FORMULA.rawValue)
      unsafe rule.value_formula = texts[0]
    }
    defer { unsafe texts.forEach { unsafe free($0) } }
    try unsafe texts.withUnsafeMutableBufferPointer { list in
      if case .texts = source { unsafe rule.value_list = list.baseAddress }
      try unsafe add(&rule, sheet, rows, column, remark)
    }
  }

  /// Refuses values of another type than the column's.
  func allow(
    _ values: ValueRange, _ sheet: Sheet, rows: ClosedRange<Int>, column: Int, remark: String
  ) throws {
    var rule = unsafe Workbook.rule()
    unsafe rule.criteria = UInt8(LXW_VALIDATION_CRITERIA_BETWEEN.rawValue)
    switch values {
    case .whole:
      unsafe rule.validate = UInt8(LXW_VALIDATION_TYPE_INTEGER.rawValue)
      unsafe (rule.minimum_number, rule.maximum_number) = (-999_999_999_999_999, 999_999_999_999_999)
    case .numbers:
      unsafe rule.validate = UInt8(LXW_VALIDATION_TYPE_DECIMAL.rawValue)
      unsafe (rule.minimum_number, rule.maximum_number) = (-9.99e307, 9.99e307)
    case .dates:
      unsafe rule.validate = UInt8(LXW_VALIDATION_TYPE_DATE_NUMBER.rawValue)
      // 1900-01-01 to 9999-12-31, with any time of day.
      unsafe (rule.minimum_number, rule.maximum_number) = (1, 2_958_465.99999)
    }
    try unsafe add(&rule, sheet, rows, column, remark)
  }

  private static func rule() -> lxw_data_validation {
    var rule = unsafe lxw_data_validation()
    unsafe rule.ignore_blank = UInt8(LXW_VALIDATION_ON.rawValue)
    unsafe rule.show_error = UInt8(LXW_VALIDATION_ON.rawValue)
    unsafe rule.error_type = UInt8(LXW_VALIDATION_ERROR_TYPE_STOP.rawValue)
    return unsafe rule
  }

  private func add(
    _ rule: inout lxw_data_validation, _ sheet: Sheet, _ rows: ClosedRange<Int>, _ column: Int,
    _ remark: String
  ) throws {
    let code = unsafe remark.withCString { remark in
      // SAFETY: the library copies the text before it returns.
      unsafe rule.error_message = UnsafeMutablePointer(mutating: remark)
      return unsafe worksheet_data_validation_range(
        pointer(sheet), UInt32(rows.lowerBound), UInt16(column), UInt32(rows.upperBound), UInt16(column),
        &rule)
    }
    try check(code, "rule of column \(column + 1)")
  }

  /// A note, of a size that shows its text.
  func setNote(_ text: String, _ sheet: Sheet, row: Int, column: Int) throws {
    let text = CellPolicy.note(text)
    let lines = ContentLines.count(text, width: 42)
    var options = unsafe lxw_comment_options()
    unsafe options.width = 280
    unsafe options.height = UInt16(min(24 + lines * 15, 600))
    unsafe options.font_size = 9
    let code = unsafe worksheet_write_comment_opt(
      pointer(sheet), UInt32(row), UInt16(column), text, &options)
    try check(code, "note")
  }

  /// Only unlocked cells can be changed. Filters, sorting and the widths of columns stay allowed; there is no
  /// password, because protection guards against slips and not against intent.
  func protect(_ sheet: Sheet) {
    var allowed = lxw_protection()
    allowed.autofilter = 1
    allowed.sort = 1
    allowed.format_columns = 1
    allowed.format_rows = 1
    unsafe worksheet_protect(pointer(sheet), nil, &allowed)
  }

  func hide(_ sheet: Sheet) { unsafe worksheet_hide(pointer(sheet)) }
}

/// Live conditional formats.
extension Workbook {
  /// - Parameter isPositive: whether no value is below zero, so that bars begin there.
  func show(
    _ show: SheetColumnOptions.Show, _ sheet: Sheet, rows: ClosedRange<Int>, column: Int, isPositive: Bool
  ) throws {
    var format = unsafe lxw_conditional_format()
    switch show {
    case .bars:
      unsafe format.type = UInt8(LXW_CONDITIONAL_DATA_BAR.rawValue)
      unsafe format.data_bar_2010 = 1
      unsafe format.bar_solid = 1
      unsafe format.bar_color = WorkbookLook.bars
      if isPositive {
        unsafe format.min_rule_type = UInt8(LXW_CONDITIONAL_RULE_TYPE_NUMBER.rawValue)
        unsafe format.min_value = 0
      }
    case .scale:
      unsafe format.type = UInt8(LXW_CONDITIONAL_2_COLOR_SCALE.rawValue)
      unsafe format.min_color = 0xFFFFFF
      unsafe format.max_color = WorkbookLook.bars
    case .icons:
      unsafe format.type = UInt8(LXW_CONDITIONAL_TYPE_ICON_SETS.rawValue)
      unsafe format.icon_style = UInt8(LXW_CONDITIONAL_ICONS_3_ARROWS_COLORED.rawValue)
    }
    let code = unsafe worksheet_conditional_format_range(
      pointer(sheet), UInt32(rows.lowerBound), UInt16(column), UInt32(rows.upperBound), UInt16(column),
      &format)
    try check(code, "conditional format of column \(column + 1)")
  }

  /// Places an image with its right edge `room` pixels to the right of the cell's left edge, in a box of the
  /// given size. Returns false if the library cannot read it.
  func insert(
    image: [UInt8], named name: String, _ sheet: Sheet, row: Int, column: Int, room: Int, box: (Int, Int)
  ) throws -> Bool {
    let page = unsafe pointer(sheet)
    let code = Workbook.quietly {
      unsafe image.withUnsafeBufferPointer { bytes in
        unsafe name.withCString { name in
          var options = unsafe lxw_image_options()
          // SAFETY: the library copies the text and the image before it returns.
          unsafe options.description = UnsafeMutablePointer(mutating: name)
          unsafe options.object_position = UInt8(LXW_OBJECT_MOVE_DONT_SIZE.rawValue)
          return unsafe worksheet_insert_image_buffer_opt(
            page, UInt32(row), UInt16(column), bytes.baseAddress, bytes.count, &options)
        }
      }
    }
    if [LXW_ERROR_IMAGE_DIMENSIONS, LXW_ERROR_PARAMETER_VALIDATION].contains(code) { return false }
    try check(code, "image")
    unsafe acta_fit_last_image(page, Double(box.0), Double(box.1), Int32(room))
    return true
  }

  /// Shows whole numbers without decimals.
  func showWholeNumbers(_ sheet: Sheet, rows: ClosedRange<Int>, column: Int) throws {
    let cell = CellPolicy.name(rows.lowerBound, column)
    var rule = unsafe lxw_conditional_format()
    unsafe rule.type = UInt8(LXW_CONDITIONAL_TYPE_FORMULA.rawValue)
    unsafe rule.format = workbook_add_format(workbook)
    unsafe format_set_num_format(rule.format, NumberFormatText.whole)
    let code = unsafe "=\(cell)=INT(\(cell))".withCString { formula in
      // SAFETY: the library copies the text.
      unsafe rule.value_string = UnsafeMutablePointer(mutating: formula)
      return unsafe worksheet_conditional_format_range(
        pointer(sheet), UInt32(rows.lowerBound), UInt16(column), UInt32(rows.upperBound), UInt16(column),
        &rule)
    }
    try check(code, "conditional format of column \(column + 1)")
  }
}
