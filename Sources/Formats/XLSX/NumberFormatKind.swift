/// What a number format makes of a number: how a cell that looks like a date is told from one that is a
/// plain number, as a workbook stores both as numbers.
enum NumberFormatKind: UInt8, Sendable {
  case number
  case text
  case date
  case datetime
  /// A time of day.
  case time
  /// Hours that may be more than 24, as `[h]:mm` shows them.
  case duration

  /// The formats that workbooks use without writing them down, by number. Those of East Asian versions of
  /// Excel (27 to 36 and 50 to 58) are dates as well.
  static func builtIn(_ number: Int) -> NumberFormatKind? {
    switch number {
    case 0...13, 37...44, 48: .number
    case 14...17, 27...31, 36, 50...54, 57, 58: .date
    case 22: .datetime
    case 18...21, 32...35, 45, 47, 55, 56: .time
    case 46: .duration
    case 49: .text
    default: nil
    }
  }

  /// - Parameter code: an Excel number format such as `dd/mm/yyyy hh:mm;@`.
  init(code: String) {
    var hasDate = false
    var hasTime = false
    var hasDuration = false
    var isText = false
    var hasDigits = false
    var characters = code.unicodeScalars.makeIterator()
    scan: while let scalar = characters.next() {
      switch scalar {
      case ";": break scan  // the section for positive numbers is enough
      case "\"":
        while let next = characters.next(), next != "\"" {}
      case "\\", "_", "*": _ = characters.next()
      case "[":
        var inside = ""
        while let next = characters.next(), next != "]" { inside.unicodeScalars.append(next) }
        let letters = Set(inside.lowercased())
        if letters == ["h"] || letters == ["m"] || letters == ["s"] { hasDuration = true }
      case "y", "Y", "d", "D", "e", "b", "B", "g":
        // `General` has an e and a G of its own, and an e after a digit is an exponent.
        if hasDigits { break }
        hasDate = true
      case "h", "H", "s", "S": hasTime = true
      case "m", "M": hasDate = hasDate || !hasTime
      case "@": isText = true
      case "0", "#", "?": hasDigits = true
      default: break
      }
    }
    if code.lowercased().hasPrefix("general") {
      self = .number
    } else if hasDuration {
      self = .duration
    } else if hasTime {
      // `mm:ss` begins with a letter that is a month everywhere else.
      let isClock = !code.unicodeScalars.contains { "yYdD".unicodeScalars.contains($0) }
      self = hasDate && !isClock ? .datetime : .time
    } else if hasDate {
      self = .date
    } else {
      self = isText && !hasDigits ? .text : .number
    }
  }
}
