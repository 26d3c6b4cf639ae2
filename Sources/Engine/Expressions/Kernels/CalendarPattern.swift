internal import Tables

/// A pattern of Unicode date letters: `yyyy-MM-dd HH:mm`, `EEEE d 'de' MMMM`.
struct CalendarPattern {
  private enum Part {
    case literal([UInt8])
    /// A letter and how often it stands.
    case field(Character, Int)
  }

  private var parts: [Part] = []

  private static let dateLetters: Set<Character> = ["y", "M", "d", "E", "Q", "w", "Y", "D"]
  private static let timeLetters: Set<Character> = ["H", "h", "m", "s", "S", "a", "X", "x"]
  private static let widths: [Character: ClosedRange<Int>] = [
    "y": 1...4, "Y": 1...4, "M": 1...4, "d": 1...2, "E": 1...4, "Q": 1...1, "w": 1...2, "D": 1...3,
    "H": 1...2, "h": 1...2, "m": 1...2, "s": 1...2, "S": 1...6, "a": 1...1, "X": 3...3, "x": 3...3,
  ]

  init(_ pattern: String, hasTime: Bool) throws(FormatPatternFailure) {
    var rest = Substring(pattern)
    var literal: [UInt8] = []
    while let first = rest.first {
      if first == "'" {
        rest = rest.dropFirst()
        // Two marks are one mark, inside quotes and outside.
        if rest.first == "'" {
          literal.append(UInt8(ascii: "'"))
          rest = rest.dropFirst()
          continue
        }
        var isClosed = false
        while let next = rest.first {
          rest = rest.dropFirst()
          if next != "'" {
            literal.append(contentsOf: next.utf8)
          } else if rest.first == "'" {
            literal.append(UInt8(ascii: "'"))
            rest = rest.dropFirst()
          } else {
            isClosed = true
            break
          }
        }
        if !isClosed {
          throw FormatPatternFailure(reason: "a quoted part is not closed", hint: "end it with '")
        }
      } else if first.isASCII, first.isLetter {
        if !literal.isEmpty { parts.append(.literal(literal)) }
        literal = []
        let run = rest.prefix { $0 == first }
        rest = rest.dropFirst(run.count)
        try CalendarPattern.check(first, run.count, hasTime: hasTime)
        parts.append(.field(first, run.count))
      } else {
        literal.append(contentsOf: first.utf8)
        rest = rest.dropFirst()
      }
    }
    if !literal.isEmpty { parts.append(.literal(literal)) }
    try checkSlips()
  }

  private static func check(
    _ letter: Character, _ count: Int, hasTime: Bool
  ) throws(FormatPatternFailure) {
    guard let widths = widths[letter] else {
      throw FormatPatternFailure(
        reason: "'\(letter)' has no meaning in it",
        hint: "the letters are y M d E Q w H h m s S a X; put other words between ' and '")
    }
    guard widths.contains(count) else {
      throw FormatPatternFailure(
        reason: "'\(String(repeating: letter, count: count))' has no meaning in it",
        hint: widths.lowerBound == widths.upperBound
          ? "write \(String(repeating: letter, count: widths.lowerBound))"
          : "write \(widths.lowerBound) to \(widths.upperBound) times '\(letter)'")
    }
    if timeLetters.contains(letter), !hasTime {
      throw FormatPatternFailure(
        reason: "'\(letter)' is of the time of day, and a date has none",
        hint: letter == "m" ? "months are MM" : nil)
    }
  }

  /// `YYYY` and `DD` are real letters, and nearly always slips for `yyyy` and `dd`.
  private func checkSlips() throws(FormatPatternFailure) {
    let letters = parts.compactMap { if case .field(let letter, _) = $0 { letter } else { nil } }
    if letters.contains("Y"), !letters.contains("w") {
      throw FormatPatternFailure(reason: "'Y' is the year of a week number", hint: "the year is yyyy")
    }
    if letters.contains("D"), letters.contains("M") {
      throw FormatPatternFailure(reason: "'D' is the day of the year", hint: "the day of the month is dd")
    }
  }

  /// `local` and `instant` in microseconds; their difference is the offset from UTC.
  func append(local: Int64, instant: Int64, _ names: CalendarNames, to output: inout [UInt8]) {
    let days = Int(floorDivide(local, CalendarKernels.microsecondsADay))
    let time = local - Int64(days) * CalendarKernels.microsecondsADay
    let date = CivilDate(days: days)
    for part in parts {
      switch part {
      case .literal(let bytes): output.append(contentsOf: bytes)
      case .field(let letter, let width):
        if CalendarPattern.dateLetters.contains(letter) {
          CalendarPattern.append(letter, width, date, days, names, to: &output)
        } else {
          CalendarPattern.append(letter, width, time, offset: local - instant, to: &output)
        }
      }
    }
  }

  private static func append(
    _ letter: Character, _ width: Int, _ date: CivilDate, _ days: Int, _ names: CalendarNames,
    to output: inout [UInt8]
  ) {
    func number(_ value: Int) { CalendarText.appendPadded(value, width, to: &output) }
    switch letter {
    case "y": number(width == 2 ? date.year % 100 : date.year)
    case "M":
      switch width {
      case 3: output.append(contentsOf: names.shortMonths[date.month - 1].utf8)
      case 4: output.append(contentsOf: names.months[date.month - 1].utf8)
      default: number(date.month)
      }
    case "d": number(date.day)
    case "D": number(days - CivilDate(year: date.year, month: 1, day: 1)!.days + 1)
    case "E":
      let day = date.weekday - 1
      output.append(contentsOf: (width == 4 ? names.days[day] : names.shortDays[day]).utf8)
    case "Q": number((date.month - 1) / 3 + 1)
    default:
      // The ISO week: the one that holds the year's first Thursday is number 1.
      let thursday = CivilDate(days: days - date.weekday + 4)
      if letter == "Y" {
        number(width == 2 ? thursday.year % 100 : thursday.year)
      } else {
        number((thursday.days - CivilDate(year: thursday.year, month: 1, day: 1)!.days) / 7 + 1)
      }
    }
  }

  private static func append(
    _ letter: Character, _ width: Int, _ time: Int64, offset: Int64, to output: inout [UInt8]
  ) {
    func number(_ value: Int64) { CalendarText.appendPadded(Int(value), width, to: &output) }
    let hour = time / 3_600_000_000
    switch letter {
    case "H": number(hour)
    case "h": number((hour + 11) % 12 + 1)
    case "m": number(time / 60_000_000 % 60)
    case "s": number(time / 1_000_000 % 60)
    case "S":
      var fraction = time % 1_000_000
      for _ in width..<6 { fraction /= 10 }
      number(fraction)
    case "a": output.append(contentsOf: (hour < 12 ? "AM" : "PM").utf8)
    default:
      if letter == "X", offset == 0 {
        output.append(UInt8(ascii: "Z"))
      } else {
        CalendarText.appendOffset(Int(offset / 1_000_000), to: &output)
      }
    }
  }
}
