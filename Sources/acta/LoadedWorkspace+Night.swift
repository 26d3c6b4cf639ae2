internal import ArgumentParser
internal import Diagnostics
internal import JobSpec
internal import Runner
internal import Tables

extension LoadedWorkspace {
  /// The jobs that are valid, bound, and the others with the first thing that is wrong with each: a
  /// mistake in one job is no reason for the others to miss their night. All mistakes are printed.
  ///
  /// - Throws: exit code 65 when the timeline itself is wrong.
  func partlyValid(at asOf: Instant) throws -> (
    timeline: TimelineDefinition, jobs: [Job], invalid: [String: Diagnostic], binding: JobBinding
  ) {
    guard let timeline else {
      console.show(diagnostics.sorted)
      throw ExitCode.invalid
    }
    var binding = JobBinding(
      jobs, workspace: workspace, timeline: timeline, moment: RunMoment(asOf: asOf, timeline: timeline))
    for job in jobs { _ = binding.plan(job) }
    var mistakes = diagnostics
    mistakes.add(binding.diagnostics)
    console.show(mistakes.sorted)
    var invalid: [String: Diagnostic] = [:]
    for mistake in mistakes.sorted where mistake.severity == .error {
      guard let file = mistake.location?.file, file != timeline.file else { throw ExitCode.invalid }
      let name = jobs.first { $0.file == file }?.name.value ?? stem(of: file)
      if invalid[name] == nil { invalid[name] = mistake }
    }
    return (timeline, jobs.filter { invalid[$0.name.value] == nil }, invalid, binding)
  }

  /// `attendance` of `Jobs/attendance.yaml`
  private func stem(of file: String) -> String {
    let name = file.split(separator: "/").last.map(String.init) ?? file
    return name.replacing(".yaml", with: "").replacing(".yml", with: "")
  }
}
