package import Diagnostics
package import JobSpec
package import Tables
package import Timeline

/// The runs that a call of `acta nightly` makes: a decision about occurrences, without reading or writing
/// anything.
///
/// A job's `catch_up` decides which of its occurrences up to the as-of instant are wanted; an occurrence that
/// is done never is. The jobs that a wanted job reads are brought up to date before it, as of its moment.
package struct NightPlan: Sendable {
  package enum Decision: Sendable {
    /// Run the job as of an instant; the occurrence is nil for a job without a schedule, which runs because
    /// another job reads it.
    case run(Job, asOf: Instant, Occurrence?)
    /// Record that this occurrence was not run in time and will not be run any more.
    case missed(Job, Occurrence, reason: String)
    /// The same of many occurrences: from an instant to the last of them.
    case missedSpan(Job, from: Instant, through: Occurrence, reason: String)
  }

  /// Ordered by instant; at the same instant, a job follows those that it reads; otherwise by name.
  package let decisions: [Decision]
  /// The occurrences left for the next call.
  package let notices: [Diagnostic]

  /// The maximum of occurrences of a job with `catch_up: all` in one call.
  package static let mostPerJob = 400
  /// The time within which an occurrence of a job with `catch_up: none` may still begin.
  package static let grace: TimeSpan = .hours(12)

  /// - Parameters:
  ///   - jobs: All valid jobs of the workspace.
  ///   - looksAtAll: whether occurrences before the last record may be without one.
  ///   - history: Returns the history of the job with this name.
  package init(
    jobs: [Job], timeline: TimelineDefinition, asOf: Instant, looksAtAll: Bool = false,
    history: (String) -> JobHistory
  ) {
    let ordered = JobOrder.withDependencies(jobs.sorted { $0.name.value < $1.name.value }, of: jobs)
    let subjects = ordered.map {
      NightSubject(
        job: $0, timeline: timeline, asOf: asOf, looksAtAll: looksAtAll, history: history($0.name.value))
    }
    var runs = NightRuns(subjects)
    var notices: [Diagnostic] = []
    for (place, subject) in subjects.enumerated() {
      let wanted = subject.wanted()
      for occurrence in wanted.now { runs.add(place, occurrence) }
      if wanted.later > 0 {
        notices.append(
          Diagnostic(
            .putOff(subject.job.name.value, wanted.later), at: subject.job.name.location, severity: .warning,
            reason: "one call runs at most \(NightPlan.mostPerJob) occurrences of a job",
            hint: "the next call of 'acta nightly' continues"))
      }
    }
    var all = runs.all.map { (place: $0.place, instant: $0.instant, decision: $0.decision(subjects)) }
    for (place, subject) in subjects.enumerated() {
      for missed in subject.missed() where !runs.contains(place, missed.last.instant) {
        let decision =
          missed.first == missed.last.instant
          ? Decision.missed(subject.job, missed.last, reason: missed.reason)
          : .missedSpan(subject.job, from: missed.first, through: missed.last, reason: missed.reason)
        all.append((place, missed.first, decision))
      }
    }
    decisions = all.sorted { ($0.instant, $0.place) < ($1.instant, $1.place) }.map(\.decision)
    self.notices = notices
  }
}

/// The runs decided so far without duplicates, including those of the jobs that they read.
private struct NightRuns {
  struct Run {
    /// The index of the job among the subjects.
    var place: Int
    var instant: Instant
    var occurrence: Occurrence?

    func decision(_ subjects: [NightSubject]) -> NightPlan.Decision {
      .run(subjects[place].job, asOf: instant, occurrence)
    }
  }

  private struct Moment: Hashable {
    var place: Int
    var instant: Instant
  }

  private(set) var all: [Run] = []
  private let subjects: [NightSubject]
  private let places: [String: Int]
  private var seen: Set<Moment> = []

  init(_ subjects: [NightSubject]) {
    self.subjects = subjects
    places = Dictionary(uniqueKeysWithValues: subjects.enumerated().map { ($1.job.name.value, $0) })
  }

  func contains(_ place: Int, _ instant: Instant) -> Bool {
    seen.contains(Moment(place: place, instant: instant))
  }

  mutating func add(_ place: Int, _ occurrence: Occurrence) {
    add(Run(place: place, instant: occurrence.instant, occurrence: occurrence))
  }

  private mutating func add(_ run: Run) {
    guard seen.insert(Moment(place: run.place, instant: run.instant)).inserted else { return }
    all.append(run)
    for name in subjects[run.place].job.readsJobs {
      guard let source = places[name] else { continue }
      if subjects[source].job.schedules.isEmpty {
        add(Run(place: source, instant: run.instant))
      } else if let occurrence = subjects[source].wantedByReader(asOf: run.instant) {
        add(source, occurrence)
      }
    }
  }
}

extension Diagnostic.Message {
  fileprivate static func putOff(_ job: String, _ count: Int) -> Self {
    Self(
      .unfinished,
      "\(count) \(count == 1 ? "occurrence" : "occurrences") of job '\(job)' still to be caught up")
  }
}
