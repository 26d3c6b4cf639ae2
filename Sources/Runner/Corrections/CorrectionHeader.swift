internal import Diagnostics
internal import JobSpec

/// Compares the files of `Corrections/` that a job applies with the keys of its tables: a file lacks a column when the key has
/// got another one since.
struct CorrectionHeader {
  private(set) var mistakes = Diagnostics()

  init(of job: Job, in workspace: Workspace) {
    var ledgers: [String: CorrectionLedger?] = [:]
    for table in job.tables {
      for step in table.steps {
        guard case .correct(let correct) = step.operation else { continue }
        let file = correct.file.value
        // What keeps a file from being read is told when it is.
        if ledgers[file] == nil { ledgers[file] = .some(try? CorrectionLedger(file, in: workspace)) }
        if let ledger = ledgers[file] ?? nil { compare(ledger, with: table) }
      }
    }
  }

  private mutating func compare(_ ledger: CorrectionLedger, with table: TableDefinition) {
    let rows = ledger.rows.indices.filter { ledger.text(CorrectionFile.table, of: $0) == table.name.value }
    guard let first = rows.first else { return }
    let key = table.key.map(\.value)
    let missing = key.filter { !ledger.has($0) }
    if missing.isEmpty { return }
    let columns = missing.map { "'\($0)'" }
    mistakes.add(
      Diagnostic(
        .init(
          .missingColumn,
          "'\(ledger.displayPath)' has no column \(enumeration(columns)), which the key of table '\(table.name.value)' has"
        ),
        at: SourceLocation(file: ledger.displayPath, line: 1, column: 1),
        reason:
          "\(counted(rows.count, "correction")) of '\(table.name.value)', from line \(ledger.line(of: first)) on, cannot be applied without it",
        hint:
          "add the \(missing.count == 1 ? "column" : "columns") before 'column', with the value of each row's key now, or remove these corrections"
      ))
  }
}
