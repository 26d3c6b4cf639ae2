/// Writes values as an Excel format shows them, for files that people open and texts beside cells: `12,5%`, `1.250,50`, `26/04/2021`.
///
/// Fractions, exponents, conditions and parts for texts are not known here; columns with such formats are written as
/// without one.
package struct ShownFormat: Sendable {
  private enum Token: Sendable, Equatable {
    case words(String)
    case digits
    /// A letter of a date or time, and how often it stands there; `n` for minutes, `a` for half days.
    case calendar(Character, Int)
  }

  private struct Part: Sendable {
    var tokens: [Token] = []
    /// Digits before the mark, and behind it: as many as must be there, and as may.
    var (whole, fewest, most) = (0, 0, 0)
    var isGrouped = false
    /// By how many powers of ten a number is shown greater than it is.
    var powers = 0
    var isCalendar: Bool { tokens.contains { if case .calendar = $0 { true } else { false } } }
  }

  private let parts: [Part]
  private let language: WrittenLanguage
  private let names: CalendarNames

  package var isCalendar: Bool { parts[0].isCalendar }
  /// Whether a spreadsheet reads the text as the same value again.
  let isWhole: Bool

  /// Nil if the format shows values as they are written without one.
  package init?(_ format: String, language: WrittenLanguage) {
    let pattern: String
    switch format {
    case "text", "id", "link", "datetime", "General": return nil
    case "integer": pattern = "#,##0"
    case "number": pattern = "#,##0.00"
    case "percent": pattern = "0.0%"
    case "date": pattern = language.dateOrder == .dayFirst ? "dd/mm/yyyy" : "yyyy-mm-dd"
    default: pattern = format
    }
    var reader = FormatReader(pattern)
    guard let parts = reader.parts(), let first = parts.first, !first.tokens.isEmpty else { return nil }
    self.parts = parts
    self.language = language
    names = CalendarNames.of(language.code) ?? .english
    let letters = first.tokens.compactMap { if case .calendar(let letter, _) = $0 { letter } else { nil } }
    isWhole =
      letters.contains("y") && letters.contains("m") && letters.contains("d")
      || !letters.contains { "ymd".contains($0) }
  }

  // MARK: Numbers

  /// Nil if there are no digits for a number of this size.
  package func text(_ value: Double) -> String? {
    if isCalendar || !value.isFinite { return nil }
    var part = parts[0]
    var sign = value < 0 ? "-" : ""
    if value < 0, parts.count > 1 { (part, sign) = (parts[1], "") }
    if value == 0, parts.count > 2 { part = parts[2] }
    var scaled = value.magnitude
    for _ in 0..<max(part.powers + part.most, 0) { scaled *= 10 }
    for _ in 0..<max(-part.powers - part.most, 0) { scaled /= 10 }
    scaled = scaled.rounded(.toNearestOrAwayFromZero)
    if scaled > 999_999_999_999_999 { return nil }
    var digits = Array(String(Int64(scaled)).utf8)
    while digits.count < part.whole + part.most { digits.insert(0x30, at: 0) }
    var fraction = Array(digits.suffix(part.most))
    while fraction.count > part.fewest, fraction.last == 0x30 { fraction.removeLast() }
    var text = ""
    let whole = digits.dropLast(part.most)
    for (place, digit) in whole.enumerated() {
      if place > 0, part.isGrouped, (whole.count - place) % 3 == 0 { text += language.groupMark }
      text.unicodeScalars.append(Unicode.Scalar(digit))
    }
    if !fraction.isEmpty {
      text += (language.hasDecimalComma ? "," : ".") + String(decoding: fraction, as: UTF8.self)
    }
    if scaled == 0 { sign = "" }
    return sign
      + part.tokens.map { if case .words(let words) = $0 { words } else { text } }.joined()
  }

  // MARK: Dates and times

  /// - Parameter wallClock: local time in microseconds since 1970.
  package func text(wallClock: Int64) -> String {
    let day: Int64 = 86_400_000_000
    let days = wallClock >= 0 ? wallClock / day : -((day - 1 - wallClock) / day)
    let seconds = Int((wallClock - days * day) / 1_000_000)
    let date = CivilDate(days: Int(days))
    let hour = seconds / 3600
    let tokens = parts[0].tokens
    let isHalf = tokens.contains(.calendar("a", 1))
    return tokens.map { token in
      switch token {
      case .words(let words): words
      case .digits: ""
      case .calendar("y", let count): count > 2 ? padded(date.year, 4) : padded(date.year % 100, 2)
      case .calendar("m", 4...): names.months[date.month - 1]
      case .calendar("m", 3): names.shortMonths[date.month - 1]
      case .calendar("m", let count): padded(date.month, count)
      case .calendar("d", 4...): names.days[date.weekday - 1]
      case .calendar("d", 3): names.shortDays[date.weekday - 1]
      case .calendar("d", let count): padded(date.day, count)
      case .calendar("h", let count): padded(isHalf ? (hour + 11) % 12 + 1 : hour, count)
      case .calendar("n", let count): padded(seconds / 60 % 60, count)
      case .calendar("s", let count): padded(seconds % 60, count)
      case .calendar: hour < 12 ? "AM" : "PM"
      }
    }.joined()
  }

  private func padded(_ number: Int, _ width: Int) -> String {
    let text = String(number)
    return String(repeating: "0", count: max(0, width - text.count)) + text
  }

  // MARK: Reading

  private struct FormatReader {
    private var rest: Substring

    init(_ format: String) { rest = format[...] }

    mutating func parts() -> [Part]? {
      var parts: [Part] = []
      while true {
        guard let part = part() else { return nil }
        parts.append(part)
        if rest.popFirst() == nil { return Array(parts.prefix(3)) }
      }
    }

    /// Up to its `;`, which stays; nil for what is not known here.
    private mutating func part() -> Part? {
      var part = Part()
      func add(_ words: String, to part: inout Part) {
        if case .words(let before)? = part.tokens.last {
          part.tokens[part.tokens.count - 1] = .words(before + words)
        } else {
          part.tokens.append(.words(words))
        }
      }
      while let sign = rest.first, sign != ";" {
        rest.removeFirst()
        switch sign {
        case "\"":
          let words = rest.prefix { $0 != "\"" }
          rest = rest.dropFirst(words.count + 1)
          add(String(words), to: &part)
        case "\\": add(rest.popFirst().map(String.init) ?? "", to: &part)
        case "_":
          rest = rest.dropFirst()
          add(" ", to: &part)
        case "*": rest = rest.dropFirst()
        case "[":
          let inside = rest.prefix { $0 != "]" }
          rest = rest.dropFirst(inside.count + 1)
          if inside.first == "$" {
            add(String(inside.dropFirst().prefix { $0 != "-" }), to: &part)
          } else if let first = inside.lowercased().first, "hms<>=".contains(first),
            inside.count < 3 || "<>=".contains(first)
          {
            return nil
          }
        case "0", "#", "?":
          if part.tokens.contains(.digits) { return nil }
          rest = rest.base[rest.base.index(before: rest.startIndex)...]
          readDigits(of: &part)
          part.tokens.append(.digits)
        case "%":
          part.powers += 2
          add("%", to: &part)
        case "@",
          "/" where part.tokens.contains(.digits):
          return nil
        default:
          if "EeGg".contains(sign) { return nil }
          let letter = Character(sign.lowercased())
          if letter == "a" {
            let mark = rest.lowercased().hasPrefix("m/pm") ? 4 : 2
            rest = rest.dropFirst(mark)
            part.tokens.append(.calendar("a", 1))
          } else if "ymdhs".contains(letter) {
            let run = rest.prefix { $0.lowercased() == String(letter) }
            rest = rest.dropFirst(run.count)
            part.tokens.append(.calendar(letter, run.count + 1))
          } else {
            add(String(sign), to: &part)
          }
        }
      }
      setMinutes(&part)
      return part
    }

    private mutating func readDigits(of part: inout Part) {
      var pattern = rest.prefix { "0#?,.".contains($0) }
      rest = rest.dropFirst(pattern.count)
      // Commas at the end divide by a thousand each.
      while pattern.last == "," {
        pattern.removeLast()
        part.powers -= 3
      }
      let halves = pattern.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
      let whole = halves[0]
      part.isGrouped = whole.contains(",")
      part.whole = whole.count { $0 == "0" }
      if halves.count > 1 {
        part.most = halves[1].count { "0#?".contains($0) }
        part.fewest = halves[1].count { $0 == "0" }
      }
    }

    /// An `m` behind hours or before seconds stands for minutes.
    private func setMinutes(_ part: inout Part) {
      let places = part.tokens.indices.filter { if case .calendar = part.tokens[$0] { true } else { false } }
      func letter(_ place: Int) -> Character? {
        guard places.indices.contains(place), case .calendar(let letter, _) = part.tokens[places[place]]
        else {
          return nil
        }
        return letter
      }
      for place in places.indices {
        guard case .calendar("m", let count) = part.tokens[places[place]], count < 3 else { continue }
        if letter(place - 1) == "h" || letter(place + 1) == "s" {
          part.tokens[places[place]] = .calendar("n", count)
        }
      }
    }
  }
}

extension WrittenLanguage {
  /// Spreadsheets of the other languages expect blanks of several kinds.
  fileprivate var groupMark: String {
    if !hasDecimalComma { return "," }
    return ["es", "pt", "it", "de", "nl", "ca", "gl", "tr", "da"].contains(code) ? "." : ""
  }
}
