/// Converts values to text for people and files, and back.
extension Value {
  /// The text in machine-readable files.
  package func text(in zone: Zone) -> String {
    switch self {
    case .null: return "null"
    case .text(let text): return text
    case .integer(let number): return String(number)
    case .number(let number): return NumberFormatting.shortest(number)
    case .boolean(let flag): return flag ? "true" : "false"
    case .date(let days): return CivilDate(days: Int(days)).iso
    case .datetime(let instant): return Instant(microseconds: instant).text(in: zone, to: .exact)
    }
  }

  /// ``text(in:)`` if no zone is known: instants are in UTC.
  package var messageText: String { text(in: .utc) }

  /// Nil for null and for other types.
  package var asNumber: Double? {
    switch self {
    case .integer(let number): Double(number)
    case .number(let number): number
    default: nil
    }
  }

  /// Parses a value from the command line; nil if the text is not of this type. A date-time without an
  /// offset is local to `zone`; a date alone is its midnight.
  package init?(_ text: String, as type: ColumnType, in zone: Zone) {
    switch type {
    case .text: self = .text(text)
    case .integer:
      guard let number = Int64(text) else { return nil }
      self = .integer(number)
    case .number:
      guard let number = Double(text), number.isFinite else { return nil }
      self = .number(number)
    case .boolean:
      guard text == "true" || text == "false" else { return nil }
      self = .boolean(text == "true")
    case .date:
      guard let time = ISOTime.read(text), !time.hasTime else { return nil }
      self = .date(time.days)
    case .datetime:
      guard let time = ISOTime.read(text) else { return nil }
      self = .datetime(time.instant(in: zone).microseconds)
    }
  }
}
