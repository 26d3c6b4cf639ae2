import Ledger
import Runner
import Tables
import TestSupport
import Testing
import Timeline

struct JobHistoryTests {
  private let history = JobHistory(
    states: ["a": .success, "b": .fail, "c": .skipped, "d": .warn], missed: ["c"],
    firstKnown: utc("2021-04-01T00:00Z"))

  private func outcome(_ keys: [String], _ day: String = "2021-04-26") -> String? {
    let instant = utc(day + "T23:30Z")
    let occurrence = Occurrence(
      job: "j", schedule: 0, keys: keys, instant: instant,
      night: Zone.utc.date(of: instant))
    return history.outcome(of: occurrence, asOf: utc("2021-04-28T00:00Z"))
  }

  @Test func `the outcome is the last run's status under any of the keys, a good one first`() {
    #expect(outcome(["a"]) == "success")
    #expect(outcome(["b"]) == "fail")
    #expect(outcome(["b", "d"]) == "warn")
    #expect(outcome(["c"]) == "missed")
    #expect(outcome(["c", "b"]) == "fail")
  }

  @Test func `what was due and nobody ran is told only where runs are known from before it`() {
    #expect(outcome(["x"]) == "not run")
    #expect(outcome(["x"], "2021-03-26") == nil)
    #expect(outcome(["x"], "2021-04-28") == nil)
  }
}
