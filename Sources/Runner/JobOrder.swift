internal import Diagnostics
package import JobSpec

extension Job {
  /// The jobs whose exports it reads.
  package var readsJobs: [String] {
    inputs.compactMap { input in
      if case .job(let name, _) = input.source { name.value } else { nil }
    }
  }
}

/// The order in which jobs run: a job follows those whose exports it reads; otherwise by name.
package enum JobOrder {
  /// The wanted jobs, each preceded by the jobs that it reads.
  ///
  /// - Parameter isDone: whether a job that is only read needs no run.
  package static func withDependencies(
    _ wanted: [Job], of jobs: [Job], unless isDone: (Job) -> Bool = { _ in false }
  ) -> [Job] {
    let names = Set(wanted.map(\.name.value))
    var ordered: [Job] = []
    var visited: Set<String> = []
    func visit(_ job: Job) {
      guard visited.insert(job.name.value).inserted else { return }
      for name in job.readsJobs {
        guard let other = jobs.first(where: { $0.name.value == name }) else { continue }
        if names.contains(name) || !isDone(other) { visit(other) }
      }
      ordered.append(job)
    }
    for job in wanted { visit(job) }
    return ordered
  }
}
