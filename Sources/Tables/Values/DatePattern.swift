/// A Unicode date pattern such as `dd/MM/yyyy HH:mm`: one language for reading the columns of files and
/// for writing with `format`.
///
/// | letter | meaning |
/// |---|---|
/// | `y` | year; `yy` its last two digits, read as 1970 to 2069 |
/// | `M` | month; `MMM` and `MMMM` its name |
/// | `d` | day of the month |
/// | `E` | weekday, by its name; `EEEE` whole |
/// | `Q`, `w`, `Y`, `D` | quarter, ISO week, the year of that week, day of the year |
/// | `H`, `h`, `m`, `s`, `S` | hour of 24, hour of 12, minute, second, digits of its fraction |
/// | `a` | AM or PM |
/// | `X`, `x` | offset from UTC; `X` writes `Z` for UTC |
/// | `z`, `Z`, `O`, `V` | offset or `GMT`, for reading only |
///
/// `u` and `L` are `y` and `M`, `e` and `c` are `E`. Other letters stand between `'` and `'`; `''` is one
/// quotation mark. Reading takes what writing gives, and more: see `DatePattern+Reading.swift`.
package struct DatePattern: Sendable, Hashable {
  package let text: String
  let pieces: [Piece]
  /// The steps of reading, in order; empty in a pattern for writing.
  let steps: [ReadingStep]
  /// The numbers of days that a spreadsheet would show as dates, instead of a pattern.
  let serial: SerialDate?
  package let hasTime: Bool

  enum Piece: Sendable, Hashable {
    case literal([UInt8])
    case field(Field, width: Int)
  }

  /// The reason why a pattern is invalid, for its author.
  package struct Problem: Error, Equatable {
    package let reason: String
    package var hint: String?
  }

  package init(_ text: String) throws(Problem) {
    self.text = text
    serial = SerialDate(format: text)
    if serial != nil {
      (pieces, steps, hasTime) = ([], [], true)
      return
    }
    pieces = try DatePattern.parse(text) { $0.readingWidths }
    try DatePattern.checkReading(pieces)
    steps = DatePattern.readingSteps(pieces)
    hasTime = DatePattern.hasHour(pieces)
  }

  /// A pattern for writing.
  /// - Parameter hasTime: whether the values have a time of day.
  package init(writing text: String, hasTime: Bool) throws(Problem) {
    self.text = text
    serial = nil
    pieces = try DatePattern.parse(text) { $0.writingWidths }
    steps = []
    self.hasTime = DatePattern.hasHour(pieces)
    try checkWriting(hasTime: hasTime)
  }

  private static func hasHour(_ pieces: [Piece]) -> Bool {
    fields(pieces).contains { $0 == .hour || $0 == .halfDayHour }
  }

  private static func fields(_ pieces: [Piece]) -> [Field] {
    pieces.compactMap { if case .field(let field, _) = $0 { field } else { nil } }
  }
}

extension DatePattern {
  /// The letter table.
  enum Field: Character, Sendable, CaseIterable {
    case year = "y"
    case month = "M"
    case day = "d"
    case weekday = "E"
    case quarter = "Q"
    case week = "w"
    case weekYear = "Y"
    case dayOfYear = "D"
    case hour = "H"
    case halfDayHour = "h"
    case minute = "m"
    case second = "s"
    case fraction = "S"
    case half = "a"
    case offsetOrZ = "X"
    case offset = "x"
    case zoneName = "z"
    case zoneOffset = "Z"
    case gmtOffset = "O"
    case zoneID = "V"

    init?(letter: Character) {
      switch letter {
      case "u": self = .year
      case "L": self = .month
      case "e", "c": self = .weekday
      default: self.init(rawValue: letter)
      }
    }

    /// The permitted numbers of repeated letters; nil if the field cannot be written.
    var writingWidths: ClosedRange<Int>? {
      switch self {
      case .year, .month, .weekday, .weekYear: 1...4
      case .dayOfYear: 1...3
      case .day, .week, .hour, .halfDayHour, .minute, .second: 1...2
      case .fraction: 1...6
      case .quarter, .half: 1...1
      case .offsetOrZ, .offset: 3...3
      case .zoneName, .zoneOffset, .gmtOffset, .zoneID: nil
      }
    }

    var readingWidths: ClosedRange<Int>? {
      switch self {
      case .fraction: 1...9
      case .half: 1...3
      case .offsetOrZ, .offset, .zoneOffset: 1...5
      case .zoneName, .gmtOffset: 1...4
      case .zoneID: 2...2
      default: writingWidths
      }
    }

