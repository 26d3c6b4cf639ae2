package import Tables

extension Value {
  /// The value in a message or a name: dates as ISO 8601, instants in UTC.
  package var messageText: String {
    switch self {
    case .null: "null"
    case .text(let text): text
    case .integer(let number): String(number)
    case .number(let number):
      number == number.rounded() && abs(number) < 1e15 ? String(Int64(number)) : "\(number)"
    case .boolean(let flag): flag ? "true" : "false"
    case .date(let days): CivilDate(days: Int(days)).iso
    case .datetime(let instant): instantText(instant)
    }
  }

  private func instantText(_ instant: Int64) -> String {
    let day = floorDivide(instant, 86_400_000_000)
    let second = (instant - day * 86_400_000_000) / 1_000_000
    func two(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let time = "\(two(second / 3600)):\(two(second / 60 % 60)):\(two(second % 60))"
    return "\(CivilDate(days: Int(day)).iso)T\(time)Z"
  }

  /// As a number, where it is one.
  package var asNumber: Double? {
    switch self {
    case .integer(let number): Double(number)
    case .number(let number): number
    default: nil
    }
  }
}
