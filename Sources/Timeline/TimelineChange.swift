internal import Diagnostics
package import JobSpec
package import Tables

/// What another version of the timeline means for the jobs as they are: which stages differ, and which
/// occurrences come at another instant, come at all, or no longer come.
///
/// Occurrences are the same when their keys are, so a stage that moves moves the `once` of it, and
/// gives and takes nights. Of schedules without stages only the time of the process is compared: from
/// the first day of a stage to the last, in either version.
package struct TimelineChange: Sendable {
  /// `night` or `time_zone`.
  package struct Setting: Sendable, Equatable {
    package var name: String
    package var before: String
    package var after: String
  }

  package struct StageMove: Sendable, Equatable {
    package var stage: String
    /// Nil where the stage is new.
    package var before: ClosedRange<CivilDate>?
    /// Nil where it is gone.
    package var after: ClosedRange<CivilDate>?
  }

  package struct RunMove: Sendable, Equatable {
    package enum Kind: String, Sendable { case moved, new, gone }
    package var job: String
    package var key: String
    /// When it was due; nil where it is new.
    package var before: Instant?
    /// When it is due now; nil where it is gone.
    package var after: Instant?
    /// It has been run, and will not be run again, wherever it has moved.
    package var isDone: Bool

    package var kind: Kind { before == nil ? .new : after == nil ? .gone : .moved }
  }

  package let settings: [Setting]
  /// In the order of the new timeline; what is gone comes last.
  package let stages: [StageMove]
  /// By the new instant, or the old one of what is gone.
  package let runs: [RunMove]

  package var isEmpty: Bool { settings.isEmpty && stages.isEmpty && runs.isEmpty }

  /// - Parameters:
  ///   - span: Only runs that come or came in it, both ends included; nil for all.
  ///   - isDone: Whether the occurrence of a job with this key has been run well.
  package init(
    from old: TimelineDefinition, to new: TimelineDefinition, jobs: [Job],
    within span: ClosedRange<Instant>? = nil, isDone: (_ job: String, _ key: String) -> Bool
  ) {
    settings = [
      Setting(name: "night", before: old.night.text, after: new.night.text),
      Setting(name: "time_zone", before: old.zone.identifier, after: new.zone.identifier),
    ].filter { $0.before != $0.after }
    let names = new.stages.map(\.name.value) + old.stages.map(\.name.value)
    stages = names.enumerated().compactMap { index, name in
      guard names.firstIndex(of: name) == index else { return nil }
      let move = StageMove(stage: name, before: old.dates(of: name), after: new.dates(of: name))
      return move.before == move.after ? nil : move
    }
    let process = old.process(with: new)
    var moves: [RunMove] = []
    for job in jobs {
      let name = job.name.value
      let before = old.instants(of: job, process)
      let after = new.instants(of: job, process)
      for key in Set(before.keys).union(after.keys) where before[key] != after[key] {
        let move = RunMove(
          job: name, key: key, before: before[key], after: after[key], isDone: isDone(name, key))
        if span.map(move.touches) ?? true { moves.append(move) }
      }
    }
    runs = moves.sorted { ($0.place, $0.job, $0.key) < ($1.place, $1.job, $1.key) }
  }
}

extension TimelineChange.RunMove {
  /// Where it stands among the others: at its new instant, or the old one.
  fileprivate var place: Instant { after ?? before ?? .distantPast }

  fileprivate func touches(_ span: ClosedRange<Instant>) -> Bool {
    before.map(span.contains) == true || after.map(span.contains) == true
  }
}

extension TimelineDefinition {
  fileprivate func dates(of stage: String) -> ClosedRange<CivilDate>? {
    self.stage(named: stage).flatMap { $0.from <= $0.to ? $0.from...$0.to : nil }
  }

  /// The days from the first to the last of the stages of both; nil where there are none.
  fileprivate func process(with other: TimelineDefinition) -> ClosedRange<Int>? {
    let all = stages + other.stages
    guard let first = all.map(\.from.days).min(), let last = all.map(\.to.days).max(), first <= last else {
      return nil
    }
    return first...last
  }

  /// When each occurrence of a job is due, by its key.
  fileprivate func instants(of job: Job, _ process: ClosedRange<Int>?) -> [String: Instant] {
    var instants: [String: Instant] = [:]
    for schedule in job.schedules {
      let recurrence = Recurrence(schedule, in: self)
      for range in recurrence.dates ?? [process].compactMap({ $0 }) {
        for day in range {
          let date = CivilDate(days: day)
          for time in recurrence.times(on: date) {
            instants[OccurrenceKey.text(schedule, on: date, at: time)] = instant(of: date, at: time)
          }
        }
      }
    }
    return instants
  }
}
