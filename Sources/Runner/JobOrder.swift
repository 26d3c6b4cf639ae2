package import JobSpec
package import Timeline

extension Job {
  /// The jobs whose exports it reads.
  package var readsJobs: [String] {
    inputs.compactMap { input in
      if case .job(let name, _) = input.source { name.value } else { nil }
    }
  }
}

/// The order in which jobs run: after those whose exports they read, else by name.
package enum JobOrder {
  /// The wanted jobs and, before them, all that they read.
  package static func withDependencies(_ wanted: [Job], of jobs: [Job]) -> [Job] {
    var ordered: [Job] = []
    var visited: Set<String> = []
    func visit(_ job: Job) {
      guard visited.insert(job.name.value).inserted else { return }
      for name in job.readsJobs {
        if let other = jobs.first(where: { $0.name.value == name }) { visit(other) }
      }
      ordered.append(job)
    }
    for job in wanted { visit(job) }
    return ordered
  }

  /// Each job's latest occurrence up to an instant, in the order to run them: by instant, and at
  /// the same instant a job after those that it reads.
  package static func due(
    _ jobs: [Job], timeline: TimelineDefinition, through asOf: Int64
  ) -> [(job: Job, occurrence: Occurrence)] {
    let ordered = withDependencies(jobs.sorted { $0.name.value < $1.name.value }, of: jobs)
    return ordered.compactMap { job in
      timeline.latestOccurrence(of: job, through: asOf).map { (job, $0) }
    }
    .enumerated()
    .sorted { a, b in
      a.element.1.instant != b.element.1.instant
        ? a.element.1.instant < b.element.1.instant : a.offset < b.offset
    }
    .map { ($0.element.0, $0.element.1) }
  }
}
