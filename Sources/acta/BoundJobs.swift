internal import ArgumentParser
internal import Diagnostics
internal import JobSpec
internal import Runner
internal import Tables

/// Jobs with their timeline, bound to the columns that are declared or found in their files.
struct BoundJobs {
  let timeline: TimelineDefinition
  /// The valid jobs of those asked for.
  let jobs: [Job]
  /// The first mistake of each invalid job, by the job's name.
  var invalid: [String: Diagnostic] = [:]
  let binding: JobBinding

  /// What has no effect in the jobs; `acta check` shows it.
  var warnings: [Diagnostic] { binding.diagnostics.sorted.filter { $0.severity != .error } }
}

extension LoadedWorkspace {
  /// Binds the jobs with these names, or all if there are none. Warnings about `Jobs/` are printed.
  ///
  /// - Throws: exit code 64 for an unknown name; 65, with the mistakes printed, if the timeline, one of
  ///   these jobs or a job that they read is invalid.
  func valid(_ names: [String] = [], at asOf: Instant? = nil) throws -> BoundJobs {
    let wanted = try jobs(named: names)
    let needed = JobOrder.withDependencies(wanted, of: jobs)
    let (timeline, binding) = try bind(needed, at: asOf ?? Instant.now)
    // A mistake in a job that is not asked for is no reason not to run this one.
    let files = names.isEmpty ? nil : Set(needed.map(\.file) + [timeline.file])
    let mistakes = mistakes(binding).filter { mistake in
      guard mistake.severity == .error, let file = mistake.location?.file, let files else { return true }
      return files.contains(file)
    }
    if mistakes.contains(where: { $0.severity == .error }) { throw console.failure(mistakes, .invalid) }
    console.show(diagnostics.sorted.filter { $0.severity != .error })
    return BoundJobs(timeline: timeline, jobs: wanted, binding: binding)
  }

  /// Binds all jobs. The invalid ones are set apart: a mistake in one job is no reason for the others to
  /// miss their night. All mistakes are printed.
  ///
  /// - Throws: exit code 65 if the timeline itself is invalid.
  func partlyValid(at asOf: Instant) throws -> BoundJobs {
    let (timeline, binding) = try bind(jobs, at: asOf)
    let mistakes = mistakes(binding)
    var invalid: [String: Diagnostic] = [:]
    for mistake in mistakes where mistake.severity == .error {
      guard let file = mistake.location?.file, file != timeline.file else {
        throw console.failure(mistakes, .invalid)
      }
      let name = jobs.first { $0.file == file }?.name.value ?? Workspace.jobName(of: file)
      if invalid[name] == nil { invalid[name] = mistake }
    }
    console.show(mistakes)
    return BoundJobs(
      timeline: timeline, jobs: jobs.filter { invalid[$0.name.value] == nil }, invalid: invalid,
      binding: binding)
  }

  private func bind(_ needed: [Job], at asOf: Instant) throws -> (TimelineDefinition, JobBinding) {
    guard let timeline else { throw console.failure(diagnostics.sorted, .invalid) }
    let moment = RunMoment(asOf: asOf, timeline: timeline)
    var binding = JobBinding(jobs, workspace: workspace, timeline: timeline, moment: moment)
    for job in needed { _ = binding.plan(job) }
    return (timeline, binding)
  }

  private func mistakes(_ binding: JobBinding) -> [Diagnostic] {
    var mistakes = diagnostics
    binding.diagnostics.sorted.filter { $0.severity == .error }.forEach { mistakes.add($0) }
    return mistakes.sorted
  }

  private func jobs(named names: [String]) throws -> [Job] {
    if names.isEmpty { return jobs }
    return try names.map { name in
      let base = Workspace.jobName(of: name)
      if let job = jobs.first(where: { $0.name.value == base || $0.file == "Jobs/\(base).yaml" }) {
        return job
      }
      let mistakes = diagnostics.sorted.filter { $0.location?.file == "Jobs/\(base).yaml" }
      if !mistakes.isEmpty { throw console.failure(mistakes, .invalid) }
      throw console.failure([unknownJob(name, among: jobNames)], .usage)
    }
  }

  func unknownJob(_ name: String, among known: [String]) -> Diagnostic {
    Diagnostic(
      .unknownJob(name),
      reason: known.isEmpty
        ? "the workspace has no jobs" : "the workspace has \(known.joined(separator: ", "))",
      hint: suggestion(for: Workspace.jobName(of: name), among: known))
  }
}

extension Diagnostic.Message {
  fileprivate static func unknownJob(_ name: String) -> Self { Self(.unknownJob, "unknown job '\(name)'") }
}
