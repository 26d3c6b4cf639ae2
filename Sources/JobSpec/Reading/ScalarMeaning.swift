internal import Tables

/// The type of an unquoted scalar: YAML's core schema, and dates.
///
/// `yes`, `on`, `1_000`, `0x1F` and `12:30` are texts, and so is `007`, because it is a code.
enum ScalarMeaning: Equatable {
  case null
  case boolean(Bool)
  case integer(Int64)
  case number(Double)
  case date(CivilDate)
  case datetime(WallTime)
  /// A number that no column can hold as it is written.
  case tooLarge
  case text

  init(_ scalar: YAMLScalar) {
    self = scalar.isPlain ? ScalarMeaning(plain: scalar.text) : .text
  }

  private init(plain text: String) {
    switch text {
    case "", "~", "null", "Null", "NULL": self = .null
    case "true", "True", "TRUE": self = .boolean(true)
    case "false", "False", "FALSE": self = .boolean(false)
    default:
      if ScalarMeaning.isDecimal(text), !ScalarMeaning.isCode(text) {
        if let integer = Int64(text) {
          self = .integer(integer)
        } else if !ScalarMeaning.isWhole(text), let number = Double(text), number.isFinite {
          self = .number(number)
        } else {
          self = .tooLarge
        }
      } else if let time = ISOTime.read(text) {
        self = time.hasTime ? .datetime(time) : .date(CivilDate(days: Int(time.days)))
      } else {
        self = .text
      }
    }
  }

  /// Whether it is digits with a sign, a point or an exponent.
  private static func isDecimal(_ text: String) -> Bool {
    var bytes = Array(text.utf8)[...]
    func takeDigits() -> Int {
      let count = bytes.prefix { (0x30...0x39).contains($0) }.count
      bytes.removeFirst(count)
      return count
    }
    func take(_ letters: [UInt8]) -> Bool {
      guard let first = bytes.first, letters.contains(first) else { return false }
      bytes.removeFirst()
      return true
    }
    _ = take([0x2B, 0x2D])
    var digits = takeDigits()
    if take([0x2E]) { digits += takeDigits() }
    guard digits > 0 else { return false }
    if take([0x45, 0x65]) {
      _ = take([0x2B, 0x2D])
      guard takeDigits() > 0 else { return false }
    }
    return bytes.isEmpty
  }

  private static func isWhole(_ text: String) -> Bool {
    text.utf8.allSatisfy { $0 == 0x2B || $0 == 0x2D || (0x30...0x39).contains($0) }
  }

  private static func isCode(_ text: String) -> Bool {
    let digits = Array(text.utf8.drop { $0 == 0x2B || $0 == 0x2D })
    return digits.count > 1 && digits[0] == 0x30 && (0x30...0x39).contains(digits[1])
  }
}

extension YAMLNode {
  /// A description for `found …` in messages.
  var found: String {
    switch content {
    case .mapping: return "a mapping"
    case .sequence: return "a list"
    case .scalar(let scalar):
      let text = scalar.text.count > 40 ? scalar.text.prefix(40) + "…" : scalar.text[...]
      switch ScalarMeaning(scalar) {
      case .null: return "nothing"
      case .boolean: return "the boolean '\(text)'"
      case .integer: return "the integer '\(text)'"
      case .number: return "the number '\(text)'"
      case .date: return "the date '\(text)'"
      case .datetime: return "the date-time '\(text)'"
      case .tooLarge: return "'\(text)', which is too large for a number"
      case .text: return "the text '\(text)'"
      }
    }
  }

  var isNull: Bool { scalar.map { ScalarMeaning($0) == .null } ?? false }
}
