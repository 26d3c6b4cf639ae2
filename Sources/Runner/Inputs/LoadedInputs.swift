internal import Diagnostics
internal import Engine
internal import JobSpec
internal import Ledger
internal import Tables

/// The inputs of one run as they were read, with their run records.
struct LoadedInputs {
  /// A file that was read, with the facts that the archive needs.
  struct Source {
    var file: InputFile
    var sha256: String
    var bytes: Int
    var stamp: FileStamp?
    /// For another job's export, the manifest beside it.
    var manifest: InputFile?
  }

  var inputs: [String: InputData] = [:]
  /// All columns by input, including those that were not needed.
  var schemas: [String: Schema] = [:]
  var entries: [RunInput] = []
  var sources: [Source] = []
  /// The images that workbooks show, by their path below `Inputs/`.
  var logos: [String: [UInt8]] = [:]
  var arrivals: [InputArrival] = []
  var warnings: [Diagnostic] = []
  /// The place of each row, by input; only if the loader keeps them.
  var places: [String: RowPlaces] = [:]
  /// The corrections of rejected rows; nil if there are none.
  var rejectLedger: RejectLedger?
  /// By input and place (`Inputs/a.csv:12`): the corrections of a rejected row (`Corrections/a.csv:2`).
  var correctedPlaces: [String: [String: [String]]] = [:]
  /// The rejected rows as far as they can be read, by input.
  var rejectedRows: [String: Table] = [:]
  /// The runs whose exports are inputs, by input.
  var publishers: [String: Run] = [:]

  /// The engine that executes the plan on them.
  var engine: any PlanEngine = MemoryEngine()

  private let job: Job
  private let judge: ArrivalJudge
  /// The columns that were read, by input; nil means all columns of all inputs.
  private let needs: [String: Columns]?

  init(of job: Job, needs: [String: Columns]?, _ judge: ArrivalJudge) {
    self.job = job
    self.needs = needs
    self.judge = judge
  }

  /// The columns read from an input; nil means all.
  func needs(of input: String) -> Columns? { needs?[input] }

  /// Whether the files have the columns that the plan was bound to, in any order.
  func haveColumns(of plan: JobPlan) -> Bool {
    let planned = plan.inputsByName
    return job.inputs.allSatisfy { input in
      guard let bound = planned[input.name.value]?.schema,
        let read = schemas[input.name.value]
      else { return false }
      return bound.undeclared == nil && Set(bound.fields) == Set(read.fields)
    }
  }

  /// Whether all columns that a plan needs have been read.
  func cover(_ plan: JobPlan) -> Bool {
    guard let needs else { return true }
    let wanted = plan.wantedOfInputs
    return job.inputs.allSatisfy { input in
      guard let read = needs[input.name.value] else { return true }
      return wanted[input.name.value]?.isSubset(of: read) ?? false
    }
  }

  /// Adds a hint to mistakes that may be due to an input without a file, whose known columns are only those
  /// that the job declares.
  func explaining(_ mistakes: Diagnostics) -> Diagnostics {
    guard let absent = arrivals.first(where: { [.missing, .empty, .changing].contains($0.fault) }) else {
      return mistakes
    }
    return Diagnostics(
      mistakes.all.map { mistake in
        var mistake = mistake
        mistake.hint =
          mistake.hint
          ?? "\(absent.words); to let the job run without it, name its columns under 'columns'"
        return mistake
      })
  }

  /// Looks at the files once more after everything else has succeeded: nothing may be published from a file
  /// that was being written.
  func verifySettled(_ outcome: inout JobRunner.Outcome) throws {
    for source in sources where source.manifest == nil {
      guard let stamp = source.stamp, FileStamp(path: source.file.path) != stamp else { continue }
      let input = job.inputs.first { input in
        entries.contains { $0.name == input.name.value && $0.file == source.file.displayName }
      }
      let words = "was changed during the run: \(source.file.displayName)"
      switch input.flatMap({ judge.arrival($0, .changing, words) }) {
      case let arrival? where arrival.policy == .warn:
        outcome.run.arrivals.append(arrival.record)
        outcome.diagnostics.append(arrival.diagnostic)
        if outcome.run.status == .success { outcome.run.status = .warn }
      case let arrival? where arrival.policy == .skip:
        throw SkippedByArrival(reason: arrival.words)
      default:
        throw ChangedFile(file: source.file.displayName).diagnostic
      }
    }
  }
}
