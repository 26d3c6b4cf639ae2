internal import GRDB

/// The record of all runs: `.acta/ledger.sqlite`, for one writer and any number of readers at a time.
///
/// Whatever fails is thrown as a diagnostic that says what, why and the way on.
///
///     LedgerFile      where it lies, and what SQLite keeps beside it
///     LedgerSchema    its tables, and which version they are
///     Ledger+Opening · +Recording · +Questions · +Upkeep     what is done with it
///     LedgerFailure   SQLite's result codes in words
package final class Ledger: Sendable {
  /// How long to wait for another process that holds SQLite's lock, in seconds.
  static let patience = 5.0

  let file: LedgerFile
  let database: DatabaseQueue

  init(file: LedgerFile, database: DatabaseQueue) {
    self.file = file
    self.database = database
  }

  func read<R>(_ body: (Database) throws -> R) throws -> R {
    try file.explaining(.read) { try database.read(body) }
  }

  /// All of `body` or nothing of it.
  func write(_ body: (Database) throws -> Void) throws {
    try file.explaining(.write) { try database.write(body) }
  }
}
