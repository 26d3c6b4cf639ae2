internal import ArgumentParser
internal import Diagnostics
internal import JobSpec
internal import Ledger
internal import Runner
internal import Tables

struct CorrectionsTakeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "take",
    abstract: "Take what staff changed in workbooks, and write it to Corrections/.",
    discussion: """
      Compares each file with what was published and with the tables as they are now. If a value has changed at \
      its source since, or a cell cannot be read, nothing is taken and the exit code is 1. Files that this \
      workspace has not sent end with exit code 65. Files without Acta's properties, such as CSV files, are \
      recognised by their columns.
      """)

  @OptionGroup var options: WorkspaceOptions

  @Argument(help: "The files that came back (.xlsx or .csv).") var files: [String]

  @Option(
    name: .long,
    help: ArgumentHelp("Who sent them (default: who last saved the workbook).", valueName: "name"))
  var by: String?

  @Option(name: .long, help: ArgumentHelp("Why the values are changed.", valueName: "text"))
  var why: String?

  @Option(name: .long, help: ArgumentHelp("The last night of the corrections.", valueName: "date"))
  var until: String?

  @Flag(name: .long, help: "Only show what would be taken.")
  var dryRun = false

  @Flag(name: .long, help: "Take what has no conflict, and leave the rest.")
  var withoutConflicts = false

  @Flag(name: .long, help: "Also take values that seem to have moved from other rows.")
  var withMoved = false

  @Option(name: .long, help: ArgumentHelp("The job of a file that does not say it.", valueName: "job"))
  var job: String?

  @Option(
    name: .long,
    help: ArgumentHelp("The night of a file that does not say it (default: the newest).", valueName: "date"))
  var night: String?

  @OptionGroup var when: AsOfOption

  @OptionGroup var lockOption: LockOption

  func validate() throws {
    try Night.validate(until)
    try Night.validate(night)
  }

  func run() throws {
    let loaded = try options.load()
    let console = loaded.console
    let instant = try loaded.timeline.map { try loaded.instant(when.asOf, timeline: $0) } ?? Instant.now
    let returned = ReturnedFiles(files, in: loaded.workspace)
    let missing = returned.missing
    if !missing.isEmpty { throw console.failure(missing, .inputOutput) }
    let editable = returned.jobs(job: job.map(Workspace.jobName), among: loaded.jobs)
    if let job, !editable.contains(Workspace.jobName(of: job)) {
      throw console.failure([loaded.unknownJob(job, among: editable)], .usage)
    }
    let bound = try loaded.valid(editable, at: instant)
    try console.working {
      let lock = try WorkspaceLock.acquire(
        state: loaded.workspace.state, command: "acta corrections take", waits: lockOption.wait
      ) { console.note("waiting for the lock: it is held by \($0)") }
      let taking = try compare(returned, bound, at: instant, loaded)
      for file in taking.files {
        console.show(
          file.notes.map { Diagnostic(.init(.returnedFile, "\(file.name): \($0)"), severity: .warning) })
      }
      let isRefused = taking.hasConflicts && !withoutConflicts
      var written: [String] = []
      if !isRefused, !dryRun {
        let day = RunMoment(asOf: instant, timeline: bound.timeline)
        written = try taking.write(
          by: by, why: why, at: bound.timeline.zone.date(of: day.asOf).iso, until: until)
      }
      let report = TakingReport(taking: taking, written: written, isRefused: isRefused, isDry: dryRun)
      if options.json {
        console.result(report.json)
      } else {
        for line in report.lines { console.summary(line) }
      }
      _ = consume lock
      if isRefused { throw ExitCode.runFailed }
    }
  }

  private func compare(
    _ returned: ReturnedFiles, _ bound: BoundJobs, at instant: Instant, _ loaded: LoadedWorkspace
  ) throws -> CorrectionTaking {
    let runner = JobRunner(
      workspace: loaded.workspace, timeline: bound.timeline, binding: bound.binding,
      ledger: try? Ledger.openForReading(state: loaded.workspace.state))
    do {
      return try CorrectionTaking(
        returned, job: job.map(Workspace.jobName), night: night.flatMap { Night(iso: $0) },
        withMoved: withMoved, jobs: bound.jobs, timeline: bound.timeline, in: loaded.workspace,
        moment: RunMoment(asOf: instant, timeline: bound.timeline), runner)
    } catch let found where found is Diagnostic || found is Diagnostics {
      let all = Diagnostics(found).sorted
      let isReturned = all.contains { $0.code == .returnedFile }
      throw loaded.console.failure(all, isReturned ? .invalid : .inputOutput)
    }
  }
}
