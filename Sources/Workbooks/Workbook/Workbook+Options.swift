internal import CXLSXWriter
internal import Glibc
internal import Tables

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
