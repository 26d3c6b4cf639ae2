internal import Diagnostics
internal import Engine
internal import JobSpec
internal import Tables

/// Reads the inputs of a job, and keeps what a run says of them.
struct InputsReading {
  private let job: Job
  /// The columns that are read of each input; nil: all of all.
  private let needs: [String: Set<String>?]?
  private(set) var inputs: [String: InputData] = [:]
  private(set) var schemas: [String: Schema] = [:]
  private(set) var entries: [Manifest.InputFileEntry] = []
  private(set) var warnings: [Diagnostic] = []

  init(_ job: Job, needs: [String: Set<String>?]?) {
    self.job = job
    self.needs = needs
  }

  /// - Throws: everything that stops the reading of any input.
  mutating func read(_ plan: JobPlan, _ binding: JobBinding) throws {
    var mistakes = Diagnostics()
    for input in job.inputs {
      let name = input.name.value
      let read = mistakes.collect {
        var located = try binding.gathering.locate(input)
        located.options.neededColumns = needs?[name] ?? nil
        located.options.wantsSourceFile = plan.wantsSourceFile
        located.options.wantsSourceLine = plan.wantsSourceLine
        let result = try InputReader.read(
          located.files, options: located.options, recognised: binding.recognised(input, of: job))
        return (result, modified: binding.gathering.modified(located, result.files))
      }
      if let (result, modified) = read { take(result, of: name, modified: modified) }
    }
    try mistakes.throwIfErrors()
  }

  private mutating func take(_ result: ReadingResult, of name: String, modified: Int64?) {
    warnings += result.warnings
    schemas[name] = result.schema
    inputs[name] = InputData(
      table: result.table, rejects: result.rejects, rowsFound: result.files.reduce(0) { $0 + $1.rows },
      leftOut: result.files.flatMap(\.leftOut), modified: modified)
    entries += result.files.map {
      Manifest.InputFileEntry(
        name: name, file: $0.file, sha256: $0.sha256, bytes: $0.bytes, rows: $0.rows, rejected: $0.rejected)
    }
  }

  /// Whether the files have the columns that the plan was bound to, in any order.
  func isAsBound(to plan: JobPlan) -> Bool {
    job.inputs.allSatisfy { input in
      guard let bound = plan.inputs[input.name.value], let read = schemas[input.name.value] else {
        return false
      }
      return bound.undeclared == nil && Set(bound.fields) == Set(read.fields)
    }
  }

  /// Whether all that a plan needs has been read.
  func covers(_ plan: JobPlan) -> Bool {
    guard let needs else { return true }
    return job.inputs.allSatisfy { input in
      guard let read = needs[input.name.value] ?? nil else { return true }
      guard let needed = plan.needs[input.name.value] ?? nil else { return false }
      return needed.isSubset(of: read)
    }
  }
}
