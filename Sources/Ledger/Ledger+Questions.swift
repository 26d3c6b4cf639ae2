internal import Diagnostics
internal import GRDB

extension Ledger {
  /// Runs that are still `running`, oldest first, without details.
  package func unfinished() throws -> [Run] {
    try read { try Ledger.runs($0, "status = 'running' ORDER BY started, id") }
  }

  /// The run with this id, or the only one whose id begins with it, with details.
  ///
  /// - Throws: a diagnostic, also if several ids begin with it.
  package func run(id: String) throws -> Run? {
    try read { db in
      if let exact = try Ledger.runs(db, "id = ?", [id], withDetails: true).first { return exact }
      let found = try Ledger.runs(
        db, "substr(id, 1, length(?1)) = ?1 ORDER BY id LIMIT 6", [id], withDetails: true)
      if found.count > 1 {
        let shown = found.prefix(5).map(\.id).joined(separator: ", ")
        throw Diagnostic(
          .ambiguous(id), reason: found.count > 5 ? "\(shown) and more" : shown, hint: "give more of its name"
        )
      }
      return found.first
    }
  }

  /// Runs, newest first by start time, without details.
  package func runs(of job: String?, limit: Int?) throws -> [Run] {
    try read { db in
      let condition = job == nil ? "?1 IS NULL" : "job = ?1"
      return try Ledger.runs(
        db, "\(condition) ORDER BY started DESC, id DESC LIMIT ?2", [job, limit ?? -1])
    }
  }

  /// Runs that were recorded after the record with this number, in the order of their records, with details.
  package func runs(after number: Int64) throws -> [Run] {
    try read { try Ledger.runs($0, "number > ? ORDER BY number", [number], withDetails: true) }
  }

  /// The number of the last record; 0 if there is none.
  package func lastNumber() throws -> Int64 {
    try read { try Int64.fetchOne($0, sql: "SELECT max(number) FROM run") ?? 0 }
  }

  /// The last finished run of each job, by job, with details. Missed occurrences do not count.
  package func latestRuns() throws -> [Run] {
    try read { db in
      try String.fetchAll(db, sql: "SELECT DISTINCT job FROM run ORDER BY job").compactMap {
        try Ledger.runs(
          db, "\(Ledger.isDone) ORDER BY started DESC, id DESC LIMIT 1", [$0], withDetails: true
        )
        .first
      }
    }
  }

  /// The published run of a job for its newest night, with details: of one night, or of the nights before one.
  /// If several runs published for that night, the one that started last.
  package func latestGood(of job: String, night: Night? = nil, before: Night? = nil) throws -> Run? {
    try read { db in
      try Ledger.runs(
        db,
        """
        job = ?1 AND \(Ledger.isGood) AND (?2 IS NULL OR night = ?2) AND (?3 IS NULL OR night < ?3)
        ORDER BY night DESC, started DESC, id DESC LIMIT 1
        """, [job, night?.iso, before?.iso], withDetails: true
      ).first
    }
  }

  /// The runs whose exports should still exist: for each job and night the last that published, unless it was
  /// pruned. Ordered by night and job, with details.
  package func published() throws -> [Run] {
    try read { db in
      try Ledger.runs(
        db,
        """
        \(Ledger.isGood) AND pruned IS NULL AND NOT EXISTS (
          SELECT 1 FROM run AS later
          WHERE later.job = run.job AND later.night = run.night AND later.status IN ('success', 'warn')
            AND (later.started, later.id) > (run.started, run.id))
        ORDER BY night, job
        """, withDetails: true)
    }
  }

  /// The nights since a job last published.
  package struct Failing: Sendable, Equatable {
    /// The night of the first run that failed.
    package var since: Night
    /// The number of different nights that failed.
    package var nights: Int
    package var runs: Int
  }

  /// The failures since a job's last good run, by start time; nil if its newest run is good. Missed occurrences
  /// do not count.
  package func failing(_ job: String) throws -> Failing? {
    try read { db in
      let bad = try Ledger.runs(
        db,
        """
        \(Ledger.isDone) AND NOT \(Ledger.isGood) AND (started, id) > (
          SELECT started, id FROM (
            SELECT started, id FROM run WHERE job = ?1 AND \(Ledger.isGood)
            UNION ALL SELECT -9223372036854775808, '')
          ORDER BY started DESC, id DESC LIMIT 1)
        ORDER BY started, id
        """, [job])
      guard let first = bad.first else { return nil }
      return Failing(since: first.night, nights: Set(bad.map(\.night)).count, runs: bad.count)
    }
  }

  private static let isDone = "job = ?1 AND status <> 'running' AND is_missed = 0"
  private static let isGood = "status IN ('success', 'warn')"

  static func runs(
    _ db: Database, _ condition: String, _ arguments: StatementArguments = [], withDetails: Bool = false
  ) throws -> [Run] {
    let sql = "SELECT number, \(Run.columnNames) FROM run WHERE \(condition)"
    return try Row.fetchAll(db.cachedStatement(sql: sql), arguments: arguments).map {
      var reader = RowReader($0)
      let number: Int64 = try reader.required()
      var run = try Run(row: &reader)
      if withDetails { try run.readDetails(db, of: number) }
      return run
    }
  }
}

extension Diagnostic.Message {
  fileprivate static func ambiguous(_ id: String) -> Self {
    Self(.unknownRun, "several runs begin with '\(id)'")
  }
}