    var isTimeOfDay: Bool {
      switch self {
      case .hour, .halfDayHour, .minute, .second, .fraction, .half, .offsetOrZ, .offset: true
      default: false
      }
    }
  }

  private static func parse(
    _ pattern: String, widths: (Field) -> ClosedRange<Int>?
  ) throws(Problem) -> [Piece] {
    var pieces: [Piece] = []
    var literal: [UInt8] = []
    var rest = Substring(pattern)
    while let first = rest.first {
      if first == "'" {
        literal += try quoted(&rest)
      } else if first.isASCII, first.isLetter {
        let run = rest.prefix { $0 == first }
        rest = rest.dropFirst(run.count)
        if !literal.isEmpty { pieces.append(.literal(literal)) }
        literal = []
        pieces.append(.field(try field(first, run.count, widths), width: run.count))
      } else {
        literal += first.utf8
        rest = rest.dropFirst()
      }
    }
    if !literal.isEmpty { pieces.append(.literal(literal)) }
    return pieces
  }

  /// Removes a leading `'…'`. Two quotation marks stand for one, inside quotes and outside.
  private static func quoted(_ rest: inout Substring) throws(Problem) -> [UInt8] {
    rest = rest.dropFirst()
    if rest.first == "'" {
      rest = rest.dropFirst()
      return [UInt8(ascii: "'")]
    }
    var literal: [UInt8] = []
    while let next = rest.popFirst() {
      if next != "'" {
        literal += next.utf8
      } else if rest.first == "'" {
        literal.append(UInt8(ascii: "'"))
        rest = rest.dropFirst()
      } else {
        return literal
      }
    }
    throw Problem(reason: "a quoted part is not closed", hint: "end it with '")
  }

  private static func field(
    _ letter: Character, _ count: Int, _ widths: (Field) -> ClosedRange<Int>?
  ) throws(Problem) -> Field {
    guard let field = Field(letter: letter), let widths = widths(field) else {
      throw Problem(
        reason: "'\(letter)' has no meaning in it",
        hint: "the letters are y M d E Q w H h m s S a X; put other words between ' and '")
    }
    guard widths.contains(count) else {
      throw Problem(
        reason: "'\(String(repeating: letter, count: count))' has no meaning in it",
        hint: widths.count == 1
          ? "write \(String(repeating: letter, count: widths.lowerBound))"
          : "write \(widths.lowerBound) to \(widths.upperBound) times '\(letter)'")
    }
    return field
  }

  private static func checkReading(_ pieces: [Piece]) throws(Problem) {
    let fields = Set(fields(pieces))
    if !fields.contains(.year) {
      throw Problem(
        reason: "it has no year (yyyy)",
        hint: fields.contains(.weekYear) ? "the year is yyyy; YYYY is that of a week number" : nil)
    }
    if !fields.contains(.month) { throw Problem(reason: "it has no month (MM)") }
    if !fields.contains(.day) {
      throw Problem(
        reason: "it has no day (dd)",
        hint: fields.contains(.dayOfYear) ? "the day of the month is dd; DD is that of the year" : nil)
    }
    if fields.contains(.halfDayHour), !fields.contains(.half) {
      throw Problem(
        reason: "'h' is an hour of the 12-hour clock and needs 'a'; 'H' is one of the 24-hour clock")
    }
  }

  private func checkWriting(hasTime: Bool) throws(Problem) {
    let fields = DatePattern.fields(pieces)
    if fields.isEmpty, text.contains(where: { $0 == "#" || $0 == "0" }) {
      throw Problem(
        reason: "'#' and '0' are for numbers, and it has no part of a date", hint: "for example dd/MM/yyyy")
    }
    if !hasTime, let field = fields.first(where: \.isTimeOfDay) {
      throw Problem(
        reason: "'\(field.rawValue)' is part of a time of day, and a date has none",
        hint: field == .minute ? "months are MM" : nil)
    }
    // `YYYY` and `DD` are valid letters, but nearly always mistakes for `yyyy` and `dd`.
    if fields.contains(.weekYear), !fields.contains(.week) {
      throw Problem(reason: "'Y' is the year of a week number", hint: "the year is yyyy")
    }
    if fields.contains(.dayOfYear), fields.contains(.month) {
      throw Problem(reason: "'D' is the day of the year", hint: "the day of the month is dd")
    }
  }
}
