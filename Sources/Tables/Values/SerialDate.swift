/// The days of a spreadsheet as numbers, in files that do not show them as dates: 44312.5 is noon of 2021-04-26.
package struct SerialDate: Sendable, Hashable {
  /// Excel counts a day in 1900 that did not exist; the days before it are not read.
  package static let excel = SerialDate(epoch: -25_569, first: 61)
  private static let excel1904 = SerialDate(epoch: -24_107, first: 0)

  /// The day before the first one, in days since 1970.
  private let epoch: Int
  private let first: Double

  private init(epoch: Int, first: Double) {
    self.epoch = epoch
    self.first = first
  }

  /// The formats of a column that mean such numbers.
  init?(format: String) {
    switch format {
    case "excel": self = .excel
    case "excel-1904": self = .excel1904
    default: return nil
    }
  }

  func read(_ bytes: Span<UInt8>, _ range: ByteRange) -> WallTime? {
    var serial = NumberSyntax().number(bytes, range)
    if serial == nil { serial = NumberSyntax(decimal: UInt8(ascii: ",")).number(bytes, range) }
    return serial.flatMap(time)
  }

  /// The local time that a number stands for; nil if it is outside the calendar.
  package func time(_ serial: Double) -> WallTime? {
    guard serial >= first, serial < 2_958_466 else { return nil }
    var days = Int(serial)
    // Spreadsheets show milliseconds at most.
    var rest = Int(((serial - Double(days)) * 86_400_000).rounded())
    if rest == 86_400_000 { (days, rest) = (days + 1, 0) }
    let date = CivilDate(days: days + epoch)
    return WallTime(
      year: date.year, month: date.month, day: date.day, hour: rest / 3_600_000, minute: rest / 60_000 % 60,
      second: rest / 1000 % 60, microsecond: rest % 1000 * 1000, offset: nil, hasTime: true)
  }
}
