package import Diagnostics
package import Engine
internal import Foundation
package import JobSpec
package import Ledger
package import Tables

/// One run of one job: read → transform → check → export → publish. The page to read first.
package struct JobRunner {
  private let workspace: Workspace
  private let timeline: TimelineDefinition
  private let binding: JobBinding
  /// Where results go; `Exports/` of the workspace.
  private let published: Published

  /// - Parameter binding: the jobs of the workspace, bound as of any moment.
  package init(workspace: Workspace, timeline: TimelineDefinition, binding: JobBinding) {
    self.workspace = workspace
    self.timeline = timeline
    self.binding = binding
    published = Published(folder: workspace.exportsFolder)
  }

  package struct Options: Sendable {
    package var overrides: [String: Value] = [:]
    /// Compute everything, publish nothing.
    package var isDry = false
    package init() {}
  }

  /// What became of a run.
  package struct Outcome: Sendable {
    package var manifest: Manifest
    /// Where it published, relative to the workspace; nil if it did not.
    package var folder: String?
    /// Where a failed run left the rows that say why, relative to the workspace.
    package var evidence: String?
    /// Errors of a run that could not finish, and warnings of any.
    package var diagnostics: [Diagnostic] = []

    package var status: RunStatus { manifest.status }
  }

  /// Never throws: what goes wrong is the outcome.
  package func run(_ job: Job, moment: RunMoment, options: Options = Options()) -> Outcome {
    let clock = ContinuousClock()
    let begun = clock.now
    var manifest = blankManifest(job, moment)
    var warnings: [Diagnostic] = []
    var outcome: Outcome
    do {
      outcome = try run(job, moment, options, &manifest, &warnings)
    } catch {
      var found = Diagnostics()
      _ = found.collect { throw error }
      manifest.status = .error
      manifest.reason = found.all.first.map { "\($0.message)" } ?? "\(error)"
      outcome = Outcome(manifest: manifest, diagnostics: found.sorted)
    }
    outcome.diagnostics = warnings + outcome.diagnostics
    let elapsed = begun.duration(to: clock.now).components
    outcome.manifest.seconds = Double(elapsed.seconds) + Double(elapsed.attoseconds) / 1e18
    return outcome
  }

  private func run(
    _ job: Job, _ moment: RunMoment, _ options: Options, _ manifest: inout Manifest,
    _ warnings: inout [Diagnostic]
  ) throws -> Outcome {
    let begun = ContinuousClock().now
    var (plan, inputs) = try read(job, moment, options, &manifest, &warnings)
    let overLimit = judgeRejects(job, inputs)
    warnings += overLimit
    manifest.reason = overLimit.first.map { "\($0.message)" }
    let execution = try Executor.run(
      plan, inputs: &inputs, languages: timeline.languages, previous: previousFigures(job, moment))
    manifest.balance = execution.balance
    manifest.figures = execution.figures
    manifest.checks = execution.checks
    if execution.checks.contains(where: { $0.status == .fail }) {
      manifest.status = .fail
    } else if execution.checks.contains(where: { $0.status == .warn }) {
      manifest.status = .warn
    }
    if manifest.reason != nil { manifest.status = .fail }
    warnings += execution.checks.filter { $0.status != .pass }.map(\.diagnostic)
    if manifest.status == .fail {
      if manifest.reason == nil { manifest.reason = "a check failed" }
      let evidence = options.isDry ? nil : try leaveEvidence(plan, execution, inputs, moment, &manifest)
      return Outcome(manifest: manifest, evidence: evidence)
    }
    let writer = ExportWriter(
      plan: plan, execution: execution, timeline: timeline, moment: moment, inputs: manifest.inputs)
    if options.isDry {
      manifest.exports = try writer.planned()
      return Outcome(manifest: manifest)
    }
    let publication = try Publication(
      exports: workspace.exportsFolder, night: moment.night.iso, job: job.name.value)
    do {
      manifest.exports = try writer.write(into: publication)
      manifest.handedOver = try handOver(execution, inputs, into: publication)
      for export in manifest.exports {
        warnings += export.notices.map { Diagnostic("\(export.file): \($0)", severity: .warning) }
      }
      let elapsed = begun.duration(to: ContinuousClock().now).components
      manifest.seconds = Double(elapsed.seconds) + Double(elapsed.attoseconds) / 1e18
      try write(manifest, to: try publication.path(for: Manifest.fileName))
      try publication.publish()
      try publication.makeLatest(exports: workspace.exportsFolder, night: moment.night.iso)
    } catch {
      publication.discard()
      throw error
    }
    return Outcome(manifest: manifest, folder: "Exports/\(moment.night.iso)/\(job.name.value)")
  }

  /// What a job computes, without publishing anything: for `acta explain`.
  package func execute(
    _ job: Job, moment: RunMoment, options: Options = Options()
  ) throws -> (plan: JobPlan, execution: Execution) {
    var manifest = blankManifest(job, moment)
    var warnings: [Diagnostic] = []
    var (plan, inputs) = try read(job, moment, options, &manifest, &warnings)
    let execution = try Executor.run(
      plan, inputs: &inputs, languages: timeline.languages, previous: previousFigures(job, moment))
    return (plan, execution)
  }

  // MARK: The parts of a run

  fileprivate func blankManifest(_ job: Job, _ moment: RunMoment) -> Manifest {
    let now = Date()
    let started = now.ISO8601Format(.iso8601(timeZone: .gmt, includingFractionalSeconds: true)) + "Z"
    let digits = started.filter { $0.isNumber }
    return Manifest(
      job: job.name.value, run: "\(digits)-\(job.name.value)", night: moment.night.iso,
      asOf: moment.asOfText(in: timeline.zone), stage: moment.stage?.name.value, status: .success,
      started: started, seconds: 0)
  }

  /// Reads only the columns that the job needs; binds it again where files have other columns than it
  /// was bound to.
  private func read(
    _ job: Job, _ moment: RunMoment, _ options: Options, _ manifest: inout Manifest,
    _ warnings: inout [Diagnostic]
  ) throws -> (JobPlan, [String: InputData]) {
    var binding = binding.moved(to: moment, overrides: options.overrides)
    let declared = binding.plan(job)
    // What a job that cannot be bound yet needs is not known: then everything is read.
    var reading = InputsReading(job, needs: binding.diagnostics.hasErrors ? nil : declared.needs)
    try reading.read(declared, binding)
    var plan = declared
    if binding.diagnostics.hasErrors || !reading.isAsBound(to: declared) {
      let constants = RunConstants(job, timeline: timeline, moment: moment, overrides: options.overrides)
      let (again, unbound) = Planner.plan(job, inputs: reading.schemas, constants: constants)
      try unbound.throwIfErrors()
      plan = again
      if !reading.covers(plan) {
        // A file has been changed since the job was bound, and has other columns now.
        reading = InputsReading(job, needs: nil)
        try reading.read(declared, binding)
      }
    }
    warnings += reading.warnings
    manifest.inputs += reading.entries
    return (plan, reading.inputs)
  }

  /// - Returns: an error for each input with more rejects than the job bears.
  private func judgeRejects(_ job: Job, _ inputs: [String: InputData]) -> [Diagnostic] {
    job.inputs.compactMap { input in
      guard let limit = input.rejectsMax, let data = inputs[input.name.value] else { return nil }
      let rejected = data.rejects.rowCount
      let isOver: Bool
      let words: String
      switch limit {
      case .count(let max):
        isOver = rejected > max
        words = "\(max)"
      case .percent(let max):
        isOver = Double(rejected) * 100 > max * Double(data.rowsFound)
        words = "\(Value.number(max).messageText)%"
      }
      return isOver
        ? Diagnostic(
          .tooManyRejects(input.name.value, rejected, of: data.rowsFound, max: words),
          at: input.name.location) : nil
    }
  }

  private func previousFigures(_ job: Job, _ moment: RunMoment) -> [FigureKey: Value] {
    if job.figures.isEmpty { return [:] }
    return published.newest(of: job.name.value, upTo: moment.night.iso, includingIt: false)?.figures ?? [:]
  }

  /// Rejects, rows set aside and rows that a check warns of, beside the exports.
  private func handOver(
    _ execution: Execution, _ inputs: [String: InputData], into publication: Publication
  ) throws -> [Manifest.ExportEntry] {
    var entries: [Manifest.ExportEntry] = []
    for (file, rows) in Evidence.files(execution, inputs) {
      let path = try publication.path(for: file)
      _ = try CSVWriter.write(
        rows, headers: rows.schema.names, to: path, dialect: .machines, zone: timeline.zone, compressed: false
      )
      entries.append(
        try Manifest.ExportEntry(file: file, path: path, rows: rows.rowCount, columns: rows.schema.fields))
    }
    return entries
  }

  /// A failed run publishes nothing; what says why is kept aside for whoever looks into it.
  private func leaveEvidence(
    _ plan: JobPlan, _ execution: Execution, _ inputs: [String: InputData], _ moment: RunMoment,
    _ manifest: inout Manifest
  ) throws -> String {
    let publication = try Publication(
      exports: "\(workspace.stateFolder)/failed", night: moment.night.iso, job: plan.job.name.value)
    manifest.handedOver = try handOver(execution, inputs, into: publication)
    try write(manifest, to: try publication.path(for: Manifest.fileName))
    try publication.publish()
    return ".acta/failed/\(moment.night.iso)/\(plan.job.name.value)"
  }

  private func write(_ manifest: Manifest, to path: String) throws {
    let text = manifest.json.text + "\n"
    do {
      try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    } catch {
      throw Diagnostic("cannot write '\(path)': \(error.localizedDescription)")
    }
  }
}

extension CheckResult {
  /// As an error or warning at the place of the check.
  package var diagnostic: Diagnostic {
    let about = check.table.map { " on '\($0.value)'" } ?? ""
    return Diagnostic(
      "check '\(check.keyword)'\(about) \(status == .fail ? "failed" : "warns"): \(finding)",
      at: check.location,
      severity: status == .fail ? .error : .warning)
  }
}

extension JobRunner {
  /// A run that did not happen, and why.
  package func skip(_ job: Job, moment: RunMoment, because reason: String) -> Outcome {
    var manifest = blankManifest(job, moment)
    manifest.status = .skipped
    manifest.reason = reason
    return Outcome(manifest: manifest)
  }
}

extension Diagnostic.Message {
  fileprivate static func tooManyRejects(_ input: String, _ rejected: Int, of rows: Int, max: String) -> Self
  {
    "input '\(input)' has \(rejected) rejects of \(rows) rows, more than \(max)"
  }
}
