internal import Diagnostics
package import Engine
package import JobSpec
package import Ledger
internal import Tables

/// A run computed again with the way of every row, from the archive or on today's inputs.
package struct TracedRun: Sendable {
  package let job: Job
  package let timeline: TimelineDefinition
  package let trace: PlanTrace
  /// Nil if it is computed on today's inputs.
  package let run: Run?
  package let night: Night
  /// The runs of other jobs whose exports it reads, by input.
  let publishers: [String: Run]
  /// The SHA-256 of the archived files, by display path; empty on today's inputs.
  let files: [String: String]
  /// The rows of inputs that the table is not made from, if all columns were asked for.
  let otherInputs: [String: Table]
  private let places: [String: RowPlaces]
  private let correctedPlaces: [String: [String: [String]]]

  /// Repeats an archived run.
  package init(
    _ snapshot: Snapshot, in workspace: Workspace, of table: (Job) throws -> String, whole: Bool = false
  ) throws {
    let restored = try RestoredRun(snapshot, in: workspace)
    self = try withExtendedLifetime(restored.workspace) {
      try TracedRun(
        restored.job, of: try table(restored.job), whole: whole, runner: restored.runner,
        timeline: restored.timeline, moment: restored.moment, options: restored.options, snapshot: snapshot)
    }
  }

  /// Computes a job on today's inputs, or repeats a run in a workspace restored for it.
  package init(
    _ job: Job, of table: String, whole: Bool, runner: JobRunner, timeline: TimelineDefinition,
    moment: RunMoment, options: JobRunner.Options = JobRunner.Options(), snapshot: Snapshot? = nil
  ) throws {
    let (trace, loaded) = try runner.trace(
      job, of: table, whole: whole ? job.inputs.map(\.name.value) : [], moment: moment, options: options)
    self.job = job
    self.timeline = timeline
    self.trace = trace
    run = snapshot?.run
    files = Dictionary(
      (snapshot?.files ?? []).map { ($0.path, $0.sha256) }, uniquingKeysWith: { a, _ in a })
    night = moment.night
    otherInputs =
      whole ? loaded.inputs.filter { !trace.leaves.contains($0.key) }.mapValues(\.table) : [:]
    places = loaded.places
    correctedPlaces = loaded.correctedPlaces
    publishers = loaded.publishers
  }

  /// The place of a row of an input, or of its rejects.
  package func place(of row: Int32, in leaf: String) -> RowPlace {
    if let known = places[leaf] { return withCorrections(known.place(of: row, in: leaf)) }
    guard let rejects = trace.tables[leaf], rejects.schema == ReadingResult.rejectSchema else {
      return RowPlace(input: leaf, file: leaf, line: Int64(row) + 1)
    }
    return withCorrections(TracedRun.place(ofReject: row, rejects, input: leaf))
  }

  /// The number of rows of an input, whether the table is made from it or not.
  func rowCount(of input: String) -> Int { places[input]?.lines.count ?? 0 }

  /// The place of a row of an input that could not be read.
  func place(ofReject row: Int32, of input: String) -> RowPlace {
    withCorrections(TracedRun.place(ofReject: row, trace.rejects(of: input)!, input: input))
  }

  private func withCorrections(_ place: RowPlace) -> RowPlace {
    let input = CorrectionFile.input(ofRejects: place.input) ?? place.input
    guard let corrections = correctedPlaces[input]?[place.words] else { return place }
    var place = place
    place.corrections = corrections
    return place
  }

  private static func place(ofReject row: Int32, _ rejects: Table, input leaf: String) -> RowPlace {
    func cell(_ name: String) -> Value { rejects.column(named: name)?.value(at: Int(row)) ?? .null }
    var line: Int64 = 0
    if case .integer(let number) = cell("line") { line = number }
    return RowPlace(
      input: leaf, file: cell("file").messageText, line: line, reason: cell("reason").messageText)
  }
}
