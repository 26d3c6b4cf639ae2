internal import Diagnostics
internal import Ledger
internal import Runner
internal import Tables

/// Prints what happens in a session, a line for each run, or writes it to the log.
struct RunReporter: Sendable {
  let console: Console
  /// Whether results are printed as JSON at the end instead of line by line.
  let isJSON: Bool
  let isDry: Bool
  /// The zone of the timeline, for instants in JSON.
  let zone: Zone

  func tell(_ event: RunEvent) {
    if let log = console.log { write(event, to: log) }
    switch event {
    case .waiting(let holder):
      console.note(
        "waiting for the lock: \(holder.isEmpty ? "another run holds it" : "it is held by \(holder)")")
    case .rebuilt(let runs):
      console.show([
        Diagnostic(
          .rebuilt(runs), severity: .warning, reason: "runs that published nothing are not in it")
      ])
    case .recovered(let run):
      let became =
        run.status.isGood || run.status == .fail
        ? "had ended, and is in the ledger now" : "did not finish; its incomplete files were removed"
      console.show([
        Diagnostic(.recovered(run, became), severity: .warning)
      ])
    case .missed(let run):
      let occurrence = run.occurrence.map { "\($0.key): " } ?? ""
      console.note("\(run.job.padded(to: 20)) \(run.night)  missed   \(occurrence)\(run.reason ?? "")")
    case .replacing(let run, let folder):
      console.note(
        "\(run.job) has been published for \(run.night); when this run publishes, the earlier version goes to \(folder)"
      )
    case .began(let job, let night, let number, let total):
      console.progress("[\(number)/\(total)] \(job) as of \(night) …")
    case .ended(let outcome, let failing, let isRepeat):
      console.endProgress()
      // Cron mails all output and calls again within the hour: say the same failure once.
      if isRepeat, console.isQuiet { return }
      console.show(outcome.diagnostics)
      if !isJSON { tell(outcome) }
      if let failing, failing.nights > 1 || failing.runs > 1 {
        let state = outcome.isSkippedByArrival ? "waiting" : "failing"
        console.note(
          "  \(outcome.run.job) has been \(state) since the night of \(failing.since): \(failing.words)")
      }
    case .compared(let comparison, let run, _):
      console.note("  compared with run \(run) of the same night:")
      for cause in comparison.causes { console.note("    \(cause)") }
      if comparison.exports.isEmpty { console.note("    the exports have the same bytes") }
      for export in comparison.exports { console.note("    export \(export)") }
    case .warning(let diagnostic):
      console.show([diagnostic])
    }
  }

  /// Prints one line for a run.
  private func tell(_ outcome: JobRunner.Outcome) {
    let run = outcome.run
    let (read, rejected) = (run.rowsRead, run.rowsRejected)
    let job = run.job.padded(to: 20)
    var line = "\(job) \(run.night)  \(run.status.rawValue.padded(to: 8))"
    if run.status == .skipped || run.status == .error {
      line += run.reason.map { " \($0)" } ?? ""
    } else {
      line += " \(counted(read, "row")) read"
      if rejected > 0 { line += ", \(rejected) rejected" }
      line += ", \(counted(run.exports.count, "file"))"
      line += isDry ? " would be written" : ""
      line += " in \(Int((run.seconds * 1000).rounded())) ms"
      if let folder = run.folder { line += "  \(folder)" }
      if run.status == .fail, let reason = run.reason { line += "; \(reason)" }
    }
    if outcome.blocksReaders { console.result(line) } else { console.summary(line) }
    if let changes = changes(run) { console.summary("  \(changes)") }
    if isDry { for export in run.exports { console.summary("  would write \(export.file)") } }
    for rejects in outcome.rejects { console.note("  \(rejects)") }
    if let evidence = outcome.evidence { console.note("  the details are in \(evidence)") }
  }

  /// `+12 -3 ~41 people since 25 April`; nil without an earlier night to compare with.
  private func changes(_ run: Run) -> String? {
    guard let since = run.changes.first?.since, run.status.isGood else { return nil }
    let counts = run.changes.compactMap { table -> String? in
      guard let added = table.added, let removed = table.removed, let changed = table.changed else {
        return "\(table.table) cannot be compared (\(table.obstacle ?? ""))"
      }
      return added + removed + changed == 0 ? nil : "+\(added) -\(removed) ~\(changed) \(table.table)"
    }
    let day = "\(since.date.day) \(CalendarNames.english.months[since.date.month - 1])"
    return "\(counts.isEmpty ? "no changes" : counts.joined(separator: ", ")) since \(day)"
  }

  // MARK: The structured log

  private func write(_ event: RunEvent, to log: EventLog) {
    switch event {
    case .waiting(let holder): log.write("lock.waiting", [("holder", .string(holder))])
    case .rebuilt(let runs): log.write("ledger.rebuilt", level: .warning, [("runs", .integer(Int64(runs)))])
    case .recovered(let run): log.write("run.recovered", level: .warning, members(of: run))
    case .missed(let run): log.write("run.missed", level: .warning, members(of: run))
    case .replacing(let run, let folder):
      log.write("run.replacing", members(of: run) + [("kept_in", .string(folder))])
    case .began(let job, let night, _, _):
      log.write("run.began", [("job", .string(job)), ("night", .string(night.iso))])
    case .ended(let outcome, let failing, _):
      let run = outcome.run
      log.write(
        "run.ended", level: run.status.isGood ? .info : outcome.blocksReaders ? .error : .warning,
        [
          ("run", .string(run.id)), ("job", .string(run.job)), ("night", .string(run.night.iso)),
          ("as_of", .string(run.asOf.text(in: zone))), ("status", .string(run.status.rawValue)),
          ("reason", run.reason.map { .string($0) }),
          ("rows", .integer(Int64(run.rowsRead))),
          ("rejected", .integer(Int64(run.rowsRejected))),
          ("exports", .integer(Int64(run.exports.count))),
          ("seconds", .seconds(run.seconds)),
          ("folder", run.folder.map { .string($0) }),
          ("failing_since", failing.map { .string($0.since.iso) }),
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

  private func members(of run: Run) -> [(String, JSONValue?)] {
    [
      ("run", .string(run.id)), ("job", .string(run.job)), ("night", .string(run.night.iso)),
      ("status", .string(run.status.rawValue)), ("reason", run.reason.map { .string($0) }),
    ]
  }
}

extension Ledger.Failing {
  /// `3 nights, 5 runs`
  var words: String {
    "\(counted(nights, "night")), \(counted(runs, "run"))"
  }
}

extension String {
  func padded(to width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
}

extension Diagnostic.Message {
  fileprivate static func rebuilt(_ runs: Int) -> Self {
    Self(.noLedger, "there was no ledger; it was rebuilt from \(counted(runs, "manifest")) in Exports/")
  }
  fileprivate static func recovered(_ run: Run, _ became: String) -> Self {
    Self(
      .unfinished, "the last session was interrupted: job '\(run.job)' of \(run.night) \(became)")
  }
}
