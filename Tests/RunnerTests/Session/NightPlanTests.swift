import Diagnostics
import JobSpec
import Ledger
import Runner
import Tables
import TestSupport
import Testing
import Timeline

struct NightPlanTests {
  private let review = timeline("UTC", stages: [("review", "2021-04-01", "2021-04-30")])

  private func lines(_ plan: NightPlan) -> [String] { plan.decisions.map { Calls.text($0, shown) } }

  /// Calls `nightly` at these instants, all runs ending as `fate` says, and gives what each did.
  private func decisions(
    _ jobs: [Job], at calls: [String], timelines: [TimelineDefinition] = [],
    fate: (Job, Occurrence) -> RunStatus = { _, _ in .success }
  ) -> [[String]] {
    var record = Calls()
    return calls.enumerated().map { index, call in
      let timeline = timelines.isEmpty ? review : timelines[index]
      let plan = record.plan(jobs, timeline, asOf: utc(call))
      record.carryOut(plan, fate: fate)
      return lines(plan)
    }
  }

  @Test func `latest runs the newest occurrence once, and records those before it as missed, once`() throws {
    let job = try job("nightly: {during: review}", name: "j")
    let calls = ["2021-04-03T23:30Z", "2021-04-03T23:59Z", "2021-04-06T12:00Z", "2021-04-06T13:00Z"]
    #expect(
      decisions([job], at: calls) == [
        ["run j 2021-04-03T23:30Z nightly 2021-04-03"], [],
        ["missed j 2021-04-04T23:30Z nightly 2021-04-04", "run j 2021-04-05T23:30Z nightly 2021-04-05"], [],
      ])
  }

  @Test func `a missed occurrence says why`() throws {
    let latest = try job("nightly: {during: review}", name: "j")
    var record = Calls()
    record.carryOut(record.plan([latest], review, asOf: utc("2021-04-03T23:30Z")))
    guard
      case .missed(_, _, let reason) = record.plan([latest], review, asOf: utc("2021-04-06T12:00Z"))
        .decisions.first
    else {
      Issue.record("nothing is missed")
      return
    }
    #expect(reason == "it was not run before 'nightly 2021-04-05' was due (catch_up: latest)")
  }

  @Test func `none runs an occurrence up to twelve hours late, and no later`() throws {
    let job = try job("nightly: {during: review}", name: "j", catchUp: .none)
    let run = "run j 2021-04-03T23:30Z nightly 2021-04-03"
    #expect(decisions([job], at: ["2021-04-04T11:30Z"]) == [[run]])
    #expect(
      decisions([job], at: ["2021-04-04T11:31Z", "2021-04-04T11:32Z"]) == [
        ["missed j 2021-04-03T23:30Z nightly 2021-04-03"], [],
      ])
  }

  @Test(arguments: CatchUp.allCases, [RunStatus.fail, .error, .skipped, .running])
  func `what did not end well is tried again at the next call, however late`(
    catchUp: CatchUp, status: RunStatus
  ) throws {
    let job = try job("nightly: {days: [sat], during: review}", name: "j", catchUp: catchUp)
    let run = ["run j 2021-04-03T23:30Z nightly 2021-04-03"]
    var tries = 0
    let found = decisions(
      [job], at: ["2021-04-03T23:30Z", "2021-04-04T08:00Z", "2021-04-06T00:00Z", "2021-04-06T01:00Z"]
    ) { _, _ in
      tries += 1
      return tries < 3 ? status : .warn
    }
    #expect(found == [run, run, run, []])
  }

  @Test func `a failure that a newer occurrence has come after is tried again only by all`() throws {
    for catchUp in CatchUp.allCases {
      let job = try job("nightly: {during: review}", name: "j", catchUp: catchUp)
      let found = decisions([job], at: ["2021-04-01T23:30Z", "2021-04-02T23:30Z"]) { _, _ in .fail }
      let old = ["run j 2021-04-01T23:30Z nightly 2021-04-01"]
      #expect(
        found == [old, (catchUp == .all ? old : []) + ["run j 2021-04-02T23:30Z nightly 2021-04-02"]])
    }
  }

  @Test func `all runs every occurrence that is not done, oldest first, at most 400 in a call`() throws {
    let job = try job(
      "cron: {expression: \"0 * * * *\", during: review}", name: "j", catchUp: .all)
    var record = Calls()
    let first = record.plan([job], review, asOf: utc("2021-05-01T00:00Z"))
    #expect(lines(first).count == 400)
    #expect(lines(first).first == "run j 2021-04-01T00:00Z cron 2021-04-01 00:00")
    #expect(
      first.notices.map(\.message.description) == ["320 occurrences of job 'j' still to be caught up"])
    #expect(first.notices.map(\.severity) == [.warning])
    // What failed gives way to what nobody has tried.
    record.carryOut(first) { _, occurrence in occurrence.key == "cron 2021-04-02 00:00" ? .fail : .success }
    let second = record.plan([job], review, asOf: utc("2021-05-01T00:00Z"))
    #expect(lines(second).count == 321)
    #expect(lines(second).first == "run j 2021-04-02T00:00Z cron 2021-04-02 00:00")
    #expect(second.notices.isEmpty)
    record.carryOut(second)
    #expect(record.plan([job], review, asOf: utc("2021-05-01T00:00Z")).decisions.isEmpty)
  }

  @Test func `old failures do not keep new occurrences from their turn`() throws {
    let job = try job("cron: {expression: \"0 * * * *\", during: review}", name: "j", catchUp: .all)
    var record = Calls()
    record.carryOut(record.plan([job], review, asOf: utc("2021-04-17T15:00Z"))) { _, _ in .fail }
    let plan = record.plan([job], review, asOf: utc("2021-04-17T16:00Z"))
    #expect(lines(plan).count == 400)
    #expect(lines(plan).last == "run j 2021-04-17T16:00Z cron 2021-04-17 16:00")
    #expect(plan.notices.map(\.message.description) == ["1 occurrence of job 'j' still to be caught up"])
  }

  @Test func `catching up without stages begins with what is recorded`() throws {
    let job = try job("nightly", name: "j", catchUp: .all)
    #expect(
      decisions([job], at: ["2021-04-03T23:30Z", "2021-04-05T23:30Z"]) == [
        ["run j 2021-04-03T23:30Z nightly 2021-04-03"],
        ["run j 2021-04-04T23:30Z nightly 2021-04-04", "run j 2021-04-05T23:30Z nightly 2021-04-05"],
      ])
  }

  @Test func `another night makes no run again`() throws {
    let job = try job("nightly: {during: review}", name: "j")
    let later = timeline("UTC", night: "23:45", stages: [("review", "2021-04-01", "2021-04-30")])
    #expect(
      decisions(
        [job], at: ["2021-04-03T23:31Z", "2021-04-03T23:45Z", "2021-04-04T23:44Z", "2021-04-04T23:45Z"],
        timelines: [review, later, later, later]) == [
          ["run j 2021-04-03T23:30Z nightly 2021-04-03"], [], [],
          ["run j 2021-04-04T23:45Z nightly 2021-04-04"],
        ])
  }

  @Test func `a stage that moves runs nothing twice and drops nothing that is ahead`() throws {
    let once = try job("once: {at: review.end + 1d}", name: "j")
    let longer = timeline("UTC", stages: [("review", "2021-04-01", "2021-05-15")])
    let shorter = timeline("UTC", stages: [("review", "2021-04-01", "2021-04-20")])
    // It has run, and does not again.
    #expect(
      decisions([once], at: ["2021-05-01T23:30Z", "2021-05-20T00:00Z"], timelines: [review, longer]) == [
        ["run j 2021-05-01T23:30Z once review.end+1d"], [],
      ])
    // It was ahead, and moves with its stage, also into the past.
    #expect(
      decisions([once], at: ["2021-04-25T00:00Z", "2021-05-20T00:00Z"], timelines: [review, longer]) == [
        [], ["run j 2021-05-16T23:30Z once review.end+1d"],
      ])
    #expect(
      decisions([once], at: ["2021-04-25T00:00Z", "2021-04-26T00:00Z"], timelines: [review, shorter]) == [
        [], ["run j 2021-04-21T23:30Z once review.end+1d"],
      ])
  }

  @Test func `an occurrence is done when it was run under any of its keys`() throws {
    let before = try job("nightly: {}", "once: {at: review.end}", name: "j")
    let after = try job("once: {at: review.end}", "nightly: {}", name: "j")
    var record = Calls()
    record.carryOut(record.plan([before], review, asOf: utc("2021-04-30T23:30Z")))
    #expect(record.histories["j"]?.states == ["nightly 2021-04-30": .success])
    #expect(record.plan([after], review, asOf: utc("2021-04-30T23:45Z")).decisions.isEmpty)
  }

  @Test func `a job runs after those that it reads, else by instant and name`() throws {
    let jobs = [
      try job("nightly: {during: review}", name: "a", reads: ["z"]),
      try job("nightly: {during: review}", name: "b"),
      try job("nightly: {during: review, at: \"23:00\"}", name: "c"),
      try job("nightly: {during: review}", name: "z"),
    ]
    #expect(
      decisions(jobs, at: ["2021-04-03T23:30Z"]) == [
        [
          "run c 2021-04-03T23:00Z nightly 2021-04-03 23:00", "run z 2021-04-03T23:30Z nightly 2021-04-03",
          "run a 2021-04-03T23:30Z nightly 2021-04-03", "run b 2021-04-03T23:30Z nightly 2021-04-03",
        ]
      ])
  }

  @Test func `what a due job reads is brought up first, as of its moment, unless it is done`() throws {
    let reader = try job("nightly: {during: review, at: \"06:00\"}", name: "a", reads: ["s", "t"])
    let scheduled = try job("nightly: {during: review}", name: "s", reads: ["t"])
    let free = try job(name: "t")
    #expect(
      decisions(
        [reader, scheduled, free], at: ["2021-04-03T23:00Z", "2021-04-03T23:30Z", "2021-04-04T06:00Z"]) == [
          [
            "run t 2021-04-02T23:30Z -", "run s 2021-04-02T23:30Z nightly 2021-04-02",
            "run t 2021-04-03T06:00Z -", "run a 2021-04-03T06:00Z nightly 2021-04-03 06:00",
          ],
          ["run t 2021-04-03T23:30Z -", "run s 2021-04-03T23:30Z nightly 2021-04-03"],
          ["run t 2021-04-04T06:00Z -", "run a 2021-04-04T06:00Z nightly 2021-04-04 06:00"],
        ])
  }

  @Test func `a reader does not revive a missed occurrence of a job that catches up with none`() throws {
    for (catchUp, isRevived) in [(CatchUp.none, false), (.latest, true)] {
      let reader = try job("once: {at: review.start + 1d 12:00}", name: "a", reads: ["s"])
      let source = try job("nightly: {during: review}", name: "s", catchUp: catchUp)
      let found = decisions([reader, source], at: ["2021-04-10T12:00Z"])[0]
      #expect(found.contains("run s 2021-04-01T23:30Z nightly 2021-04-01") == isRevived)
      #expect(found.contains("run a 2021-04-02T12:00Z once review.start+1d 12:00"))
    }
  }

  @Test func `what retention keeps no longer is neither caught up with nor missed`() throws {
    var kept = review
    kept.stages[0].retention = .days(30)
    for (catchUp, count) in [(CatchUp.none, 1), (.latest, 1), (.all, 30)] {
      let job = try job("nightly: {during: review}", name: "j", catchUp: catchUp)
      #expect(decisions([job], at: ["2021-05-30T12:00Z"], timelines: [kept])[0].count == count)
      #expect(decisions([job], at: ["2021-05-31T12:00Z"], timelines: [kept])[0] == [])
    }
  }
}
