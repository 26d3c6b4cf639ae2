internal import Diagnostics
internal import JobSpec
package import Ledger
package import Tables
package import Timeline

extension Run {
  /// A run that begins now.
  ///
  /// - Parameters:
  ///   - occurrence: nil for a manual run, and for a run that another job needs.
  ///   - now: by the system clock.
  package init(
    of job: String, at moment: RunMoment, origin: Origin, occurrence: Timeline.Occurrence? = nil, now: Instant
  ) {
    // The id has microseconds because several runs may be skipped within a millisecond.
    let second = now.text(in: .utc).filter(\.isNumber)
    let fraction = String(1_000_000 + now.sinceEpoch.within(.second).microseconds).dropFirst()
    self.init(
      id: "\(second)\(fraction)-\(job)", job: job, origin: origin, night: moment.night, asOf: moment.asOf,
      stage: moment.stage?.name.value, status: .success, started: now, acta: Version.text)
    self.occurrence = occurrence.map { Occurrence(key: $0.key, due: $0.instant) }
  }

  /// The same run, ended without publishing.
  func ended(as status: RunStatus, because reason: String) -> Run {
    var run = self
    run.status = status
    run.reason = reason
    return run
  }
}
