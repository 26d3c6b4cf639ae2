internal import JobSpec
package import Ledger
package import Tables
package import Timeline

/// Who asked for a run, for which occurrence, and the name that the run goes by.
package struct RunTicket: Sendable {
  /// Unlike any other of the workspace: the moment at which it began, and the job.
  package var id: String
  package var origin: RunRecord.Origin
  /// The occurrence's name and instant; nil for a run by hand.
  package var occurrence: String?
  package var due: Instant?
  /// By the system's clock, not the instant that the run is as of.
  package var started: Instant

  package init(_ job: String, origin: RunRecord.Origin, occurrence: Occurrence? = nil, now: Instant) {
    self.origin = origin
    self.occurrence = occurrence?.key
    due = occurrence?.instant
    started = now
    // To the microsecond: several runs may be skipped within a millisecond.
    let date = now.text(in: .utc).filter(\.isNumber)
    let fraction = String(1_000_000 + now.sinceEpoch.within(.second).microseconds).dropFirst()
    id = "\(date)\(fraction)-\(job)"
  }

  /// `2026-11-25T17:30:00.123Z`
  package var startedText: String { started.text(in: .utc, to: .millisecond) }
}
