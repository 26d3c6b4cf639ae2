internal import GRDB
internal import GRDBSQLite
package import Tables

extension Ledger {
  /// The recorded occurrences of a job.
  package struct Occurrences: Sendable, Equatable {
    /// The status of each occurrence's last run, by key.
    package var states: [String: RunStatus] = [:]
    /// The keys of occurrences whose last record says that they were not run in time.
    package var missed: Set<String> = []
    /// The instant of the earliest recorded occurrence.
    package var firstDue: Instant?
  }

  /// The occurrences of a job that its runs and records of missed occurrences name. Manual runs have no
  /// occurrence.
  package func occurrences(of job: String) throws -> Occurrences {
    try read { db in
      let rows = try Row.fetchAll(
        db,
        sql: """
          SELECT occurrence, due, status, is_missed FROM run
          WHERE job = ? AND occurrence IS NOT NULL ORDER BY started, id
          """,
        arguments: [job])
      var found = Occurrences()
      for row in rows {
        var reader = RowReader(row)
        let key: String = try reader.required()
        let due = try reader.instant()
        found.states[key] = try reader.named()
        if try reader.required(Bool.self) { found.missed.insert(key) } else { found.missed.remove(key) }
        found.firstDue = min(found.firstDue ?? due, due)
      }
      return found
    }
  }

  /// The version of SQLite in use.
  package static var libraryVersion: String { unsafe String(cString: sqlite3_libversion()) }
}
