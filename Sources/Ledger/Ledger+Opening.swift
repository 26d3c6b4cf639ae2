internal import Diagnostics
internal import Foundation
internal import GRDB
internal import GRDBSQLite

extension Ledger {
  /// Opens the ledger for writing; makes it where there is none, and brings its tables up to date.
  /// Nothing is scanned: a damaged page is found when it is met.
  package static func open(state folder: StateFolder) throws -> Ledger {
    try open(LedgerFile(state: folder), patience: patience)
  }

  /// Opens the ledger for commands that only read, also in a folder that cannot be written and beside a
  /// run that writes. Changes nothing.
  ///
  /// - Returns: nil when there is none, or nothing in it yet.
  package static func openForReading(state folder: StateFolder) throws -> Ledger? {
    let file = LedgerFile(state: folder)
    guard try file.exists() else { return nil }
    return try file.explaining(.open) {
      let database = try reader(of: file)
      switch try database.read({ try LedgerSchema.state(of: $0, in: file) }) {
      case .empty: return nil
      case .current: return Ledger(file: file, database: database)
      case .older:
        throw Diagnostic(
          .older(file), reason: "it has an older schema than this program knows",
          hint: "the next  acta nightly  or  acta run  brings it up to date")
      }
    }
  }

  /// Whether the next session that writes will bring its tables up to date first.
  package static func hasPendingMigrations(state folder: StateFolder) throws -> Bool {
    let file = LedgerFile(state: folder)
    guard try file.exists() else { return false }
    return try file.explaining(.open) {
      try reader(of: file).read { try LedgerSchema.state(of: $0, in: file) } == .older
    }
  }

  private static func reader(of file: LedgerFile) throws -> DatabaseQueue {
    var configuration = Configuration()
    configuration.busyMode = .timeout(patience)
    configuration.readonly = true
    return try DatabaseQueue(path: file.readingPath, configuration: configuration)
  }

  /// Whether there is a file of that name, whatever is in it.
  package static func exists(state folder: StateFolder) throws -> Bool {
    try LedgerFile(state: folder).exists()
  }

  /// - Parameter patience: how long to wait for another process that writes, in seconds.
  static func open(_ file: LedgerFile, patience: Double) throws -> Ledger {
    try file.makeIfMissing()
    return try file.explaining(.open) {
      var configuration = Configuration()
      configuration.busyMode = .timeout(patience)
      configuration.prepareDatabase { db in
        try db.execute(sql: "PRAGMA synchronous = NORMAL; PRAGMA journal_size_limit = 1048576")
        keepWriteAheadLog(of: db)
      }
      let database = try DatabaseQueue(path: file.path, configuration: configuration)
      let state = try database.writeWithoutTransaction { db in
        let state = try LedgerSchema.state(of: db, in: file)
        try db.execute(sql: "PRAGMA journal_mode = WAL")
        return state
      }
      if state != .current { try LedgerSchema.migrator.migrate(database) }
      return Ledger(file: file, database: database)
    }
  }

  /// The log stays (empty) when the last writer goes: readers of a folder that they cannot write need
  /// it to be there, and others would make it.
  private static func keepWriteAheadLog(of db: Database) {
    var isKept: CInt = 1
    // SAFETY: the connection is open, and the flag lives through the call. Where SQLite refuses, the
    // log goes, and readers take the other way (see `readingPath`).
    _ = unsafe sqlite3_file_control(db.sqliteConnection, nil, SQLITE_FCNTL_PERSIST_WAL, &isKept)
  }
}

extension LedgerFile {
  /// What SQLite is to open for reading. Without a log beside it the file is all there is, such as in a
  /// copy: then it is opened as one that nobody changes, so that SQLite needs to make nothing.
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
