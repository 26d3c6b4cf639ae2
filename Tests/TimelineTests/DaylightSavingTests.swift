import Foundation
import JobSpec
import Tables
import TestSupport
import Testing
import Timeline

/// The rule for local times that the clock skips or repeats, against Foundation's calendar.
struct DaylightSavingTests {
  static let zones = [
    "America/Santiago", "America/Havana", "America/Asuncion", "America/Mexico_City", "Europe/Lisbon",
    "Australia/Lord_Howe", "Asia/Kathmandu", "Pacific/Apia", "UTC",
  ]

  /// The rule in the words of a clock: the first instant at which it shows the time, or, where it never
  /// does, at which it has passed it. Looks at every five minutes of the days around.
  private func oracle(_ calendar: Calendar, _ date: CivilDate, _ time: LocalTime) throws -> Instant {
    let wanted = date.days * 1440 + time.minutes
    let noonUTC = Date(timeIntervalSince1970: Double(date.days) * 86_400 + 43_200)
    for step in -(40 * 12)...(40 * 12) {
      let instant = noonUTC.addingTimeInterval(Double(step) * 300)
      let parts = calendar.dateComponents([.year, .month, .day, .hour, .minute], from: instant)
      let day = try #require(CivilDate(year: parts.year!, month: parts.month!, day: parts.day!))
      if day.days * 1440 + parts.hour! * 60 + parts.minute! >= wanted {
        return Instant(seconds: Int(instant.timeIntervalSince1970))
      }
    }
    throw OutOfReach()
  }

  private struct OutOfReach: Error {}

  /// The dates around every change of the clock in these years, and some where nothing happens.
  private func dates(_ zone: TimeZone) -> [CivilDate] {
    var days: Set<Int> = []
    var last = zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(14_600 * 86_400)))
    for day in 14_600..<19_700 {
      let offset = zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double((day + 1) * 86_400)))
      if offset != last { days.formUnion((day - 1)...(day + 1)) }
      if day % 997 == 0 { days.insert(day) }
      last = offset
    }
    return days.sorted().map { CivilDate(days: $0) }
  }

  @Test(arguments: zones)
  func `a skipped time is the first instant after the gap, a repeated one the first of the two`(name: String)
    throws
  {
    let zone = try #require(TimeZone(identifier: name))
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = zone
    let timeline = timeline(name)
    for date in dates(zone) {
      for time in ["00:00", "00:30", "01:45", "02:15", "03:00", "12:00", "23:30"] {
        let time = try #require(LocalTime(time))
        let wanted = try oracle(calendar, date, time)
        let found = timeline.instant(of: date, at: time)
        if found != wanted {
          Issue.record("\(date.iso) \(time.text) is \(shown(found)), not \(shown(wanted))")
        }
      }
    }
  }

  @Test(arguments: [
    // Forward: the gap is at midnight, or a half hour, or a whole day.
    ("America/Santiago", "2021-09-05", "00:30", "2021-09-05T04:00Z"),
    ("America/Havana", "2021-03-14", "00:30", "2021-03-14T05:00Z"),
    ("America/Asuncion", "2021-10-03", "00:00", "2021-10-03T04:00Z"),
    ("America/Mexico_City", "2021-04-04", "02:30", "2021-04-04T08:00Z"),
    ("Europe/Lisbon", "2021-03-28", "01:30", "2021-03-28T01:00Z"),
    ("Australia/Lord_Howe", "2021-10-03", "02:15", "2021-10-02T15:30Z"),
    ("Pacific/Apia", "2011-12-30", "23:30", "2011-12-30T10:00Z"),
    // Back: the first of the two.
    ("America/Santiago", "2021-04-03", "23:30", "2021-04-04T02:30Z"),
    ("America/Havana", "2021-11-07", "00:30", "2021-11-07T04:30Z"),
    ("America/Asuncion", "2021-03-27", "23:30", "2021-03-28T02:30Z"),
    ("America/Mexico_City", "2021-10-31", "01:30", "2021-10-31T06:30Z"),
    ("Europe/Lisbon", "2021-10-31", "01:30", "2021-10-31T00:30Z"),
    ("Australia/Lord_Howe", "2021-04-04", "01:45", "2021-04-03T14:45Z"),
    // No change.
    ("Asia/Kathmandu", "2021-04-26", "23:30", "2021-04-26T17:45Z"),
    ("UTC", "2021-04-26", "23:30", "2021-04-26T23:30Z"),
  ])
  func `a night has its instant`(zone: String, date: String, night: String, instant: String) throws {
    let date = try #require(CivilDate(iso: date))
    let nightly = try job("nightly: {at: \"\(night)\"}")
    let timeline = timeline(zone)
    let found = timeline.occurrences(
      of: nightly, from: utc(date.iso + "T00:00Z") - .days(2),
      through: utc(date.iso + "T00:00Z") + .days(2)
    ).filter { $0.key == "nightly \(date.iso) \(night)" }
    #expect(found.map { shown($0.instant) } == [instant])
  }
}
