internal import Diagnostics
internal import Engine
internal import Formats
internal import JobSpec
internal import Ledger
internal import Tables

/// Reads the inputs of a job for one run.
struct InputLoader {
  let job: Job
  /// The plan as bound before anything is read.
  private let plan: JobPlan
  private let wantsSourceFile: Bool
  private let wantsSourceLine: Bool
  let binding: JobBinding
  private let judge: ArrivalJudge
  /// Whether the place of each row is kept, although no expression asks for it.
  private let keepsPlaces: Bool
  /// Where rows are read to; nil reads them into memory.
  private let spill: SpillPlace?
  /// Corrections of rejected rows beside those in the job's file.
  private let addedCorrections: [RejectLedger.Addition]

  init(
    _ job: Job, _ plan: JobPlan, _ binding: JobBinding, _ judge: ArrivalJudge, keepsPlaces: Bool = false,
    spill: SpillPlace? = nil, adding corrections: [RejectLedger.Addition] = []
  ) {
    self.spill = spill
    addedCorrections = corrections
    self.keepsPlaces = keepsPlaces
    self.job = job
    self.plan = plan
    wantsSourceFile = plan.wantsSourceFile
    wantsSourceLine = plan.wantsSourceLine
    self.binding = binding
    self.judge = judge
  }

  /// - Parameter needs: the columns to read, by input; nil means all columns of all inputs.
  /// - Throws: all errors that stop the reading of any input; ``SkippedByArrival`` if there are none and the
  ///   arrival of an input asks for a skip.
  func load(_ needs: [String: Columns]?) throws -> LoadedInputs {
    var loaded = LoadedInputs(of: job, needs: needs, judge)
    var mistakes = Diagnostics()
    let workspace = binding.catalogue.workspace
    loaded.rejectLedger = mistakes.collect {
      try RejectLedger(job, in: workspace, night: plan.constants.night, adding: addedCorrections)
    }.flatMap { $0 }
    for input in job.inputs {
      try Interruption.check()
      _ = mistakes.collect { try load(input, into: &loaded) }
    }
    _ = mistakes.collect { try loadLogos(into: &loaded) }
    try mistakes.throwIfErrors()
    let skips = loaded.arrivals.filter { $0.policy == .skip }
    if !skips.isEmpty, !loaded.arrivals.contains(where: { $0.policy == .fail }) {
      throw SkippedByArrival(reason: skips.map(\.words).joined(separator: "; "))
    }
    return loaded
  }

  private func load(_ input: Input, into loaded: inout LoadedInputs) throws {
    var entry: InputCatalogue.Entry
    do {
      entry = try binding.catalogue.entry(input, of: job)
    } catch let missing as MissingInput {
      guard let arrival = judge.arrival(input, .missing, "is missing: \(missing.diagnostic.message.kept)")
      else {
        throw missing.diagnostic
      }
      addNothing(of: input, arrival, to: &loaded)
      return
    }
    if entry.files.isEmpty { return addNothing(of: input, nil, to: &loaded) }
    if entry.source == nil, let noisy = try judge.unsettled(input, entry.files) {
      guard let arrival = judge.arrival(input, .changing, "is still being written: '\(noisy)' keeps changing")
      else {
        throw Diagnostic(
          .init(.fileChanged, "'\(noisy)' is still being written"), at: input.location,
          hint: "let the program that writes it finish")
      }
      loaded.arrivals.append(arrival)
    }
    var stamps = entry.files.map { FileStamp(path: $0.path) }
    let empty = stamps.indices.filter { stamps[$0]?.bytes == 0 }
    if let first = empty.first,
      let arrival = judge.arrival(
        input, .empty, "is empty: \(entry.files[first].displayName) has no content")
    {
      for index in empty { addEmptyFile(entry.files[index], stamps[index], of: input, to: &loaded) }
      if arrival.policy != .warn || empty.count == stamps.count {
        addNothing(of: input, arrival, to: &loaded)
        return
      }
      // The other inputs have their rows.
      loaded.arrivals.append(arrival)
      for index in empty.reversed() {
        entry.files.remove(at: index)
        stamps.remove(at: index)
      }
    }
    entry.options.neededColumns = loaded.needs(of: input.name.value)?.names
    if let until = input.until, entry.source == nil {
      entry.options.delimited.until = RowCondition(until, of: input.name.value, constants: plan.constants)
    }
    entry.options.wantsSourceFile = wantsSourceFile || keepsPlaces
    entry.options.wantsSourceLine = wantsSourceLine || keepsPlaces
    wantRejects(of: input, &entry.options, loaded.rejectLedger)
    do {
      var result = try InputReader.read(
        entry.files, options: entry.options, recognised: entry.recognised, spill: spill)
      if entry.options.corrections != nil, !wantsSourceLine, !keepsPlaces { result.dropLines() }
      if keepsPlaces {
        takePlaces(of: input, from: &result, to: &loaded)
        takeCorrectedPlaces(of: input, from: result, to: &loaded)
        if result.rejects.rowCount > 0 {
          loaded.rejectedRows[input.name.value] = try rejectedRows(entry, result)
        }
      }
      add(result, of: input, entry, stamps, to: &loaded)
    } catch {
      // Whatever error half of a file causes, the real fault is that the file is still being written.
      guard stamps != entry.files.map({ FileStamp(path: $0.path) }),
        let arrival = judge.arrival(input, .changing, "was changed while it was being read"),
        arrival.policy != .warn
      else { throw error }
      addNothing(of: input, arrival, to: &loaded)
    }
  }

