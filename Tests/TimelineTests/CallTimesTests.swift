import JobSpec
import Tables
import TestSupport
import Testing
import Timeline

struct CallTimesTests {
  private func times(_ zone: String, server: String = "UTC", night: String = "23:30", _ schedules: String...)
    throws -> (local: [String], minutes: [Int])
  {
    let timeline = timeline(zone, night: night, stages: [("review", "2021-04-26", "2021-04-28")])
    let jobs = try schedules.map { try job($0) }
    let server = try #require(Zone(server))
    let times = CallTimes(jobs: jobs, timeline: timeline, server: server, now: utc("2021-01-01T00:00Z"))
    return (times.local.map(\.text), times.minutesOfServer)
  }

  @Test func `the local times of all schedules are called at, each once`() throws {
    let found = try times(
      "UTC", "nightly: {during: review}", "once: {at: review.end + 1d 06:05}",
      "cron: {expression: \"0,30 9-10 * * *\", during: review}", "nightly: {during: review, at: \"09:30\"}")
    #expect(found.local == ["06:05", "09:00", "09:30", "10:00", "10:30", "23:30"])
    #expect(found.minutes == [0, 5, 30])
  }

  @Test func `where nothing is scheduled, the night is`() throws {
    #expect(try times("UTC").local == ["23:30"])
  }

  @Test(arguments: [
    // Zones that differ by whole hours at all times.
    ("America/Santiago", "UTC", [30]), ("America/Santiago", "Europe/Lisbon", [30]),
    // By 5:45.
    ("Asia/Kathmandu", "UTC", [45]), ("UTC", "Asia/Kathmandu", [15]),
    // By 10:30 in winter and 11:00 in summer.
    ("Australia/Lord_Howe", "UTC", [0, 30]), ("Australia/Lord_Howe", "Australia/Lord_Howe", [30]),
  ])
  func `the server's minutes are those of its own clock, in summer and winter`(
    zone: String, server: String, minutes: [Int]
  ) throws {
    #expect(try times(zone, server: server, "nightly: {during: review}").minutes == minutes)
  }

  @Test(arguments: [
    ("America/Havana", "00:30", ["00:30", "01:00"]), ("America/Santiago", "00:30", ["00:30", "01:00"]),
    ("America/Mexico_City", "02:30", ["02:30", "03:00"]),
    ("Australia/Lord_Howe", "02:15", ["02:15", "02:30"]),
    ("America/Havana", "23:30", ["23:30"]), ("UTC", "00:30", ["00:30"]),
  ])
  func `the end of a gap that swallows a time is called at too`(zone: String, night: String, local: [String])
    throws
  {
    #expect(try times(zone, night: night, "nightly: {during: review}").local == local)
  }

  @Test func `every occurrence of a year comes at a minute that is called at`() throws {
    for zone in ["America/Havana", "Australia/Lord_Howe", "Asia/Kathmandu", "America/Santiago"] {
      for server in ["UTC", "Australia/Lord_Howe", "Asia/Kathmandu"] {
        let server = try #require(Zone(server))
        let timeline = timeline(zone, night: "00:10", stages: [("all", "2021-01-01", "2021-12-31")])
        let job = try job("nightly: {during: all}", "cron: {expression: \"15 1-3 * * *\"}")
        let times = CallTimes(jobs: [job], timeline: timeline, server: server, now: utc("2021-01-01T00:00Z"))
        let minutes = Set(times.minutesOfServer)
        let local = Set(times.local)
        let found = timeline.occurrences(
          of: job, from: utc("2021-01-01T12:00Z"), through: utc("2021-12-31T12:00Z"))
        #expect(found.count > 1400)
        for occurrence in found {
          #expect(minutes.contains(Int(server.local(occurrence.instant).within(.hour).count(of: .minute))))
          let minute = Int(timeline.zone.local(occurrence.instant).within(.day).count(of: .minute))
          #expect(local.contains(LocalTime(hour: minute / 60, minute: minute % 60)!))
        }
      }
    }
  }
}
