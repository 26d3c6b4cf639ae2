import Ledger
import Tables
import TestSupport
import Testing

@testable import Runner

@Suite struct RunBeginningTests {
  private let moment = RunMoment(asOf: 1_619_652_600_000_000, timeline: timeline())

  @Test(arguments: [
    (1_619_652_600_012_345, "20210428233000012345-attendance", "2021-04-28T23:30:00.012Z"),
    (1_619_652_600_000_000, "20210428233000000000-attendance", "2021-04-28T23:30:00.000Z"),
  ])
  func `an id has the microsecond of its start, and the manifest the millisecond`(
    _ now: Int64, _ id: String, _ started: String
  ) {
    let run = Run(of: "attendance", at: moment, origin: .run, now: .init(microseconds: now))
    #expect(run.id == id)
    #expect(Manifest(run).json(in: .utc).text.contains("\"started\": \"\(started)\""))
  }
}
