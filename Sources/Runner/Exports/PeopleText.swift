internal import Tables

extension Value {
  /// The value as people read it in a language: `26/04/2021`, `12,5`. Null is the empty text.
  func text(for language: String, in zone: Zone) -> String {
    let written = WrittenLanguage(language)
    var bytes: [UInt8] = []
    switch self {
    case .null: return ""
    case .text, .integer: return text(in: zone)
    case .boolean(let flag):
      return (flag ? written.truth.true : written.truth.false).description
    case .number:
      let text = text(in: zone)
      return written.hasDecimalComma ? text.replacing(".", with: ",") : text
    case .date(let days):
      DateFormatting.append(days: Int(days), to: &bytes, order: written.dateOrder)
    case .datetime(let instant):
      var clock = WallClock(zone)
      DateFormatting.append(
        wallClock: instant &+ clock.offset(at: instant), to: &bytes, between: UInt8(ascii: " "),
        order: written.dateOrder, mark: UInt8(ascii: written.hasDecimalComma ? "," : "."))
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
