internal import ArgumentParser
internal import Diagnostics
internal import Glibc
internal import Ledger
internal import Runner

struct LedgerCheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Check that the ledger is sound and that published files are unchanged.",
    discussion: "Exit codes: 0 sound, 1 faults or changes found, 74 the ledger cannot be opened.")

  @OptionGroup var options: WorkspaceOptions

  func run() throws {
    let loaded = try options.load()
    let ledger = try loaded.console.working {
      guard let ledger = try Ledger.openForReading(state: loaded.workspace.state) else {
        throw loaded.noLedger(severity: .error)
      }
      return ledger
    }
    let faults = try loaded.console.working { try ledger.checkIntegrity() }
    // Other contents of a damaged file cannot be trusted.
    let look =
      faults.isEmpty ? try loaded.console.working { try LedgerCheckCommand.settledLook(loaded, ledger) } : nil
    let differences = look?.differences ?? []
    let nights = (look?.runs ?? []).filter { !$0.isMissed }.map(\.night)
    if options.json {
      loaded.console.result(
        .object([
          ("schema", .integer(Int64(Ledger.schemaVersion))),
          ("runs", look.map { .integer(Int64($0.runs.count)) } ?? .null),
          ("first_night", .optional(nights.min()?.iso)), ("last_night", .optional(nights.max()?.iso)),
          ("faults", .array(faults.map { .string($0) })),
          ("differences", .array(differences.map { .string($0) })),
        ]))
    } else {
      for finding in faults + differences { loaded.console.result(finding) }
      var words = ["schema version \(Ledger.schemaVersion)"]
      if let look { words.append(counted(look.runs.count, "run")) }
      if let first = nights.min(), let last = nights.max() { words.append("nights \(first) to \(last)") }
      words.append(faults.isEmpty ? "sound" : "damaged")
      if !differences.isEmpty {
        words.append("\(counted(differences.count, "difference")) in Exports/")
      }
      loaded.console.summary("ledger: \(words.joined(separator: ", "))")
    }
    if !faults.isEmpty {
      loaded.console.note(
        "  hint: rebuild it from the manifests with  acta ledger rebuild  (the old file is kept)")
    }
    if !faults.isEmpty || !differences.isEmpty { throw ExitCode.runFailed }
  }

  /// A run that publishes meanwhile is in the ledger before or after its folder: what is found once more is a difference.
  private static func settledLook(_ loaded: LoadedWorkspace, _ ledger: Ledger) throws -> Look {
    var found = try look(loaded, ledger)
    for _ in 0..<mostLooks where !found.differences.isEmpty {
      let isHeld = WorkspaceLock.isHeld(state: loaded.workspace.state)
      if isHeld { usleep(200_000) }
      let again = Set(try look(loaded, ledger).differences)
      found.differences.removeAll { !again.contains($0) }
      if !isHeld { break }
    }
    return found
  }

  private static let mostLooks = 5

  /// The runs in the ledger, and how what is published differs from them.
  private struct Look {
    let runs: [Run]
    var differences: [String]
  }

  private static func look(_ loaded: LoadedWorkspace, _ ledger: Ledger) throws -> Look {
    let runs = try ledger.runs(of: nil, limit: nil)
    let (state, published) = (loaded.workspace.state, try ledger.published())
    let differences =
      published.flatMap { run in
        let snapshot = try? Snapshot.read(state: state, night: run.night, run: run.id)
        return loaded.published.differences(from: run, manifest: snapshot?.manifest)
      }
      + loaded.published.differences(
        inVersionsOf: try ledger.replaced(), ids: Set(runs.map(\.id)), state: state)
      + loaded.published.differences(inLatestOf: published, all: runs)
    return Look(runs: runs, differences: differences)
  }
}
