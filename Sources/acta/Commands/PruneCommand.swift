internal import ArgumentParser
internal import Diagnostics
internal import JobSpec
internal import Ledger
internal import Runner

/// `acta prune`
struct PruneCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "prune",
    abstract: "Remove the runs that the timeline's retention no longer keeps.",
    discussion: """
      Removes the exports and archived inputs of runs whose stage ended longer ago than its 'retention', \
      and the rows that failed runs left. The ledger keeps the runs, and records that they were pruned.
      """)

  @OptionGroup var options: WorkspaceOptions

  @Flag(name: .long, help: "Show what would be removed, and remove nothing.")
  var dryRun = false

  @OptionGroup var lockOption: LockOption

  @OptionGroup var when: AsOfOption

  func run() throws {
    let loaded = try options.load()
    let console = loaded.console
    guard let timeline = loaded.timeline,
      !loaded.diagnostics.all.contains(where: { $0.isAbout(timeline.file) })
    else {
      throw console.failure(loaded.diagnostics.sorted, .invalid)
    }
    let now = try loaded.instant(when.asOf, timeline: timeline)
    let mistakes = try console.working {
      let lock = try WorkspaceLock.acquire(
        state: loaded.workspace.state, command: "acta prune", waits: lockOption.wait
      ) { console.note("waiting for the lock: it is held by \($0)") }
      let ledger = try ledger(of: loaded, timeline)
      let retention = Retention(workspace: loaded.workspace, timeline: timeline, now: now)
      let plan = try retention.plan(ledger)
      if !dryRun {
        try retention.carry(out: plan, ledger, now: now)
        try Archive(state: loaded.workspace.state).packLoose()
      }
      if options.json { console.result(json(plan)) } else { tell(plan, console) }
      _ = consume lock
      return plan.mistakes
    }
    console.show(mistakes)
    if !mistakes.isEmpty { throw ExitCode.runFailed }
  }

  /// A dry run changes nothing, not even the ledger.
  private func ledger(of loaded: LoadedWorkspace, _ timeline: TimelineDefinition) throws -> Ledger {
    if dryRun {
      guard let ledger = try Ledger.openForReading(state: loaded.workspace.state) else {
        throw loaded.noLedger(severity: .error)
      }
      return ledger
    }
    let reporter = RunReporter(
      console: loaded.console, isJSON: options.json, isDry: false, zone: timeline.zone)
    return try Ledger.opened(in: loaded.workspace) { reporter.tell($0) }
  }

  private func tell(_ plan: Retention.Plan, _ console: Console) {
    for entry in plan.runs {
      let (run, folders) = (entry.run, entry.folders.map { " \($0)" }.joined(separator: ","))
      console.summary(
        "\(run.night)  \(run.job.padded(to: 20)) \(run.id)\(folders.isEmpty ? "" : " \(folders)")")
    }
    for leftover in plan.leftovers { console.summary("left over    \(leftover)") }
    for because in Set(plan.runs.map(\.because)).sorted() { console.summary("  \(because)") }
    let (runs, objects) = (counted(plan.runs.count, "run"), counted(plan.objects.count, "archived file"))
    console.summary(
      "\(dryRun ? "would remove" : "removed") \(runs), \(objects), \(plan.bytes.formattedAsBytes)")
  }

  private func json(_ plan: Retention.Plan) -> JSONValue {
    .object([
      ("dry_run", .boolean(dryRun)), ("bytes", .integer(Int64(plan.bytes))),
      (
        "runs",
        .array(
          plan.runs.map { entry in
            .object([
              ("run", .string(entry.run.id)), ("job", .string(entry.run.job)),
              ("night", .string(entry.run.night.iso)),
              ("folders", .array(entry.folders.map { .string($0) })), ("because", .string(entry.because)),
            ])
          })
      ),
      ("objects", .array(plan.objects.map { .string($0.sha256) })),
      ("leftovers", .array(plan.leftovers.map { .string($0) })),
      ("links", .array(plan.links.sorted().map { .string($0) })),
    ])
  }
}

extension Diagnostic {
  /// Whether it is an error in this file.
  func isAbout(_ file: String) -> Bool { severity == .error && location?.file == file }
}

extension Int {
  /// `12.3 MB`
  var formattedAsBytes: String {
    let units = ["bytes", "kB", "MB", "GB", "TB"]
    var size = Double(self)
    var unit = 0
    while size >= 1000, unit < units.count - 1 {
      size /= 1000
      unit += 1
    }
    if unit == 0 { return counted(self, "byte") }
    return "\((size * 10).rounded() / 10) \(units[unit])"
  }
}
