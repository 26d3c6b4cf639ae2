package import Diagnostics
package import Tables

/// `timeline.yaml`: the process and its stages.
package struct TimelineDefinition: Sendable {
  package var file: String
  package var process: Located<String>
  package var title: LocalizedText?
  package var zone: Zone
  /// Language codes; the first is the default and the fallback.
  package var languages: [String]
  package var night: LocalTime
  package var stages: [Stage]
  /// Sets of value labels that all jobs can use.
  package var labels: [ValueLabels] = []
  /// How long runs outside all stages are kept after their night; nil: for ever.
  package var retention: TimeSpan?

  package init(
    file: String, process: Located<String>, title: LocalizedText?, zone: Zone, languages: [String],
    night: LocalTime, stages: [Stage]
  ) {
    self.file = file
    self.process = process
    self.title = title
    self.zone = zone
    self.languages = languages
    self.night = night
    self.stages = stages
  }

  package func stage(named name: String) -> Stage? { stages.first { $0.name.value == name } }
}

/// A part of the process on the calendar, from its first to its last day.
package struct Stage: Sendable {
  package var name: Located<String>
  package var title: LocalizedText?
  package var from: CivilDate
  package var to: CivilDate
  /// How long its runs are kept after its end; nil: for ever.
  package var retention: TimeSpan?

  package init(name: Located<String>, title: LocalizedText?, from: CivilDate, to: CivilDate) {
    self.name = name
    self.title = title
    self.from = from
    self.to = to
  }
}
