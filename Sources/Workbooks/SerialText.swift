internal import Tables

/// The numbers of cells as their number format shows them, for texts beside charts: `26/04/2021`, `23,2%`, `1.250`.
struct SerialText {
  private let format: ShownFormat?
  private let language: WrittenLanguage

  init(_ format: String, _ language: WrittenLanguage) {
    self.format = format == "General" || format == "@" ? nil : ShownFormat(format, language: language)
    self.language = language
  }

  func text(_ number: Double) -> String {
    guard let format else { return SerialText.plain(number, language) }
    if format.isCalendar { return format.text(wallClock: SerialText.wallClock(number)) }
    guard let text = format.text(number) else { return SerialText.plain(number, language) }
    // A whole number needs no zeros behind the mark.
    let mark = language.hasDecimalComma ? "," : "."
    guard number == number.rounded(), let end = text.firstRange(of: mark) else { return text }
    return String(text[..<end.lowerBound] + text[end.upperBound...].drop { $0 == "0" })
  }

  /// With at most two decimals.
  private static func plain(_ number: Double, _ language: WrittenLanguage) -> String {
    let text = NumberFormatting.shortest((number * 100).rounded() / 100)
    return language.hasDecimalComma ? text.replacing(".", with: ",") : text
  }

  /// The local time of a serial number in microseconds since 1970, to the second. Serial 60 is a day that never was.
  private static func wallClock(_ serial: Double) -> Int64 {
    let days = serial.rounded(.down)
    let seconds = ((serial - days) * 86_400).rounded()
    return (Int64(days) - (days > 60 ? 25_569 : 25_568)) * 86_400_000_000 + Int64(seconds) * 1_000_000
  }
}