  /// Asks for what people need to correct rejected rows, and for the rows that they have corrected.
  private func wantRejects(of input: Input, _ options: inout ReadingOptions, _ ledger: RejectLedger?) {
    guard input.isFile else { return }
    options.rejectsWithFields = RejectedRows.most
    guard let corrections = ledger?.corrections(of: input), !corrections.isEmpty else { return }
    options.rejectsWithFields = .max
    options.corrections = corrections
    // Corrected rows stand where they stand in the file.
    options.wantsSourceLine = true
  }

  private func takeCorrectedPlaces(
    of input: Input, from result: ReadingResult, to loaded: inout LoadedInputs
  ) {
    guard let ledger = loaded.rejectLedger else { return }
    for row in result.rejectedRows.rows where !row.corrections.isEmpty {
      loaded.correctedPlaces[input.name.value, default: [:]]["\(row.file):\(row.line)"] =
        row.corrections.map(ledger.place)
    }
  }

  /// Keeps the places of the rows, and removes those that the plan does not read.
  private func takePlaces(of input: Input, from result: inout ReadingResult, to loaded: inout LoadedInputs) {
    guard case .text(let files)? = result.table.column(named: Field.sourceFile.name),
      case .integer(let lines)? = result.table.column(named: Field.sourceLine.name)
    else { return }
    loaded.places[input.name.value] = RowPlaces(files: files, lines: lines.values)
    let unread = [
      wantsSourceFile ? nil : Field.sourceFile, wantsSourceLine ? nil : Field.sourceLine,
    ].compactMap { $0 }
    result.table = result.table.selecting(
      result.table.schema.fields.filter { !unread.contains($0) }.map(\.name))
    result.schema = Schema(result.schema.fields.filter { !unread.contains($0) })
  }

  /// The rows that were rejected, in the order of the rejects: a value that does not fit its type is null.
  private func rejectedRows(_ entry: InputCatalogue.Entry, _ result: ReadingResult) throws -> Table {
    var options = entry.options
    options.ragged = .pad
    options.neededColumns = nil
    for index in options.columns.indices {
      options.columns[index].type = .text
      options.columns[index].required = false
    }
    let read = try InputReader.read(entry.files, options: options, recognised: entry.recognised)
    guard case .text(let files)? = read.table.column(named: Field.sourceFile.name),
      case .integer(let lines)? = read.table.column(named: Field.sourceLine.name)
    else { return Table(empty: result.schema) }
    var places: [String: Int32] = [:]
    for row in 0..<read.table.rowCount {
      places["\(files.string(at: row)):\(lines.values[row])"] = Int32(row)
    }
    let rows = result.rejects.rows.map { places["\($0[0].messageText):\($0[1].messageText)"] ?? -1 }
    let fields = result.schema.fields.filter { !$0.isProvenance }
    return Table(
      Schema(fields),
      fields.map { field in
        let texts = read.table.column(named: field.name)?.gather(rows) ?? .nulls(.text, count: rows.count)
        if texts.type == field.type { return texts }
        return Column(
          field.type,
          (0..<rows.count).map { row in
            guard case .text(let text) = texts.value(at: row) else { return .null }
            return Value(text, as: field.type, in: options.zone) ?? .null
          })
      }, rowCount: rows.count)
  }

