internal import Diagnostics
internal import GRDB

extension Ledger {
  /// The version of the tables that this program writes.
  package static let schemaVersion = LedgerSchema.version

  /// Reads the whole file, and what must be true of runs.
  ///
  /// - Returns: what is wrong; empty when it is sound.
  package func checkIntegrity() throws -> [String] {
    try read { db in
      var findings = try String.fetchAll(db, sql: "PRAGMA quick_check").filter { $0 != "ok" }
      let orphans = try Row.fetchAll(db, sql: "PRAGMA foreign_key_check").count
      if orphans > 0 { findings.append("\(orphans) details belong to no run") }
      // What follows would only repeat that.
      if !findings.isEmpty { return findings }
      for (what, condition) in Ledger.impossible {
        findings += try Ledger.runs(db, condition).map { "run '\($0.id)' \(what)" }
      }
      return findings
    }
  }

  /// Moves all that was written into the one file, so that it can be copied alone. What a reader still
  /// needs stays in the log until the next time.
  package func checkpoint() throws {
    try file.explaining(.write) {
      do {
        try database.writeWithoutTransaction { _ = try $0.checkpoint(.truncate) }
      } catch DatabaseError.SQLITE_BUSY {
        // Nothing is lost: the ledger is the file and the log together.
      }
    }
  }

  /// Makes a new ledger of these runs. The old file is kept beside it, as `ledger.sqlite.damaged-N`.
  /// The caller holds the workspace's lock.
  ///
  /// - Returns: the ledger, and the old file's new name.
  package static func rebuild(
    state folder: String, from runs: [RunRecord]
  ) throws -> (ledger: Ledger, setAside: String?) {
    let aside = try LedgerFile(state: folder).setAside()
    let ledger = try open(state: folder)
    try ledger.record(runs)
    try ledger.checkpoint()
    return (ledger, aside)
  }

  private static let impossible = [
    ("has no date as its night", "date(night) IS NULL OR date(night) <> night"),
    ("published, but not where", "status IN ('success', 'warn') AND folder IS NULL"),
    ("published, though it did not end well", "status NOT IN ('success', 'warn') AND folder IS NOT NULL"),
    ("did not publish, and does not say why", "status IN ('fail', 'error', 'skipped') AND reason IS NULL"),
    ("is of an occurrence that was never due", "(occurrence IS NULL) <> (due IS NULL)"),
    (
      "has an input with more rejected rows than rows",
      "number IN (SELECT run FROM run_input WHERE rejected > rows OR rejected < 0)"
    ),
  ]
}
