internal import ArgumentParser
internal import Diagnostics
internal import JobSpec
internal import Runner
internal import Tables

/// `acta check [JOB…]`
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Find every mistake in the timeline and the jobs, without reading data.")

  @OptionGroup var options: WorkspaceOptions

  @Argument(help: "Jobs to check (default: all).")
  var jobs: [String] = []

  func run() throws {
    let loaded = try options.load(jobs: jobs)
    if options.json {
      try report(loaded)
      return
    }
    let bound = try loaded.valid(jobs)
    let checked = bound.jobs
    loaded.console.show(bound.warnings)
    if let timeline = loaded.timeline {
      for job in checked {
        loaded.console.show(
          job.missingTexts(timeline).map { missing in
            Diagnostic(
              .init(
                .missingText,
                missing.isOwn
                  ? "job '\(job.name.value)': Acta has no words of its own in '\(missing.language)'"
                  : "job '\(job.name.value)': \(missing.place) has \(counted(missing.count, "text")) without "
                    + "'\(missing.language)'"),
              at: missing.location, severity: .warning,
              reason: "readers see '\(timeline.languages[0])' instead")
          })
        loaded.console.show(accessibility(of: job))
      }
    }
    loaded.console.summary("\(counted(checked.count, "job is", "jobs are")) valid")
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
    if let timeline = loaded.timeline {
      let moment = RunMoment(asOf: Instant.now, timeline: timeline)
      var binding = JobBinding(
        loaded.jobs, workspace: loaded.workspace, timeline: timeline, moment: moment)
      for job in loaded.jobs { _ = binding.plan(job) }
      mistakes.add(binding.diagnostics)
    }
    loaded.console.result(.array(mistakes.sorted.map(\.json)))
    if mistakes.hasErrors { throw ExitCode.invalid }
  }
}
