internal import Diagnostics
internal import Foundation
internal import GRDB

extension Ledger {
  /// The version of the tables that this program writes.
  package static let schemaVersion = LedgerSchema.version

  /// Reads the whole file, and checks the invariants of runs.
  ///
  /// - Returns: the faults found; empty if the ledger is sound.
  package func checkIntegrity() throws -> [String] {
    // Without a transaction, because one on a damaged file cannot even be ended.
    try file.explaining(.read) { try database.unsafeRead(Ledger.findings) }
  }

  private static func findings(_ db: Database) throws -> [String] {
    // Each check would only repeat the findings of the one before.
    let faults = try Ledger.faultsOfPages(db)
    if !faults.isEmpty { return faults }
    let gone = try LedgerSchema.tables.filter { try !db.tableExists($0) }
    if !gone.isEmpty { return gone.map { "the table '\($0)' is missing" } }
    let orphans = try Row.fetchAll(db, sql: "PRAGMA foreign_key_check").count
    if orphans > 0 { return ["\(orphans) details belong to no run"] }
    return try Ledger.impossible.flatMap { what, condition in
      // Lists ids, because an invalid run cannot be read as a `Run`.
      try String.fetchAll(db, sql: "SELECT id FROM run WHERE \(condition)").map { "run '\($0)' \(what)" }
    }
  }

  /// Moves all writes from the log into the ledger's file, so that it can be copied alone. Pages that a reader
  /// still needs stay in the log until the next time.
  package func checkpoint() throws {
    try file.explaining(.write) {
      do {
        try database.writeWithoutTransaction { _ = try $0.checkpoint(.truncate) }
      } catch DatabaseError.SQLITE_BUSY {
        // Nothing is lost: the file and the log together form the ledger.
      }
    }
  }

  /// The beginning of the names of the files of a ledger that is being made anew; a killed process may leave them.
  package static let partial = "\(LedgerFile.name).partial"

  /// Makes a new ledger of these runs under a temporary name, and moves it into place once it is complete. The
  /// old file is kept beside it, as `ledger.sqlite.damaged-N`. The caller holds the workspace's lock.
  ///
  /// - Returns: the ledger and the new name of the old file.
  /// - Throws: a diagnostic, also if a newer program wrote the old ledger, which must not be overwritten.
  package static func rebuild(
    state folder: StateFolder, from runs: [Run]
  ) throws -> (ledger: Ledger, setAside: String?) {
    do {
      _ = try openForReading(state: folder)
    } catch let diagnostic as Diagnostic where diagnostic.code == .ledgerNewer {
      throw diagnostic
    } catch {
      // Any other fault is the reason for rebuilding it.
    }
    let partial = LedgerFile(state: folder, name: Ledger.partial)
    // A killed process may have left this file.
    partial.remove()
    defer { partial.remove() }
    try makeWhole(partial, of: runs)
    let file = LedgerFile(state: folder)
    let aside = try file.setAside()
    try partial.move(to: file)
    // The next night looks at all occurrences: runs that left no manifest have no record any more.
    try? FileManager.default.removeItem(atPath: folder.lastTimeline)
    return (try open(state: folder), aside)
  }

  /// Closing the ledger moves everything into the one file.
  private static func makeWhole(_ file: LedgerFile, of runs: [Run]) throws {
    let ledger = try open(file, patience: patience)
    try ledger.record(runs)
    try ledger.checkpoint()
  }

  /// SQLite reports damaged pages one by one, up to a limit.
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
    ("published, but has no folder", "status IN ('success', 'warn') AND folder IS NULL"),
    ("published, although it did not succeed", "status NOT IN ('success', 'warn') AND folder IS NOT NULL"),
    ("did not publish, and has no reason", "status IN ('fail', 'error', 'skipped') AND reason IS NULL"),
    ("has an occurrence without a due time, or the reverse", "(occurrence IS NULL) <> (due IS NULL)"),
    (
      "has an input with more rejected rows than rows",
      "number IN (SELECT run FROM run_input WHERE rejected > rows OR rejected < 0)"
    ),
  ]
}
