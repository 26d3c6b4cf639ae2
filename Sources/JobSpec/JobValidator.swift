internal import Diagnostics

/// Finds errors in a job as a whole: unknown names, repeated names, tables made from themselves.
struct JobValidator {
  let job: Job
  let timeline: TimelineDefinition?
  let reading: FileReading

  func validate() {
    checkNames()
    checkStages()
    let names = Set((job.inputs.map(\.name) + job.tables.map(\.name)).map(\.value))
    let unknown = reading.tableReferences.filter {
      !names.contains($0.value) && !job.hasTable(named: $0.value)
    }
    if !unknown.isEmpty, !job.mayHaveAnyTable { report(unknownTables: unknown) }
    checkInputReferences()
    checkStalePolicies()
    TableGraph(job).reportCycles(to: reading)
    ExportValidator(job: job, languages: timeline?.languages ?? [], reading: reading).validate()
    TextParameters(job: job, languages: timeline?.languages ?? [], reading: reading).validate()
  }

  // MARK: Names

  private func checkNames() {
    var owners: [String: SourceLocation] = [:]
    let named = job.inputs.map { ($0.name, "input") } + job.tables.map { ($0.name, "table") }
    for (name, kind) in named {
      if name.value == "figures" {
        reading.report(
          .figuresIsTaken(kind), at: name.location, reason: "'figures' is the table that a job's figures make"
        )
      } else if let owner = owners[name.value] {
        reading.report(
          .nameTwice(name.value), at: name.location,
          reason: "an input of that name is at \(owner.file):\(owner.line):\(owner.column)")
      }
      owners[name.value] = owners[name.value] ?? name.location
    }
  }

  private func checkStages() {
    guard let timeline else { return }
    let stages = timeline.stages.map(\.name.value)
    for stage in reading.stageReferences where !stages.contains(stage.value) {
      reading.report(
        .unknownStage(stage.value), at: stage.location,
        reason: stages.isEmpty
          ? "\(timeline.file) has no stages"
          : inventory("stage of \(timeline.file)", stages, plural: "stages of \(timeline.file)"),
        hint: suggestion(for: stage.value, among: stages))
    }
  }

  // MARK: Tables

  /// Makes the lists of what there is once: a job of thousands of tables may have thousands of wrong names.
  private func report(unknownTables: [Located<String>]) {
    let inputs = job.declaredInputs
    let tables = job.tables.map(\.name.value)
    let special =
      ["figures"] + inputs.map { "\($0).rejects" }
      + job.tables.filter(\.isCorrected).map { StaleCorrections.table(of: $0.name.value) }
    var parts: [String] = []
    if !inputs.isEmpty { parts.append("inputs \(listing(inputs))") }
    if !tables.isEmpty { parts.append("tables \(listing(tables))") }
    let reason =
      parts.isEmpty
      ? "the job has neither inputs nor tables" : "the job has \(parts.joined(separator: " and "))"
    let names = tables + inputs + special
    for table in unknownTables {
      reading.report(
        .unknownTable(table.value), at: table.location, reason: reason,
        hint: suggestion(for: table.value, among: names))
    }
  }

  private func checkInputReferences() {
    let inputs = job.declaredInputs
    for judgement in job.checks {
      guard case .fresh(let input, _) = judgement.kind, !inputs.contains(input.value),
        !job.unread.sections.contains("inputs")
      else { continue }
      reading.report(
        .unknownInput(input.value), at: input.location,
        reason: inputs.isEmpty ? "the job has no inputs" : inventory("input", inputs),
        hint: suggestion(for: input.value, among: inputs))
    }
  }

  /// A policy for stale inputs needs a `fresh` check.
  private func checkStalePolicies() {
    for input in job.inputs where input.arrival.policies[.stale] != nil {
      guard job.freshCheck(of: input.name.value) == nil else { continue }
      reading.report(
        .staleWithoutFresh(input.name.value), at: input.location,
        reason: "a 'fresh' check says how old the input may be",
        hint: "add to 'checks':  - fresh: {input: \(input.name.value), within: 36h}")
    }
  }
}

extension Job {
  /// Whether this is an input, a table, `figures`, the rejects of an input, or the stale corrections of a table.
  package func hasTable(named name: String) -> Bool {
    if name == "figures" || input(named: name) != nil || table(named: name) != nil { return true }
    if let corrected = StaleCorrections.correctedTable(name) { return isCorrected(corrected) }
    return name.hasSuffix(".rejects") && input(named: String(name.dropLast(".rejects".count))) != nil
  }
}

extension Diagnostic.Message {
  static func figuresIsTaken(_ kind: String) -> Self {
    Self(.takenName, "the name 'figures' is reserved; no \(kind) can have it")
  }
  static func nameTwice(_ name: String) -> Self { Self(.takenName, "'\(name)' is an input and a table") }
  static func unknownStage(_ name: String) -> Self { Self(.unknownStage, "unknown stage '\(name)'") }
  static func unknownTable(_ name: String) -> Self { Self(.unknownTable, "unknown table '\(name)'") }
  static func staleWithoutFresh(_ input: String) -> Self {
    Self(
      .staleWithoutCheck,
      "'arrival' says what to do when input '\(input)' is stale, but no check says when it is")
  }
  static func unknownInput(_ name: String) -> Self { Self(.unknownInput, "unknown input '\(name)'") }
}
