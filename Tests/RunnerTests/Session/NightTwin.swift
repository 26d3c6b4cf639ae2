import Diagnostics
import JobSpec
import Ledger
import Runner
import Tables
import TestSupport
import Timeline

/// The rules of `nightly` word by word, slowly: all occurrences of a spring, in lists.
struct NightTwin {
  struct Moment: Hashable {
    var job: String
    var instant: Instant
    var keys: [String]
  }

  private let jobs: [Job]
  private let moments: [String: [Moment]]

  init(_ jobs: [Job], _ timeline: TimelineDefinition) {
    self.jobs = jobs
    let days =
      utc("2021-02-01T00:00Z").sinceEpoch.count(
        of: .day)..<utc("2021-07-01T00:00Z").sinceEpoch.count(of: .day)
    var moments: [String: [Moment]] = [:]
    for job in jobs {
      var list: [Moment] = []
      for schedule in job.schedules {
        for day in days {
          let date = CivilDate(days: Int(day))
          for time in NightTwin.times(schedule, on: date, timeline) {
            let instant = timeline.instant(of: date, at: time)
            let key = OccurrenceKey.text(schedule, on: date, at: time)
            if let known = list.firstIndex(where: { $0.instant == instant }) {
              if !list[known].keys.contains(key) { list[known].keys.append(key) }
            } else {
              list.append(Moment(job: job.name.value, instant: instant, keys: [key]))
            }
          }
        }
      }
      moments[job.name.value] = list.sorted { $0.instant < $1.instant }
    }
    self.moments = moments
  }

  private static func times(_ schedule: Schedule, on date: CivilDate, _ timeline: TimelineDefinition)
    -> [LocalTime]
  {
    func isInside(_ stages: [Located<String>]) -> Bool {
      stages.isEmpty
        || timeline.stages(on: date).contains { stage in
          stages.contains { $0.value == stage.name.value }
        }
    }
    switch schedule {
    case .nightly(let nightly):
      return isInside(nightly.during) ? [nightly.at ?? timeline.night] : []
    case .once(let once):
      guard let stage = timeline.stage(named: once.stage.value) else { return [] }
      let edge = once.edge == .start ? stage.from : stage.to
      return edge.days + once.offsetDays == date.days ? [once.at ?? timeline.night] : []
    case .cron(let cron):
      guard isInside(cron.during) else { return [] }
      return cron.hours.sorted().flatMap { hour in
        cron.minutes.sorted().map { LocalTime(hour: hour, minute: $0)! }
      }
    }
  }

  /// The same lines as ``Calls/text(_:_:)``, in no order.
  func decide(asOf: Instant, _ histories: [String: JobHistory]) -> Set<String> {
    func history(_ job: Job) -> JobHistory { histories[job.name.value] ?? JobHistory() }
    func isDone(_ job: Job, _ moment: Moment) -> Bool {
      moment.keys.contains { [.success, .warn].contains(history(job).states[$0]) }
    }
    func isTried(_ job: Job, _ moment: Moment) -> Bool {
      moment.keys.contains { history(job).states[$0] != nil && !history(job).missed.contains($0) }
    }
    func isKnown(_ job: Job, _ moment: Moment) -> Bool {
      moment.keys.contains { history(job).states[$0] != nil }
    }
    func past(_ job: Job, _ instant: Instant) -> [Moment] {
      moments[job.name.value]!.filter { $0.instant <= instant }
    }
    /// Whether a `none` has become too late.
    func isLost(_ job: Job, _ moment: Moment) -> Bool {
      if job.catchUp != .none || isTried(job, moment) { return false }
      return isKnown(job, moment) || asOf > moment.instant + .hours(12)
    }
    var runs: Set<Moment> = []
    for job in jobs {
      guard let newest = past(job, asOf).last else { continue }
      var candidates = [newest]
      if job.catchUp == .all {
        let isBounded = job.schedules.allSatisfy { NightTwin.hasStages($0) }
        let start = min(history(job).firstKnown ?? newest.instant, newest.instant)
        candidates = past(job, asOf).filter { isBounded || $0.instant >= start }
      }
      runs.formUnion(candidates.filter { !isDone(job, $0) && !isLost(job, $0) })
    }
    var isGrowing = true
    while isGrowing {
      let before = runs.count
      for run in runs {
        for name in jobs.first(where: { $0.name.value == run.job })!.readsJobs {
          let source = jobs.first { $0.name.value == name }!
          if source.schedules.isEmpty {
            runs.insert(Moment(job: name, instant: run.instant, keys: ["-"]))
          } else if let newest = past(source, run.instant).last, !isDone(source, newest),
            !isLost(source, newest)
          {
            runs.insert(newest)
          }
        }
      }
      isGrowing = runs.count > before
    }
    var lines = Set(runs.map { "run \($0.job) \(shown($0.instant)) \($0.keys[0])" })
    for job in jobs where job.catchUp != .all {
      guard let newest = past(job, asOf).last else { continue }
      for moment in past(job, asOf) where !runs.contains(moment) && !isKnown(job, moment) {
        let isOlder = moment != newest && moment.instant > history(job).firstKnown ?? .distantFuture
        if isOlder || moment == newest && isLost(job, moment) {
          lines.insert("missed \(job.name.value) \(shown(moment.instant)) \(moment.keys[0])")
        }
      }
    }
    return lines
  }

  static func hasStages(_ schedule: Schedule) -> Bool {
    switch schedule {
    case .nightly(let nightly): !nightly.during.isEmpty
    case .once: true
    case .cron(let cron): !cron.during.isEmpty
    }
  }
}
