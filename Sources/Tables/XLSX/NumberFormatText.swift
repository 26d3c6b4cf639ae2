/// Excel's number formats: those behind our names, and whether one written by hand can stand.
package enum NumberFormatText {
  /// What is wrong with an Excel format that a job asks for, or nil.
  ///
  /// A workbook with a broken format opens only after a repair that throws formats away.
  package static func problem(in format: String) -> String? {
    if format.allSatisfy({ $0 == " " }) { return "it is empty" }
    // The library keeps 127 bytes and would cut the rest off.
    if format.utf8.count > 127 { return "it is longer than 127 bytes" }
    var isQuoted = false
    var bracket = false
    var sections = 1
    var scalars = format.unicodeScalars.makeIterator()
    while let scalar = scalars.next() {
      if scalar.value < 0x20 || scalar.value == 0x7F { return "it holds a control character" }
      switch scalar {
      case "\"" where !bracket: isQuoted.toggle()
      case "\\" where !isQuoted, "_" where !isQuoted && !bracket, "*" where !isQuoted && !bracket:
        if scalars.next() == nil { return "nothing follows its last '\(scalar)'" }
      case "[" where !isQuoted:
        if bracket { return "a '[' stands inside brackets" }
        bracket = true
      case "]" where !isQuoted:
        if !bracket { return "a ']' closes nothing" }
        bracket = false
      case ";" where !isQuoted: sections += 1
      default: break
      }
    }
    if isQuoted { return "a quote is not closed" }
    if bracket { return "a '[' is not closed" }
    if sections > 4 { return "it has more than four parts" }
    return nil
  }

  static let whole = "#,##0"
  static let decimal = "#,##0.00"
  static let percent = "0.0%"

  static func date(_ language: WrittenLanguage) -> String {
    switch language.dateOrder {
    case .dayFirst: "dd/mm/yyyy"
    case .iso: "yyyy-mm-dd"
    }
  }

  static func datetime(_ language: WrittenLanguage, withSeconds: Bool) -> String {
    date(language) + (withSeconds ? " hh:mm:ss" : " hh:mm")
  }

  /// Whole numbers without a decimal point, others with two decimals; General where two decimals
  /// would hide what a small number is, or a large one is easier to read in powers.
  static func number(for column: PlainColumn<Double>) -> String {
    var isWhole = true
    for row in 0..<column.count where column.validity[row] {
      let magnitude = column.values[row].magnitude
      if magnitude >= 1e15 || (magnitude > 0 && magnitude < 0.005) { return "" }
      if magnitude.rounded() != magnitude { isWhole = false }
    }
    return isWhole ? whole : decimal
  }
}
