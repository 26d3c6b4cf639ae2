import Tables
import TestSupport
import Testing

struct ZoneTests {
  static let names = [
    "America/Santiago", "America/New_York", "America/Havana", "Australia/Lord_Howe", "Pacific/Apia", "UTC",
    "Pacific/Kiritimati", "Africa/Casablanca", "Asia/Kathmandu",
  ]

  @Test(arguments: [
    ("America/Santiago", "2021-03-25T12:00", "2021-03-25T15:00Z"),
    ("America/Santiago", "2021-04-12T12:00", "2021-04-12T16:00Z"),
    // The clock goes from 24:00 back to 23:00 on 3 April 2021: the first of the two.
    ("America/Santiago", "2021-04-03T23:30", "2021-04-04T02:30Z"),
    ("America/Santiago", "2021-04-04T00:00", "2021-04-04T04:00Z"),
    // From 0:00 on to 1:00 on 5 September 2021: the first instant after the gap.
    ("America/Santiago", "2021-09-05T00:30", "2021-09-05T04:00Z"),
    ("America/New_York", "2021-03-14T02:30", "2021-03-14T07:00Z"),
    ("America/New_York", "2021-11-07T01:30", "2021-11-07T05:30Z"),
    ("Australia/Lord_Howe", "2021-10-03T02:15", "2021-10-02T15:30Z"),
    ("Australia/Lord_Howe", "2021-04-04T01:45", "2021-04-03T14:45Z"),
    // Days that were left out when islands changed sides of the date line.
    ("Pacific/Apia", "2011-12-30T12:00", "2011-12-30T10:00Z"),
    ("Pacific/Apia", "2011-12-31T00:00", "2011-12-30T10:00Z"),
    ("Pacific/Kiritimati", "1994-12-31T12:00", "1994-12-31T10:00Z"),
    ("UTC", "2021-12-31T23:59", "2021-12-31T23:59Z"),
  ])
  func `a local time is an instant`(name: String, local: String, instant: String) throws {
    let zone = try #require(Zone(name))
    #expect(shown(zone.instant(local: utc(local + "Z").sinceEpoch)) == instant)
  }

  @Test(arguments: names)
  func `local and back gives the instant, or the first that shows the same time`(name: String) throws {
    let zone = try #require(Zone(name))
    var cursor = Zone.Cursor(zone)
    var backward = Zone.Cursor(zone)
    var last = Instant.distantPast
    for step in 0..<(4 * 365 * 8) {
      let instant = utc("2010-01-01T00:00Z") + .hours(3 * step)
      let local = zone.local(instant)
      let back = zone.instant(local: local)
      let isFirst = back <= instant && instant - back <= .hours(26) && zone.local(back) == local
      let isSame =
        cursor.local(instant.microseconds) == local.microseconds
        && backward.instant(local: local.microseconds) == back.microseconds
      if !isFirst || !isSame {
        Issue.record("\(shown(instant)) shows \(local), read as \(shown(back))")
      }
      // Later times on the clock are never earlier instants.
      let same = zone.instant(local: (utc("2010-01-01T00:00Z") + .hours(3 * step)).sinceEpoch)
      if same < last { Issue.record("time goes back at \(shown(same))") }
      last = same
    }
  }

  @Test func `stretches of a year follow one another and join the next year's`() throws {
    let zone = try #require(Zone("America/Santiago"))
    var at = utc("2015-01-01T00:00Z")
    var changes = 0
    while at < utc("2022-01-01T00:00Z") {
      let stretch = zone.stretch(at: at)
      #expect(stretch.start == at && stretch.end > at)
      if zone.stretch(at: stretch.end).offset != stretch.offset { changes += 1 }
      at = stretch.end
    }
    // Summer time all year in 2015, then two changes a year.
    #expect(changes == 12)
  }

  @Test func `only names of the database are zones`() {
    #expect(Zone("America/Santiago") != nil && Zone("UTC") != nil)
    for name in ["", "Santiago", "america/santiago", "America/Nowhere", "UTC+3", "-04:00", "../UTC"] {
      #expect(Zone(name) == nil, "\(name)")
    }
  }
}
