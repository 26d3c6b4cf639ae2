/// The kind of value that a number format shows. A workbook stores dates as numbers, so that only the format
/// distinguishes them.
enum NumberFormatKind: UInt8, Sendable {
  case number
  case text
  case date
  case datetime
  case time
  /// Hours that may be more than 24, as `[h]:mm` shows them.
  case duration

  /// The formats that workbooks use without writing them down, by number. Those of East Asian versions of
  /// Excel (27 to 36 and 50 to 58) and of Thai ones (71 to 80) are dates and times as well.
  static func builtIn(_ number: Int) -> NumberFormatKind? {
    switch number {
    case 0...13, 37...44, 48: .number
    case 14...17, 27...31, 36, 50...54, 57, 58, 71...74: .date
    case 22, 77: .datetime
    case 18...21, 32...35, 45, 47, 55, 56, 75, 76, 78, 80: .time
    case 46, 79: .duration
    case 49: .text
    default: nil
    }
  }

  /// - Parameter code: an Excel number format such as `dd/mm/yyyy hh:mm;@`.
  init(code: String) {
    var hasDay = false
    var hasMonth = false
    var hasTime = false
    var hasDuration = false
    var isText = false
    var hasDigits = false
    var rest = code.unicodeScalars[...]
    scan: while let scalar = rest.popFirst() {
      switch scalar {
      case ";": break scan  // the section for positive numbers is enough
      case "\"":
        while let next = rest.popFirst(), next != "\"" {}
      case "\\", "_", "*": _ = rest.popFirst()
      case "[":
        var inside = ""
        while let next = rest.popFirst(), next != "]" { inside.unicodeScalars.append(next) }
        let letters = Set(inside.lowercased())
        if letters == ["h"] || letters == ["m"] || letters == ["s"] { hasDuration = true }
      case "G", "g", "S", "s":
        // As it is, in English or in the language of the program: `General`, `Standard`.
        let words = scalar == "G" || scalar == "g" ? "eneral" : "tandard"
        if String(rest.prefix(words.count)).lowercased() == words {
          rest = rest.dropFirst(words.count)
          hasDigits = true
        } else if scalar == "S" || scalar == "s" {
          hasTime = true
        } else if scalar == "g", !hasDigits {
          hasDay = true
        }
      case "y", "Y", "d", "D", "e", "b", "B":
        // An e after a digit is an exponent.
        if !hasDigits { hasDay = true }
      case "h", "H": hasTime = true
      case "m", "M": hasMonth = hasMonth || !hasTime
      case "@": isText = true
      case "0", "#", "?": hasDigits = true
      default: break
      }
    }
    if hasDuration {
      self = .duration
    } else if hasTime {
      // `mm:ss` begins with a letter that is a month everywhere else.
      self = hasDay ? .datetime : .time
    } else if hasDay || hasMonth {
      self = .date
    } else {
      self = isText && !hasDigits ? .text : .number
    }
  }
}
