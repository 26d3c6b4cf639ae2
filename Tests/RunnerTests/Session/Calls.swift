import Diagnostics
import JobSpec
import Ledger
import Runner
import Tables
import Timeline

/// What `acta nightly` does to the record of runs, call after call, with a fate for every run.
struct Calls {
  private(set) var histories: [String: JobHistory] = [:]

  /// A decision, in one line: `run j 2021-04-27T03:30Z nightly 2021-04-26`.
  static func text(_ decision: NightPlan.Decision, _ instantText: (Instant) -> String) -> String {
    switch decision {
    case .run(let job, let asOf, let occurrence):
      "run \(job.name.value) \(instantText(asOf)) \(occurrence?.key ?? "-")"
    case .missed(let job, let occurrence, _):
      "missed \(job.name.value) \(instantText(occurrence.instant)) \(occurrence.key)"
    case .missedSpan(let job, let from, let last, _):
      "missed \(job.name.value) \(instantText(from)) to \(last.key)"
    }
  }

  func plan(_ jobs: [Job], _ timeline: TimelineDefinition, asOf: Instant) -> NightPlan {
    NightPlan(jobs: jobs, timeline: timeline, asOf: asOf) { histories[$0] ?? JobHistory() }
  }

  /// Carries a plan out; what reads a job that did not end well in this call is skipped.
  mutating func carryOut(_ plan: NightPlan, fate: (Job, Occurrence) -> RunStatus = { _, _ in .success }) {
    var failed: Set<String> = []
    for decision in plan.decisions {
      switch decision {
      case .run(let job, _, let occurrence):
        guard let occurrence else { continue }
        let isSkipped = job.readsJobs.contains(where: failed.contains)
        let status = isSkipped ? RunStatus.skipped : fate(job, occurrence)
        if status.isGood { failed.remove(job.name.value) } else { failed.insert(job.name.value) }
        record(job, occurrence, status, isMissed: false)
      case .missed(let job, let occurrence, _):
        record(job, occurrence, .skipped, isMissed: true)
      case .missedSpan(let job, _, let last, _): record(job, last, .skipped, isMissed: true)
      }
    }
  }

  mutating func record(_ job: Job, _ occurrence: Occurrence, _ status: RunStatus, isMissed: Bool) {
    var history = histories[job.name.value] ?? JobHistory()
    history.states[occurrence.key] = status
    if isMissed { history.missed.insert(occurrence.key) } else { history.missed.remove(occurrence.key) }
    history.dues.insert(occurrence.instant)
    history.firstKnown = min(history.firstKnown ?? occurrence.instant, occurrence.instant)
    histories[job.name.value] = history
  }
}