  private func add(
    _ result: ReadingResult, of input: Input, _ entry: InputCatalogue.Entry, _ stamps: [FileStamp?],
    to loaded: inout LoadedInputs
  ) {
    let name = input.name.value
    let modified = binding.catalogue.modified(entry, result.files)
    let rows = result.files.reduce(0) { $0 + $1.rows }
    loaded.warnings += entry.warnings + result.warnings
    loaded.schemas[name] = result.schema
    loaded.inputs[name] = InputData(
      table: result.table, stored: result.stored, rejects: result.rejects, rowsFound: rows,
      leftOut: result.files.flatMap(\.leftOut), modified: modified)
    loaded.inputs[name]!.rejectedRows = result.rejectedRows
    if input.isFile {
      loaded.inputs[name]!.corrections = loaded.rejectLedger?.result(of: input, result.outcomes)
    }
    loaded.entries += result.files.map {
      RunInput(
        name: name, file: $0.file, sha256: $0.sha256, bytes: $0.bytes, rows: $0.dataRows,
        rejected: $0.rejected,
        modified: Instant(microseconds: $0.modified))
    }
    var manifest: InputFile?
    if let source = entry.source {
      loaded.publishers[name] = source.run
      manifest = InputFile(
        path: "\(source.folder)/\(Manifest.fileName)",
        displayName: "Exports/\(source.run.night)/\(source.run.job)/\(Manifest.fileName)")
    }
    for (index, report) in result.files.enumerated() {
      loaded.sources.append(
        LoadedInputs.Source(
          file: entry.files[index], sha256: report.sha256, bytes: report.bytes, stamp: stamps[index],
          manifest: manifest))
    }
    loaded.arrivals += judge.faults(of: input, result.files, modified: modified)
  }

  /// An empty file cannot be read, but it is one of the run's files and is archived.
  private func addEmptyFile(
    _ file: InputFile, _ stamp: FileStamp?, of input: Input, to loaded: inout LoadedInputs
  ) {
    let sha256 = FileFingerprint(of: []).sha256
    loaded.entries.append(
      RunInput(
        name: input.name.value, file: file.displayName, sha256: sha256, bytes: 0, rows: 0, rejected: 0,
        modified: stamp?.modified))
    loaded.sources.append(
      LoadedInputs.Source(file: file, sha256: sha256, bytes: 0, stamp: stamp, manifest: nil))
  }

  /// An input without rows, with the declared columns and those that the job reads in addition.
  private func addNothing(of input: Input, _ arrival: InputArrival?, to loaded: inout LoadedInputs) {
    let name = input.name.value
    if let arrival { loaded.arrivals.append(arrival) }
    var schema = binding.declaredSchema(of: input, for: job)
    for column in (loaded.needs(of: name)?.names ?? []).sorted() where schema.field(named: column) == nil {
      schema.set(Field(column, schema.undeclared ?? .text))
    }
    if wantsSourceFile { schema.set(.sourceFile) }
    if wantsSourceLine { schema.set(.sourceLine) }
    schema.undeclared = nil
    loaded.schemas[name] = schema
    loaded.inputs[name] = InputData(
      table: Table(empty: schema), rejects: Table(empty: ReadingResult.rejectSchema), rowsFound: 0,
      modified: nil)
    if input.isFile { loaded.inputs[name]!.corrections = loaded.rejectLedger?.result(of: input, [:]) }
  }
}

extension ReadingResult {
  /// Removes the lines of rows, which only their corrections needed.
  fileprivate mutating func dropLines() {
    let line = Field.sourceLine.name
    table = table.selecting(table.schema.names.filter { $0 != line })
    stored = stored.map { $0.selecting($0.schema.names.filter { $0 != line }) }
    schema = Schema(schema.fields.filter { $0.name != line })
  }
}
