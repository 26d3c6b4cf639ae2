import Diagnostics
import JobSpec
import Ledger
import Runner
import Tables
import TestSupport
import Testing
import Timeline

struct NightPlanTwinTests {
  /// A few jobs that read one another, a timeline that someone moves now and then, and calls that come
  /// when they come.
  private struct World {
    var random: SteadyRandom
    let zone: String
    var night = "23:30"
    var stages: [(String, String, String)] = []

    init(seed: Int) {
      random = SteadyRandom(seed: seed)
      zone = ["America/Santiago", "Europe/Lisbon", "UTC"].randomElement(using: &random)!
      move()
    }

    var timeline: TimelineDefinition { TestSupport.timeline(zone, night: night, stages: stages) }

    mutating func move() {
      night = ["23:30", "23:45", "00:10", "02:30"].randomElement(using: &random)!
      stages = ["a", "b"].map { name in
        let first = Int.random(in: 20...37, using: &random)
        return (name, World.date(first), World.date(first + Int.random(in: 0...5, using: &random)))
      }
    }

    /// Days after the last of February 2021.
    static func date(_ day: Int) -> String {
      let (month, day) = day > 61 ? (5, day - 61) : day > 31 ? (4, day - 31) : (3, day)
      return "2021-0\(month)-\(day < 10 ? "0" : "")\(day)"
    }

    mutating func jobs() throws -> [Job] {
      let names = ["j", "c", "m", "a"]
      return try names.enumerated().map { index, name in
        let count = [0, 1, 1, 1, 2].randomElement(using: &random)!
        let schedules = (0..<count).map { _ in schedule() }
        return try job(
          schedules: schedules, name: name, catchUp: CatchUp.allCases.randomElement(using: &random)!,
          reads: names.prefix(index).filter { _ in random.chance(35) })
      }
    }

    private mutating func schedule() -> String {
      let during = ["during: a", "during: b", "during: [a, b]"].randomElement(using: &random)!
      return [
        "nightly: {\(during)}", "nightly: {\(during), at: \"06:00\"}", "nightly: {\(during), at: \"02:30\"}",
        "nightly", "once: {at: a.end + 1d}", "once: {at: b.start - 1d 06:00}",
        "cron: {expression: \"0 */6 * * *\", \(during)}", "cron: {expression: \"30 2,23 * * *\", \(during)}",
      ].randomElement(using: &random)!
    }
  }

  @Test(arguments: 1...60)
  func `the plan is what the rules say, whatever the jobs, calls, failures and moves`(seed: Int) throws {
    var world = World(seed: seed)
    let jobs = try world.jobs()
    var record = Calls()
    var twin = NightTwin(jobs, world.timeline)
    var good: Set<String> = []
    var now = utc("2021-03-19T00:00Z")
    for _ in 0..<40 {
      now +=
        .minutes(Int.random(in: 0...(world.random.chance(20) ? 4 * 1440 : 900), using: &world.random))
      if world.random.chance(8) {
        world.move()
        twin = NightTwin(jobs, world.timeline)
      }
      let plan = record.plan(jobs, world.timeline, asOf: now)
      let lines = plan.decisions.map { Calls.text($0, shown) }
      let expected = twin.decide(asOf: now, record.histories)
      #expect(Set(lines) == expected, "as of \(shown(now))")
      #expect(lines.count == expected.count)
      expectOrder(plan, jobs)
      record.carryOut(plan) { job, occurrence in
        // None of its names has had a good run before.
        for key in occurrence.keys { #expect(!good.contains("\(job.name.value) \(key)")) }
        let status: RunStatus = world.random.chance(75) ? .success : .fail
        if status.isGood { good.insert("\(job.name.value) \(occurrence.key)") }
        return status
      }
    }
  }

  private func expectOrder(_ plan: NightPlan, _ jobs: [Job]) {
    var last: (job: Job, instant: Instant)?
    for decision in plan.decisions {
      let next: (job: Job, instant: Instant) =
        switch decision {
        case .run(let job, let asOf, _): (job, asOf)
        case .missed(let job, let occurrence, _): (job, occurrence.instant)
        case .missedSpan(let job, let from, _, _): (job, from)
        }
      if let last {
        #expect(last.instant <= next.instant)
        let isSame = last.instant == next.instant
        #expect(!isSame || !last.job.readsJobs.contains(next.job.name.value))
      }
      last = next
    }
  }
}
