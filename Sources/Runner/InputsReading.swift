internal import Diagnostics
internal import Engine
internal import Formats
internal import JobSpec
internal import Ledger
internal import Tables

/// Reads the inputs of a job, and keeps what a run says of them.
struct InputsReading {
  /// A file that was read, as the archive wants it.
  struct Source {
    var file: InputFile
    var sha256: String
    var bytes: Int
    var stamp: FileStamp?
    /// Of what another job published, the manifest beside it.
    var manifest: InputFile?
  }

  private let job: Job
  /// The columns that are read of each input; nil: all of all.
  private let needs: [String: Columns]?
  private let judge: ArrivalJudge
  var inputs: [String: InputData] = [:]
  private(set) var schemas: [String: Schema] = [:]
  private(set) var entries: [RunInput] = []
  private(set) var sources: [Source] = []
  private(set) var arrivals: [InputArrival] = []
  private(set) var warnings: [Diagnostic] = []

  init(_ job: Job, needs: [String: Columns]?, _ judge: ArrivalJudge) {
    self.job = job
    self.needs = needs
    self.judge = judge
  }

  /// - Throws: everything that stops the reading of any input; ``SkippedByArrival`` where nothing does,
  ///   and an input asks for it.
  mutating func read(_ plan: JobPlan, _ binding: JobBinding) throws {
    var mistakes = Diagnostics()
    for input in job.inputs {
      try Interruption.check()
      _ = mistakes.collect { try read(input, plan, binding) }
    }
    try mistakes.throwIfErrors()
    let skips = arrivals.filter { $0.policy == .skip }
    if !skips.isEmpty, !arrivals.contains(where: { $0.policy == .fail }) {
      throw SkippedByArrival(reason: skips.map(\.words).joined(separator: "; "))
    }
  }

  private mutating func read(_ input: Input, _ plan: JobPlan, _ binding: JobBinding) throws {
    let name = input.name.value
    var located: InputGathering.Place
    do {
      located = try binding.gathering.locate(input)
    } catch let missing as MissingInput {
      guard let arrival = judge.arrival(input, .missing, "is missing: \(missing.diagnostic.message)") else {
        throw missing.diagnostic
      }
      takeNothing(of: input, plan, binding, arrival)
      return
    }
    if located.source == nil, let noisy = try judge.unsettled(input, located.files) {
      guard take(judge.arrival(input, .changing, "is still being written: '\(noisy)' keeps changing")) else {
        throw Diagnostic(
          .init(.fileChanged, "'\(noisy)' is still being written"), at: input.location,
          hint: "let the program that writes it finish")
      }
    }
    var stamps = located.files.map { FileStamp(path: $0.path) }
    let empty = stamps.indices.filter { stamps[$0]?.bytes == 0 }
    if let first = empty.first,
      let arrival = judge.arrival(
        input, .empty, "is empty: no byte is in \(located.files[first].displayName)")
    {
      for place in empty { takeEmpty(located.files[place], stamps[place], of: input) }
      if arrival.policy != .warn || empty.count == stamps.count {
        takeNothing(of: input, plan, binding, arrival)
        return
      }
      // The others have their rows.
      _ = take(arrival)
      for place in empty.reversed() {
        located.files.remove(at: place)
        stamps.remove(at: place)
      }
    }
    located.options.neededColumns = needs?[name]?.names
    located.options.wantsSourceFile = plan.wantsSourceFile
    located.options.wantsSourceLine = plan.wantsSourceLine
    do {
      let result = try InputReader.read(
        located.files, options: located.options, recognised: binding.recognised(input, of: job))
      take(result, of: input, located, stamps, binding)
    } catch {
      // Whatever the half of a file looks like, that it is being written is what is wrong with it.
      guard stamps != located.files.map({ FileStamp(path: $0.path) }),
        let arrival = judge.arrival(input, .changing, "was changed while it was being read"),
        arrival.policy != .warn
      else { throw error }
      takeNothing(of: input, plan, binding, arrival)
    }
  }

