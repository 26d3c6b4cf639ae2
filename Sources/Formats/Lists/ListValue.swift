internal import Foundation
internal import Tables

/// Values as services write them, in the form in which columns are read.
enum ListValue {
  /// The text to read instead of a value; nil for the value itself.
  static func plain(_ text: String, of column: Field, day: String?) -> String? {
    let value = withoutFormula(text)
    switch column.type {
    case .number where isMinutes(column):
      if let minutes = minutes(value) { return minutes }
    case .datetime, .date:
      if let time = time(value, day: day) { return time }
    default:
      break
    }
    return value == text ? nil : value
  }

  /// Whether ``plain(_:of:day:)`` surely gives nil for a value that is not `="…"`.
  static func isPlain(_ bytes: Span<UInt8>, _ value: ByteRange, of column: Field, day: String?) -> Bool {
    guard column.type == .datetime || column.type == .date else { return !isMinutes(column) }
    var (isNumber, isFirstWord) = (true, true)
    for place in value {
      switch bytes[place] {
      case 0x30...0x39, UInt8(ascii: "."), UInt8(ascii: ","): break
      // `GMT` or `UTC` may be behind the time.
      case UInt8(ascii: "T"): return false
      // It may be a time of day.
      case UInt8(ascii: ":") where isFirstWord && day != nil: return false
      case 0x20, 0x80...: (isNumber, isFirstWord) = (false, false)
      default: isNumber = false
      }
    }
    // The number of a day.
    return !isNumber
  }

  /// Whether durations in a column are read as minutes.
  static func isMinutes(_ column: Field) -> Bool { column.type == .number && column.name == "minutes" }

  /// `="0012"`, as some exports keep spreadsheets from changing a value.
  private static func withoutFormula(_ text: String) -> String {
    guard text.hasPrefix("=\""), text.hasSuffix("\""), text.utf8.count >= 3 else { return text }
    return String(text.dropFirst(2).dropLast())
  }

  /// A duration in minutes: `1h 13m 42s`, `0:16:02`, `16:02`, `95 mins`, `1 Std. 2 Min.`
  static func minutes(_ text: String) -> String? {
    guard let seconds = DurationSyntax.seconds(text, pair: .minutesAndSeconds) else { return nil }
    let minutes = seconds / 60
    return minutes == minutes.rounded() ? "\(Int(minutes))" : "\(minutes)"
  }

  /// A time that no pattern of ``LooseTime`` reads as it is.
  private static func time(_ text: String, day: String?) -> String? {
    if let day, isTimeOfDay(text) { return "\(day) \(text)" }
    if let iso = serial(text) { return iso }
    // 2026/02/23 7:18:51 a. m. GMT-5
    if !text.utf8.contains(UInt8(ascii: "T")) { return nil }
    for name in ["GMT", "UTC"] {
      guard let place = text.range(of: name, options: .backwards) else { continue }
      let offset = text[place.upperBound...]
      let before = text[..<place.lowerBound].trimmingCharacters(in: .whitespaces)
      if offset.isEmpty { return "\(before)Z" }
      guard let sign = offset.first, sign == "+" || sign == "-" else { return nil }
      let parts = offset.dropFirst().split(separator: ":")
      guard let hour = parts.first, hour.utf8.count <= 2 else { return nil }
      let minutes = parts.count > 1 ? parts[1] : "00"
      return "\(before) \(sign)\(hour.utf8.count == 1 ? "0" : "")\(hour):\(minutes)"
    }
    return nil
  }

  /// The day after a day.
  static func next(_ day: String) -> String? {
    CivilDate(iso: day).map { CivilDate(days: $0.days + 1).iso }
  }

  /// Whether both texts are times of a day, and the second one comes before the first.
  static func isBackwards(_ start: String, _ end: String) -> Bool {
    guard isTimeOfDay(start), isTimeOfDay(end) else { return false }
    func time(_ text: String) -> Int64? {
      let bytes = Array("2000-01-01 \(text)".utf8)
      return LooseTime.read(bytes.span, 0..<bytes.count, order: .dayFirst)?.local
    }
    guard let start = time(start), let end = time(end) else { return false }
    return end < start
  }

  static func isTimeOfDay(_ text: String) -> Bool {
    let parts = text.prefix { $0 != " " && $0 != "\u{202F}" && $0 != "\u{A0}" }.split(separator: ":")
    return (2...3).contains(parts.count) && parts.allSatisfy { $0.utf8.count <= 2 && Int($0) != nil }
  }

  /// The number of a day in a spreadsheet of the usual epoch, from 2000 to 2099, that was not shown as a date.
  private static func serial(_ text: String) -> String? {
    guard text.utf8.count >= 5, text.utf8.allSatisfy({ (48...57).contains($0) || $0 == 0x2E || $0 == 0x2C }),
      let value = Double(text.replacing(",", with: ".")), value >= 36_526, value < 73_051
    else { return nil }
    let day = Int(value)
    let seconds = Int(((value - Double(day)) * 86_400).rounded())
    let date = CivilDate(days: day - 25_569 + seconds / 86_400).iso
    let rest = seconds % 86_400
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return "\(date) \(two(rest / 3600)):\(two(rest / 60 % 60)):\(two(rest % 60))"
  }
}
