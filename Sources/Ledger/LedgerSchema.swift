internal import Diagnostics
internal import GRDB

/// The ledger's tables. A released version is never changed; the next one migrates it.
enum LedgerSchema {
  static let version = 1

  /// The application id that marks an SQLite file as a ledger: `Acta` in ASCII.
  private static let applicationID = 0x4163_7461

  enum State {
    case empty
    case older, current
  }

  static let migrator: DatabaseMigrator = {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1 runs") { db in
      try db.execute(sql: version1)
      try db.execute(sql: "PRAGMA application_id = \(applicationID); PRAGMA user_version = 1")
    }
    return migrator
  }()

  /// Reads a page or two and changes nothing. Throws if a newer version of Acta, or another program, wrote the
  /// file.
  static func state(of db: Database, in file: LedgerFile) throws -> State {
    let id = try Int.fetchOne(db, sql: "PRAGMA application_id")
    let found = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
    if id != applicationID {
      // The migrator makes its own table first; the process may have been killed right after that.
      let others = "name NOT GLOB 'grdb_*' AND name NOT GLOB 'sqlite_*'"
      let tables = try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_master WHERE \(others)")
      if tables == 0 { return .empty }
      throw Diagnostic(
        .notALedger(file), reason: "it is an SQLite database of another program", hint: LedgerFile.wayOn)
    }
    let applied = try migrator.appliedIdentifiers(db)
    if found > version || !applied.isSubset(of: migrator.migrations) {
      throw Diagnostic(
        .newer(file), reason: "it has schema version \(found), and this program knows \(version)",
        hint: "update acta on this machine; the ledger was not touched")
    }
    return found == version && applied.count == migrator.migrations.count ? .current : .older
  }

  /// Indexes for questions about the last records. They are not a migration, because older programs work with and
  /// without them.
  static let indexes = """
    CREATE INDEX IF NOT EXISTS run_by_record ON run (job);
    CREATE INDEX IF NOT EXISTS run_by_occurrence ON run (job, occurrence) WHERE occurrence IS NOT NULL;
    CREATE INDEX IF NOT EXISTS run_by_night_record ON run (job, night);
    CREATE INDEX IF NOT EXISTS run_by_due ON run (job, due) WHERE occurrence IS NOT NULL;
    CREATE INDEX IF NOT EXISTS run_spans ON run (job) WHERE is_missed = 1 AND as_of < due;
    """

  static let tables = ["run", "run_input", "run_figure", "run_check", "run_export"]

  private static let version1 = """
    CREATE TABLE run (
      number INTEGER PRIMARY KEY,
      id TEXT NOT NULL UNIQUE,
      job TEXT NOT NULL,
      origin TEXT NOT NULL CHECK (origin IN ('nightly', 'run')),
      occurrence TEXT,
      due INTEGER,
      night TEXT NOT NULL,
      as_of INTEGER NOT NULL,
      stage TEXT,
      status TEXT NOT NULL CHECK (status IN ('running', 'success', 'warn', 'fail', 'error', 'skipped')),
      reason TEXT,
      started INTEGER NOT NULL,
      seconds REAL NOT NULL,
      acta TEXT NOT NULL,
      folder TEXT,
      is_missed INTEGER NOT NULL CHECK (is_missed = 0 OR (is_missed = 1 AND status = 'skipped')),
      pruned INTEGER
    ) STRICT;
    CREATE INDEX run_by_start ON run (job, started, id);
    CREATE INDEX run_by_night ON run (job, night, started, id);
    CREATE INDEX run_unfinished ON run (started) WHERE status = 'running';

    CREATE TABLE run_input (
      run INTEGER NOT NULL REFERENCES run ON DELETE CASCADE,
      place INTEGER NOT NULL,
      name TEXT NOT NULL,
      file TEXT NOT NULL,
      sha256 TEXT NOT NULL,
      bytes INTEGER NOT NULL,
      rows INTEGER NOT NULL,
      rejected INTEGER NOT NULL,
      modified INTEGER,
      PRIMARY KEY (run, place)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE run_figure (
      run INTEGER NOT NULL REFERENCES run ON DELETE CASCADE,
      place INTEGER NOT NULL,
      figure TEXT NOT NULL,
      item TEXT,
      value_type TEXT,
      value ANY,
      published_type TEXT,
      published ANY,
      PRIMARY KEY (run, place)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE run_check (
      run INTEGER NOT NULL REFERENCES run ON DELETE CASCADE,
      place INTEGER NOT NULL,
      of_table TEXT,
      kind TEXT NOT NULL,
      severity TEXT NOT NULL,
      status TEXT NOT NULL,
      failing INTEGER NOT NULL,
      finding TEXT NOT NULL,
      PRIMARY KEY (run, place)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE run_export (
      run INTEGER NOT NULL REFERENCES run ON DELETE CASCADE,
      place INTEGER NOT NULL,
      file TEXT NOT NULL,
      sha256 TEXT NOT NULL,
      bytes INTEGER NOT NULL,
      rows INTEGER NOT NULL,
      is_handed_over INTEGER NOT NULL CHECK (is_handed_over IN (0, 1)),
      PRIMARY KEY (run, place)
    ) STRICT, WITHOUT ROWID;
    """
}

extension Diagnostic.Message {
  static func newer(_ file: LedgerFile) -> Self {
    Self(.ledgerNewer, "the ledger '\(file.displayName)' was written by a newer version of acta")
  }
}
