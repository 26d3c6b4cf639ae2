internal import ArgumentParser
internal import Diagnostics
internal import JobSpec
internal import Ledger
internal import Runner
internal import Tables

struct StatusCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status",
    abstract: "Show the last outcome of each job, and for how long it has been failing.")

  @OptionGroup var options: WorkspaceOptions

  func run() throws {
    let loaded = try options.load()
    let states = try states(loaded)
    if options.json {
      loaded.console.result(.array(states.map { $0.json(in: loaded) }))
      return
    }
    var table = TextTable(["job", "night", "status", "started", "rows", "rejected", ""], numbers: [4, 5])
    for state in states { table.add(state.cells(in: loaded)) }
    let lines = table.lines
    guard let header = lines.first, !states.isEmpty else {
      loaded.console.note("there are no jobs")
      return
    }
    loaded.console.result(header)
    for (state, line) in zip(states, lines.dropFirst()) {
      loaded.console.result(line)
      for remark in state.remarks(in: loaded) { loaded.console.result("  \(remark)") }
    }
  }

  private func states(_ loaded: LoadedWorkspace) throws -> [JobState] {
    let names = loaded.jobs.map(\.name.value)
    guard let ledger = try loaded.ledger() else { return names.map { JobState(job: $0) } }
    return try loaded.console.working {
      let latest = Dictionary(try ledger.latestRuns().map { ($0.job, $0) }) { $1 }
      let unfinished = Dictionary(try ledger.unfinished().map { ($0.job, $0) }) { $1 }
      let isAtWork = !unfinished.isEmpty && WorkspaceLock.isHeld(state: loaded.workspace.state)
      return try names.map {
        JobState(
          job: $0, last: latest[$0], unfinished: unfinished[$0], isAtWork: isAtWork,
          failing: try ledger.failing($0))
      }
    }
  }
}

/// The last outcome of a job, from the ledger.
private struct JobState {
  let job: String
  var last: Run?
  /// A run that began and has not ended.
  var unfinished: Run?
  /// Whether a process holds the lock: an unfinished run may then still be going on.
  var isAtWork = false
  var failing: Ledger.Failing?

  func cells(in loaded: LoadedWorkspace) -> [String] {
    guard let last else { return [job, "", unfinished == nil ? "never run" : "", "", "", "", ""] }
    return [
      job, last.night.iso, last.status.rawValue, loaded.shortText(last.started),
      "\(last.rowsRead)",
      "\(last.rowsRejected)", last.remark,
    ]
  }

  func remarks(in loaded: LoadedWorkspace) -> [String] {
    var remarks: [String] = []
    if let failing {
      remarks.append("failing since the night of \(failing.since): \(failing.words)")
    }
    if let unfinished {
      let since = loaded.shortText(unfinished.started)
      remarks.append(
        isAtWork
          ? "running for the night of \(unfinished.night) since \(since)"
          : "interrupted: the run for the night of \(unfinished.night) that began at \(since) did not end")
    }
    return remarks
  }

  func json(in loaded: LoadedWorkspace) -> JSONValue {
    let zone = loaded.zone
    return .object([
      ("job", .string(job)), ("last", last.map { .object($0.members(in: zone)) } ?? .null),
      (
        "failing",
        failing.map {
          .object([
            ("since", .string($0.since.iso)), ("nights", .integer(Int64($0.nights))),
            ("runs", .integer(Int64($0.runs))),
          ])
        } ?? .null
      ),
      (
        "unfinished",
        unfinished.map {
          .object([
            ("run", .string($0.id)), ("night", .string($0.night.iso)),
            ("started", .string($0.started.text(in: zone))),
            ("interrupted", .boolean(!isAtWork)),
          ])
        } ?? .null
      ),
    ])
  }
}
