internal import ArgumentParser
internal import Diagnostics
internal import Foundation
internal import JobSpec
internal import Ledger
internal import Runner
internal import Tables

/// `acta close STAGE`
struct CloseCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "close",
    abstract: "Close a stage: end its schedules, protect its exports, and pack them into one archive.",
    discussion: """
      Lists what is open: checks that warn, rejects, files that were changed. The exports become read-only, and no \
      run replaces them. The archive is a BagIt bag in a zip file; 'sha256sum -c manifest-sha256.txt' verifies it.
      """)

  @OptionGroup var options: WorkspaceOptions

  @Argument(help: "The stage.") var stage: String

  @Flag(name: .long, help: "Only list what is open.")
  var dryRun = false

  @Option(
    name: .long, help: ArgumentHelp("Open a closed stage again; the reason is recorded.", valueName: "reason")
  )
  var reopen: String?

  @Option(
    name: .long,
    help: ArgumentHelp("The archive (default: Exports/closed/<stage>.zip).", valueName: "file"))
  var into: String?

  func validate() throws {
    if let reopen, reopen.allSatisfy(\.isWhitespace) { throw ValidationError("--reopen needs a reason.") }
    if reopen != nil, dryRun || into != nil { throw ValidationError("Use --reopen without other options.") }
    if let into, !into.lowercased().hasSuffix(".zip") { throw ValidationError("'\(into)' must end in .zip.") }
  }

  func run() throws {
    let loaded = try options.load()
    let console = loaded.console
    guard let timeline = loaded.timeline,
      !loaded.diagnostics.all.contains(where: { $0.isAbout(timeline.file) })
    else { throw console.failure(loaded.diagnostics.sorted, .invalid) }
    guard let stage = timeline.stage(named: stage) else {
      let known = timeline.stages.map(\.name.value)
      throw console.failure(
        [
          Diagnostic(
            .init(.unknownStage, "unknown stage '\(self.stage)'"),
            reason: "the stages are \(known.joined(separator: ", "))",
            hint: suggestion(for: self.stage, among: known))
        ], .usage)
    }
    try console.working {
      let lock = try WorkspaceLock.acquire(
        state: loaded.workspace.state, command: "acta close", waits: false
      ) { _ in }
      var closing = try StageClosing(stage, in: loaded.workspace, timeline, loaded.jobs)
      if let reopen {
        try self.reopen(&closing, because: reopen, loaded)
      } else {
        try close(&closing, loaded)
      }
      _ = consume lock
    }
  }

  private func close(_ closing: inout StageClosing, _ loaded: LoadedWorkspace) throws {
    let console = loaded.console
    let name = closing.stage.name.value
    if let closed = closing.record.closedAt {
      throw Diagnostic(
        .init(.usage, "stage '\(name)' was closed on \(loaded.shortText(closed))"),
        hint: "open it with  acta close \(name) --reopen REASON")
    }
    guard !closing.runs.isEmpty else {
      throw Diagnostic(.init(.notPublished, "nothing has been published in stage '\(name)'"))
    }
    let shown = "Exports/closed/\(name).zip"
    let path = into ?? loaded.workspace.path(of: shown)
    if !dryRun { try closing.close(into: path, now: Instant.now) }
    if options.json {
      console.result(json(closing, archive: dryRun ? nil : into ?? shown))
      return
    }
    let nights = Set(closing.runs.map(\.night)).count
    console.summary("\(name): \(counted(closing.runs.count, "run")) of \(counted(nights, "night"))")
    for point in closing.openPoints { console.summary("  open: \(point.job) \(point.night), \(point.words)") }
    if !dryRun { console.summary("closed; its exports are read-only, and packed in \(into ?? shown)") }
  }

  private func reopen(_ closing: inout StageClosing, because reason: String, _ loaded: LoadedWorkspace) throws
  {
    let name = closing.stage.name.value
    guard closing.record.closedAt != nil else {
      throw Diagnostic(.init(.usage, "stage '\(name)' is not closed"))
    }
    try closing.reopen(because: reason, now: Instant.now)
    if options.json {
      loaded.console.result(json(closing, archive: nil))
    } else {
      loaded.console.summary("\(name) is open again; its exports can be replaced")
    }
  }

  private func json(_ closing: StageClosing, archive: String?) -> JSONValue {
    .object([
      ("stage", .string(closing.stage.name.value)), ("closed", .boolean(closing.record.closedAt != nil)),
      ("archive", .optional(archive)),
      (
        "runs",
        .array(
          closing.runs.map {
            .object([("run", .string($0.id)), ("job", .string($0.job)), ("night", .string($0.night.iso))])
          })
      ),
      (
        "open",
        .array(
          closing.openPoints.map {
            .object([
              ("job", .string($0.job)), ("night", .string($0.night.iso)), ("finding", .string($0.words)),
            ])
          })
      ),
    ])
  }
}
