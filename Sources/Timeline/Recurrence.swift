internal import Diagnostics
package import JobSpec
package import Tables

/// The local dates and times of a schedule; a zone converts them to instants.
package struct Recurrence: Sendable {
  /// The possible days (since 1970); nil if no stage limits them.
  package let dates: [ClosedRange<Int>]?
  /// The local times on each of its dates, in order.
  package let times: [LocalTime]
  private let isDue: @Sendable (CivilDate) -> Bool

  /// A stage that is not in the timeline has no dates.
  package init(_ schedule: Schedule, in timeline: TimelineDefinition) {
    switch schedule {
    case .nightly(let nightly):
      dates = timeline.dates(of: nightly.during.map(\.value))
      times = [nightly.at ?? timeline.night]
      let days = Set(nightly.days)
      isDue = { days.isEmpty || days.contains($0.weekday) }
    case .once(let once):
      if let stage = timeline.stage(named: once.stage.value) {
        let edge = once.edge == .start ? stage.from : stage.to
        let day = edge.days + once.offsetDays
        dates = [day...day]
      } else {
        dates = []
      }
      times = [once.at ?? timeline.night]
      isDue = { _ in true }
    case .cron(let cron):
      dates = timeline.dates(of: cron.during.map(\.value))
      times = cron.hours.sorted().flatMap { hour in
        cron.minutes.sorted().compactMap { LocalTime(hour: hour, minute: $0) }
      }
      isDue = { cron.isDue(on: $0) }
    }
  }

  /// The local times of one date, in order.
  package func times(on date: CivilDate) -> [LocalTime] {
    includes(day: date.days) && isDue(date) ? times : []
  }

  /// Whether a stage of the schedule includes a day (since 1970).
  func includes(day: Int) -> Bool { dates?.contains { $0.contains(day) } ?? true }
}

extension Schedule.Cron {
  /// As in cron: if both day fields are restricted, a match of either suffices.
  fileprivate func isDue(on date: CivilDate) -> Bool {
    guard months.contains(date.month) else { return false }
    let isDay = daysOfMonth.contains(date.day)
    let isWeekday = weekdays.contains(date.weekday)
    return restrictsDaysOfMonth && restrictsWeekdays ? isDay || isWeekday : isDay && isWeekday
  }
}

extension TimelineDefinition {
  /// The dates of some stages, as days since 1970; nil (all dates) if no stage is named.
  fileprivate func dates(of stages: [String]) -> [ClosedRange<Int>]? {
    guard !stages.isEmpty else { return nil }
    let known = Dictionary(self.stages.map { ($0.name.value, $0) }, uniquingKeysWith: { first, _ in first })
    return stages.compactMap { known[$0] }.filter { $0.from <= $0.to }.map {
      $0.from.days...$0.to.days
    }
  }
}
