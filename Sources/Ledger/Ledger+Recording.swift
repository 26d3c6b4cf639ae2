internal import GRDB
package import Tables

extension Ledger {
  /// Records a run that is about to start, with status `running`.
  ///
  /// - Throws: a diagnostic, also if the id exists already.
  package func begin(_ run: Run) throws {
    var begun = run
    begun.status = .running
    try record([begun])
  }

  /// Records the end of a run; replaces its row and details if it was recorded before.
  package func finish(_ run: Run) throws {
    try write { db in
      try db.execute(sql: "DELETE FROM run WHERE id = ?", arguments: [run.id])
      try Ledger.insert(run, db)
    }
  }

  /// Records whole runs, all or none.
  ///
  /// - Throws: a diagnostic, also if one of the ids exists already.
  package func record(_ runs: [Run]) throws {
    try write { db in
      for run in runs { try Ledger.insert(run, db) }
    }
  }

  /// Records that the exports and archived inputs of these runs were removed.
  package func markPruned(_ ids: [String], at instant: Instant) throws {
    try write { db in
      let statement = try db.makeStatement(sql: "UPDATE run SET pruned = ? WHERE id = ?")
      for id in ids { try statement.execute(arguments: [instant.microseconds, id]) }
    }
  }

  private static func insert(_ run: Run, _ db: Database) throws {
    let values = run.columns
    let marks = Array(repeating: "?", count: values.count).joined(separator: ", ")
    let statement = try db.cachedStatement(
      sql: "INSERT INTO run (\(Run.columnNames)) VALUES (\(marks))")
    try statement.execute(arguments: StatementArguments(values))
    try run.writeDetails(db, of: db.lastInsertedRowID)
  }
}
