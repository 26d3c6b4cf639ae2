internal import ArgumentParser
internal import Diagnostics
internal import Foundation
internal import JobSpec
internal import Ledger
internal import Runner
internal import Tables
internal import Timeline

/// What every command that works on a workspace takes.
struct WorkspaceOptions: ParsableArguments {
  @Option(
    name: .long,
    help: ArgumentHelp("The workspace (default: the nearest parent folder with Jobs/).", valueName: "dir"))
  var workspace: String?

  @Flag(name: .long, help: "For machines: JSON on stdout.")
  var json = false

  @Flag(name: [.long, .short], help: "Say nothing on success.")
  var quiet = false

  /// The workspace with its timeline and jobs, or the errors, printed, and their exit code.
  func load(log: LogFormat = .text) throws -> LoadedWorkspace {
    let (found, bare) = try place(log: log)
    let definitions = found.load()
    guard definitions.isReadable else {
      bare.show(definitions.diagnostics.sorted)
      throw ExitCode.inputOutput
    }
    return LoadedWorkspace(
      workspace: found, timeline: definitions.timeline, jobs: definitions.jobs,
      diagnostics: definitions.diagnostics, sources: definitions.sources,
      console: Console(isQuiet: quiet, log: bare.log, sources: definitions.sources))
  }

  /// The workspace, unread, or the error that there is none, printed, and its exit code.
  func place(log: LogFormat = .text) throws -> (workspace: Workspace, console: Console) {
    let bare = Console(isQuiet: quiet, log: log == .json ? EventLog() : nil)
    guard let found = find() else {
      let place = workspace ?? FileManager.default.currentDirectoryPath
      bare.show([
        Diagnostic(
          .noWorkspace(place), reason: "a workspace is a folder with the folder 'Jobs'",
          hint: "change to one, or name it with  --workspace DIR")
      ])
      throw ExitCode.inputOutput
    }
    return (found, bare)
  }

  /// The named folder as it is, or the nearest one upward from here.
  private func find() -> Workspace? {
    guard let workspace else { return Workspace.nearest(to: FileManager.default.currentDirectoryPath) }
    let named = Workspace(root: workspace)
    return FileManager.default.fileExists(atPath: named.jobsFolder) ? named : nil
  }
}

/// A workspace as read, with whatever is wrong with it.
struct LoadedWorkspace {
  let workspace: Workspace
  let timeline: TimelineDefinition?
  let jobs: [Job]
  var diagnostics: Diagnostics
  /// The text of each definition, by its display path.
  let sources: [String: String]
  let console: Console

  /// The timeline and the jobs with these names (all, when empty), bound to their declarations; or
  /// the errors of these jobs, printed, and exit code 65.
  func valid(_ names: [String] = [], at asOf: Instant? = nil) throws -> (
    timeline: TimelineDefinition, jobs: [Job], binding: JobBinding
  ) {
    let wanted = try jobs(named: names)
    guard let timeline else {
      console.show(diagnostics.sorted)
      throw ExitCode.invalid
    }
    let needed = JobOrder.withDependencies(wanted, of: jobs)
    var mistakes = diagnostics
    if !names.isEmpty {
      // A mistake in a job that is not asked for is no reason not to run this one.
      let others = Set(jobs.map(\.file)).subtracting(needed.map(\.file))
      mistakes = Diagnostics(diagnostics.all.filter { !others.contains($0.location?.file ?? "") })
    }
    let moment = RunMoment(asOf: asOf ?? Instant.now, timeline: timeline)
    var binding = JobBinding(jobs, workspace: workspace, timeline: timeline, moment: moment)
    for job in needed { _ = binding.plan(job) }
    mistakes.add(binding.diagnostics)
    guard !mistakes.hasErrors else {
      console.show(mistakes.sorted)
      throw ExitCode.invalid
    }
    return (timeline, wanted, binding)
  }

  private func jobs(named names: [String]) throws -> [Job] {
    if names.isEmpty { return jobs }
    return try names.map { name in
      // `attendance`, `attendance.yaml` and `Jobs/attendance.yaml` all name the job.
      let base = (name.split(separator: "/").last.map(String.init) ?? name).replacing(".yaml", with: "")
      if let job = jobs.first(where: {
        $0.name.value == base || $0.file == name || $0.file == "Jobs/\(base).yaml"
      }) {
        return job
      }
      if diagnostics.all.contains(where: { $0.location?.file == "Jobs/\(base).yaml" }) {
        console.show(diagnostics.sorted.filter { $0.location?.file == "Jobs/\(base).yaml" })
        throw ExitCode.invalid
      }
      let near = nearestName(to: base, among: jobs.map(\.name.value))
      console.show([
        Diagnostic(
          .unknownJob(name),
          reason: "the workspace has \(jobs.map(\.name.value).sorted().joined(separator: ", "))",
          hint: near.map { "did you mean '\($0)'?" })
      ])
      throw ExitCode(64)
    }
  }

  /// The instant that WHEN means; now when nil.
  func instant(_ when: String?, timeline: TimelineDefinition) throws -> Instant {
    guard let when else { return Instant.now }
    do {
      return try timeline.instant(when: when)
    } catch {
      var diagnostics = Diagnostics()
      _ = diagnostics.collect { throw error }
      console.show(diagnostics.sorted)
      throw ExitCode(64)
    }
  }
}

extension Diagnostic.Message {
  fileprivate static func noWorkspace(_ place: String) -> Self {
    Self(.noWorkspace, "there is no workspace at '\(place)'")
  }
  fileprivate static func unknownJob(_ name: String) -> Self { Self(.unknownJob, "unknown job '\(name)'") }
}

extension Night {
  /// Refuses an option's text that is not a date.
  static func validate(_ text: String?) throws {
    if let text, Night(iso: text) == nil {
      throw ValidationError("'\(text)' is not a date like 2021-04-26.")
    }
  }
}
