internal import ArgumentParser
internal import Diagnostics
internal import JobSpec
internal import Runner
internal import Tables
internal import Timeline

/// `acta check [JOB…]`
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Find every mistake in the timeline, the jobs and acta.yaml, without reading data.")

  @OptionGroup var options: WorkspaceOptions

  @Argument(help: "Jobs to check (default: all).")
  var jobs: [String] = []

  func run() throws {
    let loaded = try options.load(jobs: jobs)
    if options.json {
      try report(loaded)
      return
    }
    let mistakes = loaded.settingsMistakes.sorted
    loaded.console.show(mistakes)
    let checked = try loaded.valid(jobs)
    loaded.console.show(checked.warnings)
    for job in checked.jobs { loaded.console.show(advice(about: job, checked.timeline)) }
    if !mistakes.isEmpty { throw ExitCode.invalid }
    loaded.console.summary("\(counted(checked.jobs.count, "job is", "jobs are")) valid")
  }

  /// Warnings about what a job can do without, and probably does not mean.
  private func advice(about job: Job, _ timeline: TimelineDefinition) -> [Diagnostic] {
    neverDue(job, timeline) + missingTexts(of: job, timeline) + accessibility(of: job)
  }

  private func neverDue(_ job: Job, _ timeline: TimelineDefinition) -> [Diagnostic] {
    job.schedules.filter { !timeline.isEverDue($0) }.map { schedule in
      Diagnostic(
        .init(.badSchedule, "job '\(job.name.value)' is never due by this schedule"), at: schedule.location,
        severity: .warning, reason: "its stages have none of its days")
    }
  }

  private func missingTexts(of job: Job, _ timeline: TimelineDefinition) -> [Diagnostic] {
    job.missingTexts(timeline).map { missing in
      Diagnostic(
        .init(
          .missingText,
          missing.isOwn
            ? "job '\(job.name.value)': Acta has no words of its own in '\(missing.language)'"
            : "job '\(job.name.value)': \(missing.place) has \(counted(missing.count, "text")) without "
              + "'\(missing.language)'"),
        at: missing.location, severity: .warning, reason: "readers see '\(timeline.languages[0])' instead")
    }
  }

  private func accessibility(of job: Job) -> [Diagnostic] {
    job.exports.flatMap { export -> [Diagnostic] in
      guard case .workbook(let book) = export else { return [] }
      return book.accessibilityPoints(jobTitle: job.title).map { point in
        Diagnostic(
          .init(.accessibility, "workbook '\(book.file.value)' \(point.what)"), at: point.location,
          severity: .warning, reason: point.reason)
      }
    }
  }

  /// All mistakes as JSON: of the jobs that are asked for and those that they read, or of all.
  private func report(_ loaded: LoadedWorkspace) throws {
    for job in jobs where !loaded.jobNames.contains(Workspace.jobName(of: job)) {
      throw loaded.console.failure([loaded.unknownJob(job, among: loaded.jobNames)], .usage)
    }
    var mistakes = loaded.diagnostics
    mistakes.add(loaded.settingsMistakes)
    if let timeline = loaded.timeline {
      let moment = RunMoment(asOf: Instant.now, timeline: timeline)
      var binding = JobBinding(
        loaded.jobs, workspace: loaded.workspace, timeline: timeline, moment: moment)
      for job in loaded.jobs { _ = binding.plan(job) }
      mistakes.add(binding.diagnostics)
      let wrong = Set(mistakes.all.filter { $0.severity == .error }.compactMap { $0.location?.file })
      let wanted = Set(jobs.map { Workspace.jobName(of: $0) })
      for job in loaded.jobs
      where !wrong.contains(job.file) && (wanted.isEmpty || wanted.contains(job.name.value)) {
        mistakes.add(Diagnostics(advice(about: job, timeline)))
      }
    }
    loaded.console.result(.array(mistakes.sorted.map(\.json)))
    if mistakes.hasErrors { throw ExitCode.invalid }
  }
}