  private mutating func take(
    _ result: ReadingResult, of input: Input, _ located: InputGathering.Place, _ stamps: [FileStamp?],
    _ binding: JobBinding
  ) {
    let name = input.name.value
    let modified = binding.gathering.modified(located, result.files)
    warnings += result.warnings
    schemas[name] = result.schema
    let rows = result.files.reduce(0) { $0 + $1.rows }
    inputs[name] = InputData(
      table: result.table, rejects: result.rejects, rowsFound: rows,
      leftOut: result.files.flatMap(\.leftOut), modified: modified)
    entries += result.files.map {
      RunInput(
        name: name, file: $0.file, sha256: $0.sha256, bytes: $0.bytes, rows: $0.rows, rejected: $0.rejected,
        modified: Instant(microseconds: $0.modified))
    }
    var manifest: InputFile?
    if let source = located.source {
      manifest = InputFile(
        path: "\(source.folder)/\(Manifest.fileName)",
        displayName: "Exports/\(source.run.night)/\(source.run.job)/\(Manifest.fileName)")
    }
    for (place, report) in result.files.enumerated() {
      sources.append(
        Source(
          file: located.files[place], sha256: report.sha256, bytes: report.bytes, stamp: stamps[place],
          manifest: manifest))
    }
    if rows == 0 { _ = take(judge.arrival(input, .empty, "is empty: no row of data is in it")) }
    if judge.isUnchanged(input, result.files) {
      _ = take(judge.arrival(input, .unchanged, "is the same as at the last good run of an earlier night"))
    }
    if judge.isStale(input, modified: modified) {
      _ = take(judge.arrival(input, .stale, "is older than its 'fresh' check allows"))
    }
  }

  /// Keeps a fault that the job has a word about. Returns whether it has.
  private mutating func take(_ arrival: InputArrival?) -> Bool {
    guard let arrival else { return false }
    arrivals.append(arrival)
    return true
  }

  /// A file without a byte: it cannot be read, but the run is made of it too.
  private mutating func takeEmpty(_ file: InputFile, _ stamp: FileStamp?, of input: Input) {
    let sha256 = FileFingerprint(of: []).sha256
    entries.append(
      RunInput(
        name: input.name.value, file: file.displayName, sha256: sha256, bytes: 0, rows: 0, rejected: 0,
        modified: stamp?.modified))
    sources.append(Source(file: file, sha256: sha256, bytes: 0, stamp: stamp, manifest: nil))
  }

  /// An input without rows, in the columns that are declared and those that the job asks for beside them.
  private mutating func takeNothing(
    of input: Input, _ plan: JobPlan, _ binding: JobBinding, _ arrival: InputArrival
  ) {
    let name = input.name.value
    arrivals.append(arrival)
    var schema = binding.declaredSchema(of: input, for: job)
    for column in (needs?[name]?.names ?? []).sorted() where schema.field(named: column) == nil {
      schema.set(Field(column, schema.undeclared ?? .text))
    }
    if plan.wantsSourceFile { schema.set(.sourceFile) }
    if plan.wantsSourceLine { schema.set(.sourceLine) }
    schema.undeclared = nil
    schemas[name] = schema
    inputs[name] = InputData(
      table: Table(empty: schema), rejects: Table(empty: ReadingResult.rejectSchema), rowsFound: 0,
      modified: nil)
  }

  /// Of an input without a file nobody knows more columns than the job declares: mistakes say so.
  func explaining(_ mistakes: Diagnostics) -> Diagnostics {
    guard let absent = arrivals.first(where: { [.missing, .empty, .changing].contains($0.fault) }) else {
      return mistakes
    }
    return Diagnostics(
      mistakes.all.map { mistake in
        var mistake = mistake
        mistake.hint =
          mistake.hint
          ?? "\(absent.words); so that the job can do without it, name its columns under 'columns'"
        return mistake
      })
  }

  /// Looks at the files once more, when everything else has worked: what is published must not come of
  /// a file that was being written.
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

  /// Whether the files have the columns that the plan was bound to, in any order.
  func isAsBound(to plan: JobPlan) -> Bool {
    job.inputs.allSatisfy { input in
      guard let bound = plan.input(named: input.name.value)?.schema,
        let read = schemas[input.name.value]
      else { return false }
      return bound.undeclared == nil && Set(bound.fields) == Set(read.fields)
    }
  }

  /// Whether all that a plan needs has been read.
  func covers(_ plan: JobPlan) -> Bool {
    guard let needs else { return true }
    return job.inputs.allSatisfy { input in
      guard let read = needs[input.name.value] else { return true }
      return plan.input(named: input.name.value)?.wanted.isSubset(of: read) ?? false
    }
  }
}
