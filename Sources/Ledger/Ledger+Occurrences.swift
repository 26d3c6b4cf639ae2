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
          WHERE job = ? AND occurrence IS NOT NULL ORDER BY number
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

  /// The status of an occurrence's last run, and whether that records that it was missed. Looks at one row, however
  /// many are recorded.
  package func occurrence(_ key: String, of job: String) throws -> (status: RunStatus, isMissed: Bool)? {
    try read { db in
      let sql =
        "SELECT status, is_missed FROM run WHERE job = ? AND occurrence = ? ORDER BY number DESC LIMIT 1"
      return try Row.fetchOne(db.cachedStatement(sql: sql), arguments: [job, key]).map {
        var reader = RowReader($0)
        return (status: try reader.named(), isMissed: try reader.required())
      }
    }
  }

  /// The instant of a job's earliest recorded occurrence.
  package func firstDue(of job: String) throws -> Instant? {
    let sql = "SELECT min(due) FROM run WHERE job = ? AND occurrence IS NOT NULL"
    return try read { try Int64.fetchOne($0, sql: sql, arguments: [job]) }.map { Instant(microseconds: $0) }
  }

  /// The instant of a job's latest recorded occurrence before another instant.
  package func lastDue(of job: String, before instant: Instant) throws -> Instant? {
    let sql = "SELECT max(due) FROM run WHERE job = ? AND occurrence IS NOT NULL AND due < ?"
    return try read { try Int64.fetchOne($0, sql: sql, arguments: [job, instant.microseconds]) }
      .map { Instant(microseconds: $0) }
  }

  /// The spans of a job's occurrences that one record states as missed: from `as_of` to `due`.
  package func missedSpans(of job: String) throws -> [ClosedRange<Instant>] {
    let sql = "SELECT as_of, due FROM run WHERE job = ? AND is_missed = 1 AND as_of < due"
    return try read { db in
      try Row.fetchAll(db, sql: sql, arguments: [job]).map {
        var reader = RowReader($0)
        return try reader.instant()...reader.instant()
      }
    }
  }

  package static var libraryVersion: String { unsafe String(cString: sqlite3_libversion()) }
}
