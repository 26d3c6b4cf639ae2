package import Diagnostics
package import Tables

/// When a job is due.
package enum Schedule: Sendable, Equatable {
  case nightly(Nightly)
  case once(Once)
  case cron(Cron)

  package var location: SourceLocation {
    switch self {
    case .nightly(let nightly): nightly.location
    case .once(let once): once.location
    case .cron(let cron): cron.location
    }
  }

  /// Every night of some stages, or every night if `during` is empty.
  package struct Nightly: Sendable, Equatable {
    package var during: [Located<String>] = []
    /// Nil: the timeline's `night`.
    package var at: LocalTime?
    /// Monday is 1; empty for every day.
    package var days: [Int] = []
    package var location: SourceLocation
  }

  /// Once, relative to a stage: `main-review.end + 1d 06:00`.
  package struct Once: Sendable, Equatable {
    package enum Edge: String, Sendable { case start, end }
    package var stage: Located<String>
    package var edge: Edge
    /// Days after the date of the edge; negative before it.
    package var offsetDays: Int
    /// Nil: the timeline's `night`.
    package var at: LocalTime?
    package var location: SourceLocation
  }

  /// A cron expression in local time, during some stages, or always if `during` is empty.
  package struct Cron: Sendable, Equatable {
    package var minutes: Set<Int>
    package var hours: Set<Int>
    package var daysOfMonth: Set<Int>
    package var months: Set<Int>
    /// Monday is 1, Sunday is 7.
    package var weekdays: Set<Int>
    /// Whether the field is not `*`. If both day fields are restricted, a match of either suffices.
    package var restrictsDaysOfMonth: Bool
    package var restrictsWeekdays: Bool
    package var expression: Located<String>
    package var during: [Located<String>]
    package var location: SourceLocation
  }
}

/// An hour and minute of the local clock.
package struct LocalTime: Sendable, Hashable, Comparable {
  package var hour: Int
  package var minute: Int

  package init?(hour: Int, minute: Int) {
    guard (0...23).contains(hour), (0...59).contains(minute) else { return nil }
    self.hour = hour
    self.minute = minute
  }

  /// `23:30`; one or two digits for the hour, two for the minute.
  package init?(_ text: some StringProtocol) {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, (1...2).contains(parts[0].count), parts[1].count == 2,
      parts.allSatisfy({ $0.allSatisfy { $0.isASCII && $0.isNumber } }),
      let hour = Int(parts[0]), let minute = Int(parts[1])
    else { return nil }
    self.init(hour: hour, minute: minute)
  }

  package var minutes: Int { hour * 60 + minute }

  package var sinceMidnight: TimeSpan { .minutes(minutes) }

  /// `06:00`
  package var text: String { "\(hour < 10 ? "0" : "")\(hour):\(minute < 10 ? "0" : "")\(minute)" }

  package static func < (a: LocalTime, b: LocalTime) -> Bool { a.minutes < b.minutes }
}
