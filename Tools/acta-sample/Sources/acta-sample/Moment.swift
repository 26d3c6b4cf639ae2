/// A moment in seconds since 1970, and the shapes in which the files write it.
struct Moment: Comparable {
  var seconds: Int

  init(seconds: Int) { self.seconds = seconds }

  /// A wall-clock time in Santiago.
  init(_ year: Int, _ month: Int, _ day: Int, _ hour: Int, _ minute: Int, _ second: Int = 0) {
    let wall = Moment.days(year, month, day) * 86_400 + hour * 3600 + minute * 60 + second
    // Santiago was at UTC−3 until 4 April 2021 at 03:00 UTC, at UTC−4 afterwards.
    seconds = wall + (wall < Moment.change - 3 * 3600 ? 3 : 4) * 3600
  }

  private static let change = days(2021, 4, 4) * 86_400 + 3 * 3600

  static func + (moment: Moment, seconds: Int) -> Moment { Moment(seconds: moment.seconds + seconds) }
  static func - (moment: Moment, seconds: Int) -> Moment { Moment(seconds: moment.seconds - seconds) }
  static func < (a: Moment, b: Moment) -> Bool { a.seconds < b.seconds }

  /// Days since 1970 of a date of the Gregorian calendar.
  static func days(_ year: Int, _ month: Int, _ day: Int) -> Int {
    let y = month <= 2 ? year - 1 : year
    let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
    return y / 400 * 146_097 + y % 400 * 365 + y % 400 / 4 - y % 400 / 100 + dayOfYear - 719_468
  }

  enum Zone { case utc, santiago }

  enum Shape {
    /// `2021-04-26 14:00:05`
    case iso
    /// `2021-04-26 14:00`
    case isoMinutes
    /// `04/26/2021 10:00:05 AM`
    case american
    /// `Apr 26, 2021 10:00:05`
    case english
    /// `Apr 26, 2021 10:00 AM`
    case englishMinutes
    /// `26/04/2021 10:00:05`
    case spanish
    /// `abr. 26, 2021 10:00:05`
    case spanishMonths
    /// `26/04/2021 10:00`
    case spanishMinutes
  }

  func written(_ shape: Shape, in zone: Zone) -> String {
    let offset = zone == .utc ? 0 : seconds < Moment.change ? -3 : -4
    let local = seconds + offset * 3600
    let (year, month, day) = Moment.date(local / 86_400)
    let (hour, minute, second) = (local % 86_400 / 3600, local % 3600 / 60, local % 60)
    let time = "\(two(hour)):\(two(minute)):\(two(second))"
    let half = "\(hour < 12 ? "AM" : "PM")"
    let twelve = two(hour % 12 == 0 ? 12 : hour % 12)
    switch shape {
    case .iso: return "\(year)-\(two(month))-\(two(day)) \(time)"
    case .isoMinutes: return "\(year)-\(two(month))-\(two(day)) \(two(hour)):\(two(minute))"
    case .american:
      return "\(two(month))/\(two(day))/\(year) \(twelve):\(two(minute)):\(two(second)) \(half)"
    case .english: return "\(englishMonths[month - 1]) \(two(day)), \(year) \(time)"
    case .englishMinutes:
      return "\(englishMonths[month - 1]) \(two(day)), \(year) \(twelve):\(two(minute)) \(half)"
    case .spanish: return "\(two(day))/\(two(month))/\(year) \(time)"
    case .spanishMonths: return "\(spanishMonths[month - 1]). \(two(day)), \(year) \(time)"
    case .spanishMinutes: return "\(two(day))/\(two(month))/\(year) \(two(hour)):\(two(minute))"
    }
  }

  private static func date(_ days: Int) -> (Int, Int, Int) {
    let z = days + 719_468
    let dayOfEra = z % 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shifted = (5 * dayOfYear + 2) / 153
    let month = shifted < 10 ? shifted + 3 : shifted - 9
    let year = z / 146_097 * 400 + yearOfEra + (month <= 2 ? 1 : 0)
    return (year, month, dayOfYear - (153 * shifted + 2) / 5 + 1)
  }
}

private func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

private let englishMonths = [
  "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
]

private let spanishMonths = [
  "ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sept", "oct", "nov", "dic",
]
