package import JobSpec
package import Ledger
package import Tables
internal import Timeline

/// The as-of instant of a run, and its night and stage on the timeline.
package struct RunMoment: Sendable {
  package var asOf: Instant
  package var night: Night
  package var stage: Stage?

  package init(asOf: Instant, timeline: TimelineDefinition) {
    self.asOf = asOf
    night = Night(timeline.night(of: asOf))
    stage = timeline.stage(on: night.date)
  }

  /// `2021-04-28T23:30:00-04:00`
  package func asOfText(in zone: Zone) -> String { asOf.text(in: zone) }
}
