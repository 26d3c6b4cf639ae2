internal import Diagnostics
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

  /// Each job's latest occurrence up to an instant; and, for each of these, the latest occurrences
  /// up to it of the jobs that it reads, so that it finds their exports as of its own moment; one that
  /// has no schedule of its own runs at that moment. In the
  /// order to run them: by instant, and at the same instant a job after those that it reads.
  package static func due(
    _ jobs: [Job], timeline: TimelineDefinition, through asOf: Int64
  ) -> [(job: Job, occurrence: Occurrence)] {
    let ordered = withDependencies(jobs.sorted { $0.name.value < $1.name.value }, of: jobs)
    var due: [(job: Job, occurrence: Occurrence)] = []
    var seen: Set<Occurrence> = []
    func add(_ job: Job, at occurrence: Occurrence?) {
      guard let occurrence, seen.insert(occurrence).inserted else { return }
      due.append((job, occurrence))
      for name in job.readsJobs {
        guard let other = jobs.first(where: { $0.name.value == name }) else { continue }
        var latest = timeline.latestOccurrence(of: other, through: occurrence.instant)
        if other.schedules.isEmpty {
          latest = occurrence
          latest!.job = name
          latest!.schedule = 0
        }
        add(other, at: latest)
      }
    }
    for job in ordered { add(job, at: timeline.latestOccurrence(of: job, through: asOf)) }
    let places = Dictionary(uniqueKeysWithValues: ordered.enumerated().map { ($1.name.value, $0) })
    return due.sorted { a, b in
      a.occurrence.instant != b.occurrence.instant
        ? a.occurrence.instant < b.occurrence.instant
        : places[a.job.name.value]! < places[b.job.name.value]!
    }
  }
}
