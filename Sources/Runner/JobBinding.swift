package import Diagnostics
package import Engine
internal import Formats
package import JobSpec
internal import Ledger
package import Tables

/// Binds the jobs of a workspace to what is declared and to the headers of their files, without
/// reading data: for `acta check`, and for knowing before a run which columns it needs.
package struct JobBinding {
  private let timeline: TimelineDefinition
  let jobs: [Job]
  private(set) var gathering: InputGathering
  private var overrides: [String: Value] = [:]
  private var plans: [String: JobPlan] = [:]
  private var inProgress: Set<String> = []
  private var recognised: [InputName: [FileRecognition]] = [:]
  package private(set) var diagnostics = Diagnostics()

  private struct InputName: Hashable {
    var job: String
    var input: String
  }

  package init(
    _ jobs: [Job], workspace: Workspace, timeline: TimelineDefinition, moment: RunMoment
  ) {
    self.jobs = jobs
    gathering = InputGathering(
      workspace: workspace, timeline: timeline, moment: moment,
      published: Published(folder: workspace.exportsFolder))
    self.timeline = timeline
  }

  /// The same jobs as of another moment, with other parameters. What files have shown stays known.
  package func moved(
    to moment: RunMoment, overrides: [String: Value] = [:], rehearsal: Rehearsal? = nil
  ) -> JobBinding {
    var other = self
    other.gathering.rehearsed = rehearsal?.published
    if moment.asOf == gathering.moment.asOf && overrides == self.overrides { return other }
    other.gathering.moment = moment
    other.overrides = overrides
    other.plans = [:]
    other.diagnostics = Diagnostics()
    return other
  }

  /// The plan of a job against declared columns; its mistakes are collected once.
  package mutating func plan(_ job: Job) -> JobPlan {
    if let known = plans[job.name.value] { return known }
    inProgress.insert(job.name.value)
    recogniseFiles(of: job)
    var schemas: [String: Schema] = [:]
    for input in job.inputs { schemas[input.name.value] = schema(of: input, job) }
    inProgress.remove(job.name.value)
    let constants = RunConstants(
      job, timeline: timeline, moment: gathering.moment, overrides: overrides)
    let (plan, mistakes) = Planner.plan(job, inputs: schemas, constants: constants)
    diagnostics.add(mistakes)
    plans[job.name.value] = plan
    return plan
  }

  /// Whether another job reads what this one publishes.
  func isRead(_ job: Job) -> Bool { jobs.contains { $0.readsJobs.contains(job.name.value) } }

  /// What the files of an input have shown of themselves so far.
  func recognised(_ input: Input, of job: Job) -> [FileRecognition] {
    recognised[InputName(job: job.name.value, input: input.name.value)] ?? []
  }

  /// The columns of an input of which there is no file.
  func declaredSchema(of input: Input, for job: Job) -> Schema {
    var other = self
    return other.schema(of: input, job) ?? Schema()
  }

  /// What is known of an input's columns; nil where that is a mistake already told.
  private mutating func schema(of input: Input, _ reader: Job) -> Schema? {
    guard case .job(let name, let export) = input.source else {
      var options = ReadingOptions(input, zone: timeline.zone)
      // A file that is there shows its format and its header: then every name can be looked up.
      let files = recognised(input, of: reader)
      if let format = files.first?.format { options.format = format }
      if options.format == .csv, let known = InputReader.headerSchema(of: files, options: options) {
        return known
      }
      return InputReader.schema(for: options)
    }
    guard let job = jobs.first(where: { $0.name.value == name.value }), !inProgress.contains(name.value),
      let found = job.exports.first(where: { $0.file.value == export.value })
    else { return nil }
    guard case .csv(let csv) = found, csv.audience == .machines, csv.each == nil else {
      diagnostics.add(
        Diagnostic(
          .cannotBeRead(export.value), at: export.location,
          hint: "give job '\(name.value)' a CSV export  for: machines  and read that"))
      return nil
    }
    guard let schema = plan(job).schema(of: csv.table.value) else { return nil }
    return schema.exported(csv.columns)
  }

  /// Looks at the files of all inputs of a job that nobody has looked at yet, at once.
  private mutating func recogniseFiles(of job: Job) {
    let unknown = job.inputs.filter {
      recognised[InputName(job: job.name.value, input: $0.name.value)] == nil
    }
    let found = Parallel.each(unknown) { [gathering, timeline] input in
      JobBinding.recognise(input, gathering, ReadingOptions(input, zone: timeline.zone))
    }
    for (input, files) in zip(unknown, found) where !files.isEmpty {
      recognised[InputName(job: job.name.value, input: input.name.value)] = files
    }
  }

  /// All files of an input if they are plain tables, else the first; none if one cannot be read, or if
  /// they are what another job publishes.
  private static func recognise(
    _ input: Input, _ gathering: InputGathering, _ options: ReadingOptions
  ) -> [FileRecognition] {
    if case .job = input.source { return [] }
    guard let files = try? gathering.locate(input).files else { return [] }
    var found: [FileRecognition] = []
    for file in files {
      guard let next = try? InputReader.recognise(file, options: options) else { return [] }
      found.append(next)
      if next.format != .csv { break }
    }
    return found
  }
}

extension Schema {
  /// The columns of an export: those that it lists, or all but where rows came from.
  package func exported(_ columns: [ExportColumn]?) -> Schema {
    guard let columns else { return Schema(fields.filter { !$0.isProvenance }, undeclared: undeclared) }
    return Schema(columns.map { field(named: $0.name.value) ?? Field($0.name.value, undeclared ?? .text) })
  }
}

extension RunConstants {
  package init(
    _ job: Job, timeline: TimelineDefinition, moment: RunMoment, overrides: [String: Value] = [:]
  ) {
    var parameters = Dictionary(
      job.parameters.map { ($0.name.value, $0.value.value) }, uniquingKeysWith: { a, _ in a })
    parameters.merge(overrides) { _, new in new }
    self.init(
      asOf: moment.asOf, night: Int32(moment.night.date.days), stage: moment.stage?.name.value,
      parameters: parameters, zone: timeline.zone)
  }
}

extension Diagnostic.Message {
  fileprivate static func cannotBeRead(_ export: String) -> Self {
    Self(.unreadableExport, "export '\(export)' cannot be read by another job")
  }
}
