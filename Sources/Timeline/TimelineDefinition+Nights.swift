internal import Diagnostics
package import JobSpec
package import Tables

extension TimelineDefinition {
  package func night(of instant: Instant) -> CivilDate { zone.date(of: instant) }

  /// The instant at which the timeline's local clock shows this time.
  package func instant(of date: CivilDate, at time: LocalTime) -> Instant {
    zone.instant(of: date, at: time.sinceMidnight)
  }

  /// The stages that include a date, in the timeline's order.
  package func stages(on date: CivilDate) -> [Stage] {
    stages.filter { $0.from <= date && date <= $0.to }
  }

  /// The stage that includes a date. If stages overlap, the one that began last counts; if they began on
  /// the same day, the one that the timeline names first.
  package func stage(on date: CivilDate) -> Stage? {
    stages(on: date).reduce(nil) { (last: Stage?, stage) in
      guard let last else { return stage }
      return stage.from > last.from ? stage : last
    }
  }

  /// The instant that WHEN means on the command line: a date (that day at the timeline's `night`), or an
  /// ISO 8601 date-time, which is local unless it has an offset.
  ///
  /// - Throws: A `Diagnostic` without a location, as the text came from the command line.
  package func instant(when text: String) throws -> Instant {
    if let time = ISOTime.read(text) {
      return time.hasTime
        ? time.instant(in: zone) : instant(of: CivilDate(days: Int(time.days)), at: night)
    }
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    let looksLikeDate =
      parts.count >= 3 && parts[0].count == 4 && parts[1].count == 2
      && parts.prefix(2).allSatisfy { Int($0) != nil }
    throw Diagnostic(
      .notAMoment(text),
      reason: looksLikeDate ? "there is no such day or time" : nil,
      hint: "write a date like 2021-04-30, or a date and time like 2021-04-30T23:30 or 2021-05-01T03:30Z")
  }
}

extension Diagnostic.Message {
  static func notAMoment(_ text: String) -> Self {
    Self(.badMoment, "'\(text)' is not a date or a date-time")
  }
}
