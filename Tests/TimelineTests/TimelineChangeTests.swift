import JobSpec
import Tables
import TestSupport
import Testing
import Timeline

struct TimelineChangeTests {
  private let old = timeline(stages: [
    ("briefing", "2021-03-25", "2021-03-25"), ("review", "2021-04-26", "2021-04-28"),
    ("closing", "2021-05-10", "2021-05-10"),
  ])

  private func lines(_ change: TimelineChange) -> [String] {
    change.runs.map { run in
      let ends = [run.before, run.after].map { $0.map(shown) ?? "-" }.joined(separator: " > ")
      return "\(run.kind) \(run.job) \(run.key) \(ends)\(run.isDone ? " done" : "")"
    }
  }

  @Test func `the same timeline changes nothing`() throws {
    let jobs = [try job("nightly"), try job("once: {at: review.end}", name: "b")]
    #expect(TimelineChange(from: old, to: old, jobs: jobs) { _, _ in false }.isEmpty)
  }

  @Test func `a stage that moves moves its once, and gives and takes nights`() throws {
    let new = timeline(stages: [
      ("review", "2021-04-28", "2021-04-30"), ("briefing", "2021-03-25", "2021-03-25"),
      ("follow-up", "2021-06-01", "2021-06-02"),
    ])
    let jobs = [
      try job("nightly: {during: [briefing, review]}", "once: {at: review.end + 1d 06:00}", name: "a"),
      try job("cron: {expression: \"0 9 * * *\", during: closing}", name: "b"),
    ]
    let change = TimelineChange(from: old, to: new, jobs: jobs) { job, key in
      job == "a" && key == "once review.end+1d 06:00"
    }
    func dates(_ move: ClosedRange<CivilDate>?) -> String {
      move.map { "\($0.lowerBound.iso) \($0.upperBound.iso)" } ?? "-"
    }
    #expect(
      change.stages.map { "\($0.stage): \(dates($0.before)) > \(dates($0.after))" } == [
        "review: 2021-04-26 2021-04-28 > 2021-04-28 2021-04-30", "follow-up: - > 2021-06-01 2021-06-02",
        "closing: 2021-05-10 2021-05-10 > -",
      ])
    #expect(change.settings.isEmpty)
    #expect(
      lines(change) == [
        "gone a nightly 2021-04-26 2021-04-27T03:30Z > -", "gone a nightly 2021-04-27 2021-04-28T03:30Z > -",
        "new a nightly 2021-04-29 - > 2021-04-30T03:30Z", "new a nightly 2021-04-30 - > 2021-05-01T03:30Z",
        "moved a once review.end+1d 06:00 2021-04-29T10:00Z > 2021-05-01T10:00Z done",
        "gone b cron 2021-05-10 09:00 2021-05-10T13:00Z > -",
      ])
  }

  @Test func `an occurrence that another schedule of the job still has stays`() throws {
    let new = timeline(stages: [
      ("briefing", "2021-03-25", "2021-03-25"), ("review", "2021-04-27", "2021-04-29"),
      ("closing", "2021-04-26", "2021-04-29"),
    ])
    let jobs = [
      try job(
        "cron: {expression: \"0 9 * * *\", during: review}",
        "cron: {expression: \"0 9,18 * * *\", during: closing}")
    ]
    let change = TimelineChange(from: old, to: new, jobs: jobs) { _, _ in false }
    #expect(
      Set(change.runs.map { "\($0.kind) \($0.key)" }) == [
        "new cron 2021-04-26 18:00", "new cron 2021-04-27 18:00", "new cron 2021-04-28 18:00",
        "new cron 2021-04-29 09:00", "new cron 2021-04-29 18:00", "gone cron 2021-05-10 09:00",
        "gone cron 2021-05-10 18:00",
      ])
  }

  @Test func `another night or zone moves what depends on it`() throws {
    let jobs = [
      try job("nightly: {during: closing}", name: "a"),
      try job("nightly: {during: closing, at: \"06:00\"}", name: "b"),
    ]
    var new = old
    new.night = try #require(LocalTime("23:45"))
    let night = TimelineChange(from: old, to: new, jobs: jobs) { _, _ in false }
    #expect(night.settings.map { "\($0.name) \($0.before) \($0.after)" } == ["night 23:30 23:45"])
    #expect(lines(night) == ["moved a nightly 2021-05-10 2021-05-11T03:30Z > 2021-05-11T03:45Z"])
    new = old
    new.zone = .utc
    let zone = TimelineChange(from: old, to: new, jobs: jobs) { _, _ in false }
    #expect(zone.settings.map { "\($0.name) \($0.before) \($0.after)" } == ["time_zone America/Santiago UTC"])
    #expect(
      lines(zone) == [
        "moved b nightly 2021-05-10 06:00 2021-05-10T10:00Z > 2021-05-10T06:00Z",
        "moved a nightly 2021-05-10 2021-05-11T03:30Z > 2021-05-10T23:30Z",
      ])
  }

  @Test func `schedules without stages are compared over the process`() throws {
    var new = old
    new.night = try #require(LocalTime("23:45"))
    let change = TimelineChange(from: old, to: new, jobs: [try job("nightly")]) { _, _ in false }
    #expect(change.runs.count == 47)
    #expect(change.runs.first?.key == "nightly 2021-03-25" && change.runs.last?.key == "nightly 2021-05-10")
  }

  @Test func `a span leaves out what neither came nor comes in it`() throws {
    let new = timeline(stages: [("review", "2021-05-03", "2021-05-03")])
    let jobs = [try job("nightly: {during: review}", "once: {at: review.end}", name: "a")]
    let change = TimelineChange(
      from: old, to: new, jobs: jobs, within: utc("2021-04-28T12:00Z")...utc("2021-04-30T00:00Z")
    ) { _, _ in false }
    #expect(
      lines(change) == [
        "gone a nightly 2021-04-28 2021-04-29T03:30Z > -",
        "moved a once review.end 2021-04-29T03:30Z > 2021-05-04T03:30Z",
      ])
  }
}
