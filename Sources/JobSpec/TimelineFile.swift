package import Diagnostics
internal import Tables

/// Reads `Jobs/timeline.yaml`.
package enum TimelineFile {
  /// - Throws: `Diagnostics` with all errors, in the file's order.
  package static func read(text: String, file: String) throws -> TimelineDefinition {
    let (timeline, diagnostics) = readCollecting(text: text, file: file)
    try diagnostics.throwIfErrors()
    guard let timeline else { preconditionFailure("a timeline that cannot be read has an error") }
    return timeline
  }

  /// Like ``read(text:file:)``, but returns the valid parts of a timeline with errors; nil if so much is
  /// wrong that jobs cannot be checked against it.
  package static func readCollecting(text: String, file: String) -> (
    timeline: TimelineDefinition?, diagnostics: Diagnostics
  ) {
    let document = YAMLDocument(text: text, file: file)
    let reading = FileReading(file: file, zone: .utc)
    reading.report(document.diagnostics)
    guard let root = document.root else { return (nil, reading.diagnostics) }
    let node = NodeReader(node: root, name: "the timeline's file", reading: reading)
    let timeline = node.mapping("the timeline") { TimelineDefinition.read($0) }
    return (timeline, Diagnostics(reading.diagnostics.sorted))
  }
}

extension TimelineDefinition {
  private static let defaultNight = LocalTime(hour: 23, minute: 30)!

  fileprivate static func read(_ keys: MappingReader) -> TimelineDefinition? {
    let process = keys.required("process")?.nonEmptyText("the name of the process")
    let title = keys["title"]?.localizedText()
    let zone = keys.required("time_zone", hint: "for example America/Santiago")?.zone()
    let languages = keys.required("languages", hint: "for example [es, en]")?.list(
      "a list of language codes", allowsEmpty: false
    ) { $0.language() }
    let night = keys["night"]?.localTime()
    let retention = keys["retention"]?.duration()
    let labels = keys.section("labels")?.valueLabels()
    let stages = keys.section("stages")?.list("a list of stages", Stage.read)
    keys.reading.reportRepeated(languages ?? [], in: "'languages'")
    keys.reading.reportRepeated((stages ?? []).map(\.name), in: "'stages'")
    // Without its stages, a timeline would make every reference to a stage an error.
    if stages == nil, keys.section("stages") != nil { return nil }
    var timeline = TimelineDefinition(
      file: keys.reading.file, process: process ?? Located("", at: keys.location), title: title,
      zone: zone ?? .utc, languages: (languages ?? []).map(\.value), night: night ?? defaultNight,
      stages: stages ?? [])
    timeline.retention = retention
    timeline.labels = labels ?? []
    return timeline
  }
}

extension Stage {
  fileprivate static func read(_ node: NodeReader) -> Stage? {
    node.mapping("the stage") { keys in
      let name = keys.required("stage")?.nonEmptyText("the name of the stage")
      let title = keys["title"]?.localizedText()
      let on = keys["on"]
      let from = keys["from"]
      let to = keys["to"]
      let retention = keys["retention"]?.duration()
      if let name { keys.reading.checkThing(name, "a stage") }
      if on != nil, let place = keys.present(among: ["from", "to"]).first {
        keys.reading.report(
          .onAndFrom, at: place.location, reason: "'on: D' is the same as 'from: D, to: D'",
          hint: "write one of them")
      }
      if on == nil {
        let subject = name.map { "stage '\($0.value)'" } ?? "the stage"
        for key in ["from", "to"] where keys[key] == nil {
          keys.reading.report(
            .missingKey(key, of: subject), at: keys.location,
            hint: "a stage has 'from' and 'to', or 'on' for one day")
        }
      }
      let first = (on ?? from)?.date()
      let last = on == nil ? to?.date() : first
      if let first, let last, let to, last < first {
        keys.reading.report(
          .endsBeforeStart(last.iso, first.iso), at: to.location,
          reason: "both 'from' and 'to' belong to the stage")
      }
      if let first, let last, let to, last.days - first.days > Stage.longest {
        keys.reading.report(
          .stageTooLong, at: to.location, reason: "it ends on \(last.iso), more than 50 years after it begins"
        )
      }
      guard let name else { return nil }
      // A stage with wrong dates still exists for the jobs that name it.
      let someDay = first ?? last ?? CivilDate(days: 0)
      var stage = Stage(name: name, title: title, from: first ?? someDay, to: last ?? someDay)
      stage.retention = retention
      return stage
    }
  }
}

extension Stage {
  /// In days: longer than any process, yet short enough to go through day by day.
  fileprivate static let longest = 50 * 366
}

extension Diagnostic.Message {
  static var stageTooLong: Self { Self(.stageDates, "a stage can last 50 years at most") }
  static var onAndFrom: Self { Self(.stageDates, "a stage has 'on', or 'from' and 'to', not both") }
  static func endsBeforeStart(_ to: String, _ from: String) -> Self {
    Self(.stageDates, "the stage ends on \(to), before it begins on \(from)")
  }
}
