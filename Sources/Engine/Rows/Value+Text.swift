package import Tables

extension Value {
  /// The value in a message or a name, as files for machines write it.
  package func text(in zone: Zone) -> String {
    switch self {
    case .null: return "null"
    case .text(let text): return text
    case .integer(let number): return String(number)
    case .number(let number): return NumberText.shortest(number)
    case .boolean(let flag): return flag ? "true" : "false"
    case .date(let days): return CivilDate(days: Int(days)).iso
    case .datetime(let instant): return DateFormatting.text(instant, in: zone)
    }
  }

  /// As ``text(in:)``, where no zone is known: instants are in UTC.
  package var messageText: String { text(in: .utc) }

  /// As a number, where it is one.
  package var asNumber: Double? {
    switch self {
    case .integer(let number): Double(number)
    case .number(let number): number
    default: nil
    }
  }
}
