import JobSpec
import Runner
import Tables
import TestSupport
import Testing
import Timeline

/// Years of nights, whatever the instants at which `nightly` is called: several times a night, hours
/// late, not for days.
struct NightCallTests {
  private static let zones = [
    "America/Santiago", "America/Havana", "America/Asuncion", "America/Mexico_City", "Europe/Lisbon",
    "Australia/Lord_Howe", "Asia/Kathmandu", "Pacific/Apia", "UTC",
  ]

  @Test(arguments: zones)
  func `each occurrence comes exactly once, none is lost, in order`(zone: String) throws {
    var random = SteadyRandom(seed: zone.utf8.count)
    for (from, to) in [
      ("2010-06-01", "2011-02-28"), ("2011-08-15", "2012-05-15"), ("2021-02-01", "2021-11-15"),
    ] {
      let nights = ["00:00", "00:30", "01:45", "02:15", "23:30", "23:59"]
      let timeline = timeline(
        zone, night: nights.randomElement(using: &random)!, stages: [("process", from, to)])
      let nightly = try job("nightly: {during: process}", name: "j", catchUp: .all)
      var record = Calls()
      var keys: [String] = []
      var last = Instant.distantPast
      let end = utc(to + "T00:00Z") + .days(40)
      var now = utc(from + "T00:00Z") - .days(3)
      while now < end {
        let plan = record.plan([nightly], timeline, asOf: now)
        for case .run(_, let asOf, let occurrence) in plan.decisions {
          #expect(asOf >= last && asOf <= now)
          last = asOf
          keys += occurrence?.keys ?? []
        }
        record.carryOut(plan)
        let minutes = [5, 180, 1440, 1445, 2880, 30_000].randomElement(using: &random)!
        now += .minutes(Int.random(in: 1...minutes, using: &random))
      }
      let first = try #require(CivilDate(iso: from))
      let through = try #require(CivilDate(iso: to))
      #expect(keys == (first.days...through.days).map { "nightly \(CivilDate(days: $0).iso)" })
    }
  }

  @Test(arguments: zones)
  func `latest runs or misses every night once, whatever the calls`(zone: String) throws {
    var random = SteadyRandom(seed: zone.utf8.count + 7)
    let timeline = timeline(zone, stages: [("process", "2021-02-01", "2021-11-15")])
    let nightly = try job("nightly: {during: process}", name: "j")
    let days =
      utc("2021-02-01T00:00Z").sinceEpoch.count(
        of: .day)...utc("2021-11-15T00:00Z").sinceEpoch.count(of: .day)
    var record = Calls()
    var keys: [String] = []
    var now = timeline.instant(of: CivilDate(days: Int(days.lowerBound)), at: timeline.night)
    while now < utc("2021-12-01T00:00Z") {
      let plan = record.plan([nightly], timeline, asOf: now)
      for decision in plan.decisions {
        switch decision {
        case .run(_, _, let occurrence): keys += occurrence?.keys ?? []
        case .missed(_, let occurrence, _), .missedSpan(_, _, let occurrence, _): keys += occurrence.keys
        }
      }
      record.carryOut(plan)
      now += .minutes(Int.random(in: 1...6000, using: &random))
    }
    #expect(keys == days.map { "nightly \(CivilDate(days: Int($0)).iso)" })
  }
}
