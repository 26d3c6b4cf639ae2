/// A date of the proleptic Gregorian calendar.
package struct CivilDate: Sendable, Hashable, Comparable {
  package var year: Int
  package var month: Int
  package var day: Int

  /// Nil if the date does not exist.
  package init?(year: Int, month: Int, day: Int) {
    guard (1...9999).contains(year), (1...12).contains(month), day >= 1,
      day <= CivilDate.daysInMonth(month, of: year)
    else { return nil }
    self.year = year
    self.month = month
    self.day = day
  }

  /// Counts in eras of 400 years (146,097 days) that begin on 1 March.
  package init(days: Int) {
    let z = days + 719_468
    let era = (z >= 0 ? z : z - 146_096) / 146_097
    let dayOfEra = z - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shifted = (5 * dayOfYear + 2) / 153
    day = dayOfYear - (153 * shifted + 2) / 5 + 1
    month = shifted < 10 ? shifted + 3 : shifted - 9
    year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  }

  /// Days since 1970-01-01.
  package var days: Int {
    let y = month <= 2 ? year - 1 : year
    let era = (y >= 0 ? y : y - 399) / 400
    let yearOfEra = y - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }

  /// Monday is 1, Sunday is 7.
  package var weekday: Int { CivilDate.weekday(days: days) }

  package static func weekday(days: Int) -> Int {
    let index = (days + 3) % 7
    return (index < 0 ? index + 7 : index) + 1
  }

  package static func daysInMonth(_ month: Int, of year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  package static func < (a: CivilDate, b: CivilDate) -> Bool {
    (a.year, a.month, a.day) < (b.year, b.month, b.day)
  }

  /// The last date with a four-digit year.
  package static let last = CivilDate(year: 9999, month: 12, day: 31)!

  /// Parses exactly `2021-04-26`; nil for other texts and for dates that do not exist.
  package init?(iso text: some StringProtocol) {
    let bytes = Array(text.utf8)
    guard let time = ISOTime.read(bytes.span, 0..<bytes.count), !time.hasTime else { return nil }
    self.init(days: Int(time.days))
  }

  /// `2021-04-26`
  package var iso: String {
    var bytes: [UInt8] = []
    DateFormatting.append(days: days, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }
}
