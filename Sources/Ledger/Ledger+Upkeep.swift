internal import Diagnostics
internal import GRDB

extension Ledger {
  /// The version of the tables that this program writes.
  package static let schemaVersion = LedgerSchema.version

  /// Reads the whole file, and what must be true of runs.
  ///
  /// - Returns: what is wrong; empty when it is sound.
  package func checkIntegrity() throws -> [String] {
    // Without a transaction: that of a damaged file cannot even be ended.
    try file.explaining(.read) { try database.unsafeRead(Ledger.findings) }
  }

  private static func findings(_ db: Database) throws -> [String] {
    // Each of these would only repeat what the one before has found.
    let faults = try Ledger.faultsOfPages(db)
    if !faults.isEmpty { return faults }
    let gone = try LedgerSchema.tables.filter { try !db.tableExists($0) }
    if !gone.isEmpty { return gone.map { "the table '\($0)' is not there" } }
    let orphans = try Row.fetchAll(db, sql: "PRAGMA foreign_key_check").count
    if orphans > 0 { return ["\(orphans) details belong to no run"] }
    return try Ledger.impossible.flatMap { what, condition in
      // By their names: a run that cannot be is no `Run`.
      try String.fetchAll(db, sql: "SELECT id FROM run WHERE \(condition)").map { "run '\($0)' \(what)" }
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

  /// Makes a new ledger of these runs, aside, and puts it in its place once it is whole. The old file
  /// is kept beside it, as `ledger.sqlite.damaged-N`. The caller holds the workspace's lock.
  ///
  /// - Returns: the ledger, and the old file's new name.
  /// - Throws: also when the old one was written by a newer program, which must not be undone.
  package static func rebuild(
    state folder: StateFolder, from runs: [Run]
  ) throws -> (ledger: Ledger, setAside: String?) {
    do {
      _ = try openForReading(state: folder)
    } catch let diagnostic as Diagnostic where diagnostic.code == .ledgerNewer {
      throw diagnostic
    } catch {
      // Whatever else is wrong with it is why it is made again.
    }
    let partial = LedgerFile(state: folder, name: "\(LedgerFile.name).partial")
    // What a killed one left.
    partial.remove()
    defer { partial.remove() }
    try makeWhole(partial, of: runs)
    let file = LedgerFile(state: folder)
    let aside = try file.setAside()
    try partial.move(to: file)
    return (try open(state: folder), aside)
  }

  /// Closed again, so that the file alone has everything.
  private static func makeWhole(_ file: LedgerFile, of runs: [Run]) throws {
    let ledger = try open(file, patience: patience)
    try ledger.record(runs)
    try ledger.checkpoint()
  }

  /// SQLite tells of pages one by one, and gives up at some.
  private static func faultsOfPages(_ db: Database) throws -> [String] {
    var faults: [String] = []
    do {
      let found = try String.fetchCursor(db, sql: "PRAGMA quick_check")
      while let fault = try found.next() { if fault != "ok" { faults.append(fault) } }
    } catch let error as DatabaseError where error.resultCode == .SQLITE_CORRUPT {
      faults.append(error.message ?? "\(error)")
    }
    return faults
  }

  private static let impossible = [
    ("has no date as its night", "date(night, '+0 days') IS NOT night"),
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
