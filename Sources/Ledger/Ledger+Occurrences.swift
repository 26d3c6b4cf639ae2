internal import GRDB
internal import GRDBSQLite
package import Tables

extension Ledger {
  /// What is known of a job's occurrences.
  package struct Occurrences: Sendable, Equatable {
    /// How the last run of each ended, by its key.
    package var states: [String: RunStatus] = [:]
    /// The keys of those whose last record says that nobody ran them in time.
    package var missed: Set<String> = []
    /// The instant of the earliest.
    package var firstDue: Instant?
  }

  /// The occurrences of a job that runs, or records of missed ones, name. Runs by hand are of none.
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

  /// The version of SQLite that this program runs with.
  package static var libraryVersion: String { unsafe String(cString: sqlite3_libversion()) }
}
