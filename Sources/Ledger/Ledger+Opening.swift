internal import Diagnostics
internal import Foundation
internal import GRDB
internal import GRDBSQLite
internal import Synchronization

extension Ledger {
  /// Opens the ledger for writing. Creates it if it does not exist, and migrates its tables if they are old.
  package static func open(state folder: StateFolder) throws -> Ledger {
    try open(LedgerFile(state: folder), patience: patience)
  }

  /// Opens the ledger for commands that only read, even in a read-only folder and beside a run that writes.
  /// Changes nothing.
  ///
  /// - Returns: nil if the ledger does not exist or is empty.
  package static func openForReading(state folder: StateFolder) throws -> Ledger? {
    let file = LedgerFile(state: folder)
    guard try file.exists() else { return nil }
    return try file.explaining(.open) {
      try withReader(of: file) { database in
        switch try database.read({ try LedgerSchema.state(of: $0, in: file) }) {
        case .empty:
          try database.close()
          return nil
        case .current: return Ledger(file: file, database: database)
        case .older:
          throw Diagnostic(
            .older(file), reason: "it has an older schema than this program knows",
            hint: "the next  acta nightly  or  acta run  brings it up to date")
        }
      }
    }
  }

  /// Whether the next session that writes will migrate its tables first.
  package static func hasPendingMigrations(state folder: StateFolder) throws -> Bool {
    let file = LedgerFile(state: folder)
    guard try file.exists() else { return false }
    return try file.explaining(.open) {
      try withReader(of: file) { database in
        defer { try? database.close() }
        return try database.read { try LedgerSchema.state(of: $0, in: file) } == .older
      }
    }
  }

  private static func withReader<R>(of file: LedgerFile, _ body: (DatabaseQueue) throws -> R) throws -> R {
    var configuration = Configuration()
    configuration.busyMode = .timeout(patience)
    configuration.readonly = true
    return try connected(to: file.readingPath, configuration, body)
  }

  /// Every database that was opened. They are closed when they are no longer used, but never freed: Dispatch
  /// frees their queue on another thread, and waits without end for one where the system has none left.
  private static let opened = Mutex<[DatabaseQueue]>([])

  /// Opens a database; closes it again if `body` throws.
  private static func connected<R>(
    to path: String, _ configuration: Configuration, _ body: (DatabaseQueue) throws -> R
  ) throws -> R {
    let database = try DatabaseQueue(path: path, configuration: configuration)
    opened.withLock { $0.append(database) }
    do {
      return try body(database)
    } catch {
      try? database.close()
      throw error
    }
  }

  /// Whether a file of that name exists, whatever its content.
  package static func exists(state folder: StateFolder) throws -> Bool {
    try LedgerFile(state: folder).exists()
  }

  /// - Parameter patience: the time to wait for another process that writes, in seconds.
  static func open(_ file: LedgerFile, patience: Double) throws -> Ledger {
    try file.makeIfMissing()
    return try file.explaining(.open) {
      var configuration = Configuration()
      configuration.busyMode = .timeout(patience)
      configuration.prepareDatabase { db in
        try db.execute(sql: "PRAGMA synchronous = NORMAL; PRAGMA journal_size_limit = 1048576")
        keepWriteAheadLog(of: db)
      }
      return try connected(to: file.path, configuration) { database in
        let state = try database.writeWithoutTransaction { db in
          let state = try LedgerSchema.state(of: db, in: file)
          try db.execute(sql: "PRAGMA journal_mode = WAL")
          return state
        }
        if state != .current { try LedgerSchema.migrator.migrate(database) }
        try database.writeWithoutTransaction { try $0.execute(sql: LedgerSchema.indexes) }
        return Ledger(file: file, database: database)
      }
    }
  }

  /// Keeps the log, empty, when the last writer closes: readers need it to exist in a folder that they cannot
  /// write to, and would create it elsewhere.
  private static func keepWriteAheadLog(of db: Database) {
    var isKept: CInt = 1
    // SAFETY: the connection is open, and the flag lives through the call. If SQLite refuses, the log is
    // removed, and readers take the other way (see `readingPath`).
    _ = unsafe sqlite3_file_control(db.sqliteConnection, nil, SQLITE_FCNTL_PERSIST_WAL, &isKept)
  }
}

extension LedgerFile {
  /// The path that SQLite opens for reading. Without a log beside it, the file is complete, for example in a
  /// copy; it is then opened as immutable, so that SQLite does not need to create files.
  fileprivate var readingPath: String {
    if FileManager.default.fileExists(atPath: writeAheadLog) { return path }
    let escaped = path.addingPercentEncoding(withAllowedCharacters: .urlPathAllowed) ?? path
    return "file://\(escaped)?immutable=1"
  }
}

extension Diagnostic.Message {
  fileprivate static func older(_ file: LedgerFile) -> Self {
    Self(.ledgerOlder, "the ledger '\(file.displayName)' was written by an older version of acta")
  }
}
