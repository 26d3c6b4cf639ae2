internal import Diagnostics
internal import Ledger
internal import Runner

/// Tells people, or a log, what happens in a session: a line for each run.
struct RunReporter: Sendable {
  let console: Console
  /// The results are on stdout as JSON when all is done; then no lines are.
  let isJSON: Bool
  let isDry: Bool

  func tell(_ event: RunEvent) {
    if let log = console.log { write(event, to: log) }
    switch event {
    case .waiting(let holder):
      console.note(
        "waiting for the lock: \(holder.isEmpty ? "another run holds it" : "it is held by \(holder)")")
    case .rebuilt(let runs):
      console.show([
        Diagnostic(
          "there was no ledger; it was made from \(runs) \(runs == 1 ? "manifest" : "manifests") in Exports/",
          severity: .warning, reason: "runs that published nothing are not in it")
      ])
    case .recovered(let record):
      let became =
        record.status.isGood || record.status == .fail
        ? "had ended; the ledger has it now" : "did not finish; what it was writing is cleared away"
      console.show([
        Diagnostic(
          "the last session was interrupted: job '\(record.job)' of \(record.night) \(became)",
          severity: .warning)
      ])
    case .missed(let record):
      console.note("\(record.job.padded(to: 20)) \(record.night)  missed   \(record.reason ?? "")")
    case .began(let job, let night, let number, let total):
      console.progress("[\(number)/\(total)] \(job) as of \(night) …")
    case .ended(let outcome, let failing, let isRepeat):
      console.endProgress()
      // Quiet is for cron, which mails whatever is said, and calls again within the hour.
      if isRepeat, console.isQuiet { return }
      console.show(outcome.diagnostics)
      if !isJSON { tell(outcome) }
      if let failing, failing.nights > 1 || failing.runs > 1 {
        let state = outcome.isSkippedByArrival ? "waiting" : "failing"
        console.note(
          "  \(outcome.manifest.job) has been \(state) since the night of \(failing.since): \(failing.words)")
      }
    case .compared(let comparison, let run, _):
      console.note("  compared with run \(run), of the same night:")
      for cause in comparison.causes { console.note("    \(cause)") }
      if comparison.exports.isEmpty { console.note("    the exports have the same bytes") }
      for export in comparison.exports { console.note("    export \(export)") }
    case .warning(let diagnostic):
      console.show([diagnostic])
    }
  }

  /// One line a job.
  private func tell(_ outcome: JobRunner.Outcome) {
    let manifest = outcome.manifest
    let read = manifest.inputs.reduce(0) { $0 + $1.rows }
    let rejected = manifest.inputs.reduce(0) { $0 + $1.rejected }
    let job = manifest.job.padded(to: 20)
    var line = "\(job) \(manifest.night)  \(manifest.status.rawValue.padded(to: 8))"
    if manifest.status == .skipped || manifest.status == .error {
      line += manifest.reason.map { " \($0)" } ?? ""
    } else {
      line += " \(read) \(read == 1 ? "row" : "rows") read"
      if rejected > 0 { line += ", \(rejected) rejected" }
      line += ", \(manifest.exports.count) \(manifest.exports.count == 1 ? "file" : "files")"
      line += isDry ? " would be written" : ""
      line += " in \(Int((manifest.seconds * 1000).rounded())) ms"
      if let folder = outcome.folder { line += "  \(folder)" }
      if manifest.status == .fail, let reason = manifest.reason { line += "; \(reason)" }
    }
    if outcome.blocksReaders { console.result(line) } else { console.summary(line) }
    if isDry { for export in manifest.exports { console.summary("  would write \(export.file)") } }
    if let evidence = outcome.evidence { console.note("  what failed is in \(evidence)") }
  }

  // MARK: The structured log

  private func write(_ event: RunEvent, to log: EventLog) {
    switch event {
    case .waiting(let holder): log.write("lock.waiting", [("holder", .string(holder))])
    case .rebuilt(let runs): log.write("ledger.rebuilt", level: .warning, [("runs", .integer(Int64(runs)))])
    case .recovered(let record): log.write("run.recovered", level: .warning, members(of: record))
    case .missed(let record): log.write("run.missed", level: .warning, members(of: record))
    case .began(let job, let night, _, _):
      log.write("run.began", [("job", .string(job)), ("night", .string(night))])
    case .ended(let outcome, let failing, _):
      let manifest = outcome.manifest
      log.write(
        "run.ended", level: manifest.status.isGood ? .info : outcome.blocksReaders ? .error : .warning,
        [
          ("run", .string(manifest.run)), ("job", .string(manifest.job)), ("night", .string(manifest.night)),
          ("as_of", .string(manifest.asOf)), ("status", .string(manifest.status.rawValue)),
          ("reason", manifest.reason.map { .string($0) }),
          ("rows", .integer(Int64(manifest.inputs.reduce(0) { $0 + $1.rows }))),
          ("rejected", .integer(Int64(manifest.inputs.reduce(0) { $0 + $1.rejected }))),
          ("exports", .integer(Int64(manifest.exports.count))),
          ("seconds", .number((manifest.seconds * 1000).rounded() / 1000)),
          ("folder", outcome.folder.map { .string($0) }),
          ("failing_since", failing.map { .string($0.since) }),
          ("failing_nights", failing.map { .integer(Int64($0.nights)) }),
        ])
    case .compared(let comparison, let run, let job):
      log.write(
        "run.compared",
        [
          ("job", .string(job)), ("with", .string(run)),
          ("causes", .array(comparison.causes.map { .string($0) })),
          ("exports", .array(comparison.exports.map { .string($0) })),
        ])
    case .warning: break
    }
  }

  private func members(of record: RunRecord) -> [(String, JSONValue?)] {
    [
      ("run", .string(record.id)), ("job", .string(record.job)), ("night", .string(record.night)),
      ("status", .string(record.status.rawValue)), ("reason", record.reason.map { .string($0) }),
    ]
  }
}

extension Ledger.Failing {
  /// `3 nights, 5 runs`
  var words: String {
    "\(nights) \(nights == 1 ? "night" : "nights"), \(runs) \(runs == 1 ? "run" : "runs")"
  }
}

extension String {
  func padded(to width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
}
