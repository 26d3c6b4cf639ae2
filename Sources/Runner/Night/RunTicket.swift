internal import JobSpec
package import Ledger
internal import Tables
package import Timeline

/// Who asked for a run, for which occurrence, and the name that the run goes by.
package struct RunTicket: Sendable {
  /// Unlike any other of the workspace: the moment at which it began, and the job.
  package var id: String
  package var origin: RunRecord.Origin
  /// The occurrence's name and instant; nil for a run by hand.
  package var occurrence: String?
  package var due: Int64?
  /// Microseconds since 1970, by the clock on the wall.
  package var started: Int64

  package init(_ job: String, origin: RunRecord.Origin, occurrence: Occurrence? = nil, now: Int64) {
    self.origin = origin
    self.occurrence = occurrence?.key
    due = occurrence?.instant
    started = now
    // To the microsecond: several runs may be skipped within a millisecond.
    let second = floorDivide(now, 1_000_000) * 1_000_000
    let date = instantText(second, zone: .utc).filter(\.isNumber)
    id = "\(date)\(String(1_000_000 + now - second).dropFirst())-\(job)"
  }

  /// `2026-11-25T17:30:00.123Z`
  package var startedText: String {
    let milliseconds = floorDivide(started, 1000) - floorDivide(started, 1_000_000) * 1000
    return "\(instantText(started, zone: .utc).dropLast()).\(String(1000 + milliseconds).dropFirst())Z"
  }
}
