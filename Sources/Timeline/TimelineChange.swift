internal import Diagnostics
package import JobSpec
package import Tables

/// The effect of another version of the timeline: stages that change, and occurrences that move, are
/// added or are removed.
///
/// Occurrences are matched by key. So `once` schedules move with their stage, and a stage that moves
/// adds and removes nights. Schedules without stages are compared only while the process lasts, from the
/// first day of any stage to the last, in either version.
package struct TimelineChange: Sendable {
  /// `night` or `time_zone`.
  package struct Setting: Sendable, Equatable {
    package var name: String
    package var before: String
    package var after: String
  }

  package struct StageMove: Sendable, Equatable {
    package var stage: String
    /// Nil if the stage is new.
    package var before: ClosedRange<CivilDate>?
    /// Nil if the stage is removed.
    package var after: ClosedRange<CivilDate>?
  }

  package struct RunMove: Sendable, Equatable {
    package enum Kind: String, Sendable { case moved, new, gone }
    package var job: String
    package var key: String
    /// The old instant; nil if the occurrence is new.
    package var before: Instant?
    /// The new instant; nil if the occurrence is removed.
    package var after: Instant?
    /// Whether it has been run; it will then not run again, wherever it has moved.
    package var isDone: Bool

    package var kind: Kind { before == nil ? .new : after == nil ? .gone : .moved }
  }

  package let settings: [Setting]
  /// In the order of the new timeline, then removed ones.
  package let stages: [StageMove]
  /// In order of the new instants; removed ones are at their old instants.
  package let runs: [RunMove]

  package var isEmpty: Bool { settings.isEmpty && stages.isEmpty && runs.isEmpty }

  /// - Parameters:
  ///   - span: includes only runs that are or were due in it, both ends included; nil for all.
  ///   - isDone: whether an occurrence, by job and key, has had a successful run.
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
      let isSame = old.isSameDay(as: new, for: job)
      let before = old.instants(of: job, process, without: isSame)
      let after = new.instants(of: job, process, without: isSame)
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
  /// The instant for sorting: the new one, or the old one if it is removed.
  fileprivate var place: Instant { after ?? before ?? .distantPast }

  fileprivate func touches(_ span: ClosedRange<Instant>) -> Bool {
    before.map(span.contains) == true || after.map(span.contains) == true
  }
}

extension TimelineDefinition {
  fileprivate func dates(of stage: String) -> ClosedRange<CivilDate>? {
    self.stage(named: stage).flatMap { $0.from <= $0.to ? $0.from...$0.to : nil }
  }

  /// The days from the first to the last stage of both timelines; nil without stages.
  fileprivate func process(with other: TimelineDefinition) -> ClosedRange<Int>? {
    let all = stages + other.stages
    guard let first = all.map(\.from.days).min(), let last = all.map(\.to.days).max(), first <= last else {
      return nil
    }
    return first...last
  }

  /// Whether all schedules with keys by day have the same times on a day in both versions, so that its occurrences
  /// need not be made: a schedule of every minute has half a million of them in a year.
  fileprivate func isSameDay(as other: TimelineDefinition, for job: Job) -> (_ day: Int) -> Bool {
    let pairs = job.schedules.map { (Recurrence($0, in: self), Recurrence($0, in: other)) }
    guard zone.identifier == other.zone.identifier, pairs.allSatisfy({ $0.times == $1.times }) else {
      return { _ in false }
    }
    return { day in
      pairs.allSatisfy { $0.includes(day: day) == $1.includes(day: day) }
    }
  }

  /// The instants at which a job is due, by key.
  fileprivate func instants(
    of job: Job, _ process: ClosedRange<Int>?, without isLeftOut: (_ day: Int) -> Bool
  ) -> [String: Instant] {
    var instants: [String: Instant] = [:]
    for schedule in job.schedules {
      let recurrence = Recurrence(schedule, in: self)
      for range in recurrence.dates ?? [process].compactMap({ $0 }) {
        for day in range where !isLeftOut(day) {
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
