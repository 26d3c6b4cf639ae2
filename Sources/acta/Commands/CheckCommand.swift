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
    let loaded = try options.load()
    if options.json {
      try report(loaded)
      return
    }
    let (_, checked, _) = try loaded.valid(jobs)
    loaded.console.show(loaded.diagnostics.sorted)
    loaded.console.summary("\(checked.count) \(checked.count == 1 ? "job is" : "jobs are") valid")
  }

  /// All mistakes as JSON, whatever jobs they are in.
  private func report(_ loaded: LoadedWorkspace) throws {
    var mistakes = loaded.diagnostics
    if let timeline = loaded.timeline {
      let moment = RunMoment(asOf: Instant.now, timeline: timeline)
      var binding = JobBinding(
        loaded.jobs, workspace: loaded.workspace, timeline: timeline, moment: moment)
      for job in loaded.jobs { _ = binding.plan(job) }
      mistakes.add(binding.diagnostics)
    }
    let entries = mistakes.sorted.map { diagnostic in
      JSONValue.object([
        ("severity", .string(diagnostic.severity.rawValue)),
        ("file", .optional(diagnostic.location?.file)),
        ("line", diagnostic.location.map { .integer(Int64($0.line)) } ?? .null),
        ("column", diagnostic.location.map { .integer(Int64($0.column)) } ?? .null),
        ("message", .string("\(diagnostic.message)")),
        ("why", .optional(diagnostic.reason)),
        ("hint", .optional(diagnostic.hint)),
      ])
    }
    loaded.console.result(JSONValue.array(entries).text)
    if mistakes.hasErrors { throw ExitCode.invalid }
  }
}
