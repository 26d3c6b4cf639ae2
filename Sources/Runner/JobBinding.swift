package import Diagnostics
package import Engine
internal import Formats
package import JobSpec
internal import Ledger
package import Tables

/// Binds the jobs of a workspace to declared columns and to the headers of their files, without reading data:
/// for `acta check`, and for knowing the needed columns before a run.
package struct JobBinding {
  private let timeline: TimelineDefinition
  let jobs: [Job]
  private(set) var catalogue: InputCatalogue
  private var overrides: [String: Value] = [:]
  private var plans: [String: (plan: JobPlan, hasMistakes: Bool)] = [:]
  private var inProgress: Set<String> = []
  package private(set) var diagnostics = Diagnostics()

  package init(
    _ jobs: [Job], workspace: Workspace, timeline: TimelineDefinition, moment: RunMoment
  ) {
    self.jobs = jobs
    catalogue = InputCatalogue(workspace, timeline, moment)
    self.timeline = timeline
  }

  /// The same jobs as of another moment, with other parameters. Recognised files stay known.
  package func moved(
    to moment: RunMoment, overrides: [String: Value] = [:], rehearsal: Rehearsal? = nil
  ) -> JobBinding {
    var other = self
    other.catalogue.rehearsed = rehearsal?.published
    if moment.asOf == catalogue.moment.asOf && overrides == self.overrides { return other }
    other.catalogue.moment = moment
    other.overrides = overrides
    other.plans = [:]
    other.diagnostics = Diagnostics()
    return other
  }

  /// The plan of a job against declared columns and the headers of its files; collects each of its mistakes
  /// once.
  package mutating func plan(_ job: Job) -> JobPlan {
    if let known = plans[job.name.value] { return known.plan }
    inProgress.insert(job.name.value)
    catalogue.look(at: job)
    var mistakes = Diagnostics()
    var schemas: [String: Schema] = [:]
    for input in job.inputs {
      schemas[input.name.value] = input.doubting(schema(of: input, job, &mistakes))
    }
    inProgress.remove(job.name.value)
    let constants = RunConstants(
      job, timeline: timeline, moment: catalogue.moment, overrides: overrides)
    let (plan, found) = Planner.plan(job, inputs: schemas, constants: constants)
    mistakes.add(found)
    mistakes.add(CorrectionHeader(of: job, in: catalogue.workspace).mistakes)
    diagnostics.add(mistakes)
    plans[job.name.value] = (plan, mistakes.hasErrors)
    return plan
  }

  /// The plan for a run that begins now; looks again at files that have changed since the job was bound.
  mutating func planAnew(_ job: Job) -> (plan: JobPlan, hasMistakes: Bool) {
    if catalogue.refresh(job) { plans[job.name.value] = nil }
    _ = plan(job)
    return plans[job.name.value]!
  }

  /// Whether another job reads the exports of this one.
  func isRead(_ job: Job) -> Bool { jobs.contains { $0.readsJobs.contains(job.name.value) } }

  /// The columns of an input without a file.
  func declaredSchema(of input: Input, for job: Job) -> Schema {
    var other = self
    var mistakes = Diagnostics()
    return other.schema(of: input, job, &mistakes) ?? Schema()
  }

  /// The known columns of an input; nil if a mistake in them has been reported already.
  private mutating func schema(
    of input: Input, _ reader: Job, _ mistakes: inout Diagnostics
  ) -> Schema? {
    guard case .job(let name, let export) = input.source else {
      var options = ReadingOptions(input, zone: timeline.zone)
      // An existing file shows its format and header, so every name can be looked up.
      let files = catalogue.recognised(input, of: reader)
      if let format = files.first?.format { options.format = format }
      if let format = options.format {
        let refusals = KeysOfTables.refusals(of: options, by: format, file: "the file") {
          input.keyLocations[$0] ?? input.location
        }
        for refusal in refusals { mistakes.add(refusal) }
      }
      if options.format == .csv, let known = InputReader.headerSchema(of: files, options: options) {
        return known
      }
      return InputReader.schema(for: options)
    }
    guard let job = jobs.first(where: { $0.name.value == name.value }), !inProgress.contains(name.value),
      let found = job.exports.first(where: { $0.canBeNamed(export.value) })
    else { return nil }
    guard case .csv(let csv) = found, csv.audience == .machines else {
      mistakes.add(
        Diagnostic(
          .cannotBeRead(export.value), at: export.location,
          hint: "give job '\(name.value)' a CSV export  for: machines  and read that"))
      return nil
    }
    guard let schema = plan(job).schema(of: csv.table.value) else { return nil }
    return schema.exported(csv.columns)
  }
}

extension Input {
  /// The known columns of the input, and those that a mistake in its definition leaves unknown.
  fileprivate func doubting(_ schema: Schema?) -> Schema {
    guard var schema else { return .unknown }
    if !isWhole {
      schema.doubtAll()
      schema.doubts.names.subtract(columns.map(\.name))
    }
    schema.doubts.names.formUnion(columnsOfUnknownType)
    return schema
  }
}

extension Schema {
  /// The columns of an export: those that it lists, or all except the ones that tell where rows came from.
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
