import Ledger
import Tables
import Testing

@testable import Runner

@Suite struct RunTicketTests {
  @Test func `an id has the microsecond of its start, and the text the millisecond`() {
    let ticket = RunTicket("attendance", origin: .run, now: Instant(microseconds: 1_619_652_600_012_345))
    #expect(ticket.id == "20210428233000012345-attendance")
    #expect(ticket.startedText == "2021-04-28T23:30:00.012Z")
  }

  @Test func `a start on the second keeps its zeros`() {
    let ticket = RunTicket("attendance", origin: .run, now: Instant(microseconds: 1_619_652_600_000_000))
    #expect(ticket.id == "20210428233000000000-attendance")
    #expect(ticket.startedText == "2021-04-28T23:30:00.000Z")
  }
}
