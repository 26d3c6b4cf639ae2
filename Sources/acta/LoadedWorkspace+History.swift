internal import Runner

extension LoadedWorkspace {
  /// What is known of a job's occurrences: nothing, as runs are not recorded.
  func history(of job: String) -> JobHistory { JobHistory() }
}
