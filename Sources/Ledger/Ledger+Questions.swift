internal import Diagnostics
internal import GRDB
package import Tables

extension Ledger {
  // The order of runs is that of their records, not of their starts: the clock may have been set back.

  /// Runs that are still `running`, oldest first, without details.
  package func unfinished() throws -> [Run] {
    try read { try Ledger.runs($0, "status = 'running' ORDER BY +number") }
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

  package func has(id: String) throws -> Bool {
    try read { try Int.fetchOne($0, sql: "SELECT 1 FROM run WHERE id = ?", arguments: [id]) != nil }
  }

  /// Runs, newest first, without details.
  package func runs(of job: String?, night: Night? = nil, limit: Int?) throws -> [Run] {
    try read { db in
      let conditions = [job == nil ? "?1 IS NULL" : "job = ?1", night == nil ? "?2 IS NULL" : "night = ?2"]
      return try Ledger.runs(
        db, "\(conditions.joined(separator: " AND ")) ORDER BY number DESC LIMIT ?3",
        [job, night?.iso, limit ?? -1])
    }
  }

  package func count() throws -> Int {
    try read { try Int.fetchOne($0, sql: "SELECT count(*) FROM run") ?? 0 }
  }

  package func latestStart() throws -> Instant? {
    try read { try Int64.fetchOne($0, sql: "SELECT max(started) FROM run") }.map { Instant(microseconds: $0) }
  }

  /// The names of the jobs that have runs, sorted. Looks at one row for each.
  package func jobs() throws -> [String] {
    try read {
      try String.fetchAll(
        $0,
        sql: """
          WITH RECURSIVE found(job) AS (
            SELECT min(job) FROM run
            UNION ALL SELECT (SELECT min(job) FROM run WHERE job > found.job) FROM found WHERE job IS NOT NULL)
          SELECT job FROM found WHERE job IS NOT NULL
          """)
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
    let jobs = try jobs()
    return try read { db in
      try jobs.compactMap {
        try Ledger.runs(db, "\(Ledger.isDone) ORDER BY number DESC LIMIT 1", [$0], withDetails: true).first
      }
    }
  }

  /// The published run of a job for its newest night, with details: of one night, or of the nights before one.
  /// If several runs published for that night, the last one.
  package func latestGood(of job: String, night: Night? = nil, before: Night? = nil) throws -> Run? {
    try read { db in
      try Ledger.runs(
        db,
        """
        job = ?1 AND \(Ledger.isGood) AND (?2 IS NULL OR night = ?2) AND (?3 IS NULL OR night < ?3)
        ORDER BY night DESC, number DESC LIMIT 1
        """, [job, night?.iso, before?.iso], withDetails: true
      ).first
    }
  }

  /// The runs whose exports should still exist: for each job and night the last that published, unless it was
  /// pruned. Ordered by night and job, with details.
  package func published() throws -> [Run] {
    try read { db in
      try Ledger.runs(
        db, "\(Ledger.isGood) AND pruned IS NULL AND NOT \(Ledger.isReplaced) ORDER BY night, job",
        withDetails: true)
    }
  }

  /// The runs whose exports a later run of the same job and night replaced, also if they were pruned. With details.
  package func replaced() throws -> [Run] {
    try read { db in
      try Ledger.runs(
        db, "\(Ledger.isGood) AND \(Ledger.isReplaced) ORDER BY night, job, number", withDetails: true)
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

  /// The failures since a job's last good run; nil if its newest run is good. Missed occurrences
  /// do not count.
  package func failing(_ job: String) throws -> Failing? {
    try read { db in
      let good = "\(Ledger.isGood) ORDER BY number DESC LIMIT 1"
      let last = try Int64.fetchOne(
        db, sql: "SELECT number FROM run WHERE job = ? AND \(good)", arguments: [job])
      let bad = "FROM run WHERE \(Ledger.isDone) AND NOT \(Ledger.isGood) AND number > ?2"
      let arguments: StatementArguments = [job, last ?? 0]
      let first = try String.fetchOne(
        db, sql: "SELECT night \(bad) ORDER BY number LIMIT 1", arguments: arguments)
      guard let first, let since = Night(iso: first),
        let counts = try Row.fetchOne(
          db, sql: "SELECT count(DISTINCT night), count(*) \(bad)", arguments: arguments)
      else { return nil }
      return Failing(since: since, nights: counts[0], runs: counts[1])
    }
  }

  private static let isDone = "job = ?1 AND status <> 'running' AND is_missed = 0"
  private static let isGood = "status IN ('success', 'warn')"
  private static let isReplaced = """
    EXISTS (
      SELECT 1 FROM run AS later
      WHERE later.job = run.job AND later.night = run.night AND later.status IN ('success', 'warn')
        AND later.number > run.number)
    """

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
