internal import Diagnostics
internal import Engine
package import JobSpec

/// The corrections of a job, each with what the job makes of it now.
package struct CorrectionList {
  package enum State: String, CaseIterable, Sendable {
    case applied, done, stale, expired
  }

  package struct Entry {
    /// Its file, and its row among the file's rows.
    fileprivate let ledger: Int
    fileprivate let row: Int
    /// `Corrections/people.csv`
    package let file: String
    package let line: Int
    package let table: String
    package let key: [(column: String, text: String)]
    package let column, from, to, by, at, why, until: String
    package let state: State
  }

  package private(set) var entries: [Entry] = []
  private var ledgers: [CorrectionLedger] = []

  /// - Parameter runner: of the workspace as it is now.
  /// - Throws: a diagnostic if a file of corrections cannot be read, or the job cannot be computed.
  package init(_ job: Job, in workspace: Workspace, moment: RunMoment, _ runner: JobRunner) throws {
    var files: [String] = []
    for file in job.correctionFiles(in: workspace) where !files.contains(file) { files.append(file) }
    for file in files { ledgers.append(try CorrectionLedger(file, in: workspace)) }
    if ledgers.allSatisfy({ $0.rows.isEmpty }) { return }
    let execution = try runner.execute(job, moment: moment).execution
    for (number, ledger) in ledgers.enumerated() {
      let input = CorrectionFile.inputName(of: ledger.file)
      var states: [Int: State] = [:]
      for (_, result) in execution.corrections where result.input == input {
        for (row, state) in result.states { states[row] = State(rawValue: state.rawValue) }
      }
      for row in ledger.rows.indices {
        let table = ledger.text(CorrectionFile.table, of: row)
        func text(_ column: String) -> String { ledger.text(column, of: row) }
        entries.append(
          Entry(
            ledger: number, row: row, file: ledger.displayPath,
            line: ledger.line(of: row), table: table,
            key: ledger.key(of: row, job.table(named: table)), column: text(CorrectionFile.column),
            from: text(CorrectionFile.from), to: text(CorrectionFile.to), by: text(CorrectionFile.by),
            at: text(CorrectionFile.at), why: text(CorrectionFile.why), until: text(CorrectionFile.until),
            state: states[row] ?? .stale))
      }
    }
  }

  /// Removes the corrections at these places of ``entries`` from their files.
  package mutating func drop(_ places: Set<Int>) throws {
    for number in ledgers.indices {
      let rows = Set(places.map { entries[$0] }.filter { $0.ledger == number }.map(\.row))
      if rows.isEmpty { continue }
      ledgers[number].remove(rows)
      try ledgers[number].write()
    }
  }
}

extension Job {
  /// The files below `Corrections/` that its steps apply, and that with corrections of its rejects.
  package func correctionFiles(in workspace: Workspace) -> [String] {
    tables.flatMap(\.steps).compactMap { step in
      if case .correct(let correct) = step.operation { correct.file.value } else { nil }
    }
      + (hasFiles && RejectLedger.exists(for: name.value, in: workspace)
        ? [CorrectionFile.ofJob(named: name.value)] : [])
  }
}

extension CorrectionLedger {
  /// The values of the columns that are not those of every correction; of a known table, those of its key.
  fileprivate func key(of row: Int, _ table: TableDefinition?) -> [(column: String, text: String)] {
    if CorrectionFile.isRejects(text(CorrectionFile.table, of: row)) {
      return [(CorrectionFile.raw, text(CorrectionFile.raw, of: row))]
    }
    let own = table?.key.map(\.value) ?? header.filter { !CorrectionFile.columns.contains($0) }
    return own.map { ($0, text($0, of: row)) }.filter { table != nil || !$0.1.isEmpty }
  }
}
