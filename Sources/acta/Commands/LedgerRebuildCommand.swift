internal import ArgumentParser
internal import Diagnostics
internal import Ledger
internal import Runner

struct LedgerRebuildCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rebuild",
    abstract: "Rebuild the ledger from the manifests of published runs.",
    discussion: """
      The old file is kept beside it. Runs that left no manifest cannot be restored: those that were skipped \
      or could not finish, and those of a night that a later run published or failed again. Exit code 1 if \
      a run is missing because its manifest cannot be read or was changed.
      """)

  @OptionGroup var options: WorkspaceOptions

  func run() throws {
    let loaded = try options.load()
    let state = loaded.workspace.state
    let lock = try loaded.console.working {
      try WorkspaceLock.acquire(state: state, command: "acta ledger rebuild")
    }
    let old = try? Ledger.openForReading(state: state)
    let known = try? old?.runs(of: nil, limit: nil).map(\.id)
    let (runs, warnings, unrestored) = loaded.published.allRuns(
      failed: state.failed, state: state, known: records(of: old))
    let (ledger, aside) = try loaded.console.working { try Ledger.rebuild(state: state, from: runs) }
    let count = try loaded.console.working { try ledger.runs(of: nil, limit: nil).count }
    _ = consume lock
    loaded.console.show(warnings)
    let lost = known.map { Set($0).subtracting(runs.map(\.id)).count }
    if options.json {
      loaded.console.result(
        .object([
          ("runs", .integer(Int64(count))), ("unreadable", .integer(Int64(warnings.count))),
          ("lost", lost.map { .integer(Int64($0)) } ?? .null), ("set_aside", .optional(aside)),
        ]))
    } else {
      summarise(runs, count, lost, aside, loaded.console)
    }
    // As when some rows of a file cannot be converted: the rest is there.
    if unrestored > 0 { throw ExitCode.runFailed }
  }

  private func summarise(_ runs: [Run], _ count: Int, _ lost: Int?, _ aside: String?, _ console: Console) {
    let nights = runs.map(\.night)
    let span = nights.min().map { first in
      nights.max() == first ? "; night \(first)" : "; nights \(first) to \(nights.max() ?? first)"
    }
    console.summary(
      "rebuilt .acta/ledger.sqlite from the manifests: \(counted(count, "run"))\(span ?? "")")
    if let aside { console.summary("the old file is \(aside)") }
    console.note(loss(lost))
  }

  /// The runs of a sound ledger by id, with details; empty for another.
  private func records(of ledger: Ledger?) -> [String: Run] {
    guard let ledger, (try? ledger.checkIntegrity()) == [], let runs = try? ledger.runs(after: 0) else {
      return [:]
    }
    return Dictionary(runs.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
  }

  private func loss(_ lost: Int?) -> String {
    switch lost {
    case 0?: "every run of the old ledger was restored"
    case 1?: "1 run of the old ledger left no manifest, and is only in the old file"
    case let number?: "\(number) runs of the old ledger left no manifest, and are only in the old file"
    case nil:
      """
      runs that cannot be restored: those that were skipped or could not finish, and those of a night that a later \
      run published or failed again
      """
    }
  }
}
