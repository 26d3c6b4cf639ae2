internal import GRDB

/// The record of all runs: `.acta/ledger.sqlite`, for one writer and any number of readers at a time.
///
/// Every failure is thrown as a diagnostic with a reason and a hint.
///
///     LedgerFile      where it lies, and what SQLite keeps beside it
///     LedgerSchema    its tables, and which version they are
///     Ledger+Opening · +Recording · +Questions · +Upkeep     what is done with it
///     LedgerFailure   SQLite's result codes in words
package final class Ledger: Sendable {
  /// The time to wait for another process that holds SQLite's lock, in seconds.
  static let patience = 5.0

  let file: LedgerFile
  let database: DatabaseQueue

  init(file: LedgerFile, database: DatabaseQueue) {
    self.file = file
    self.database = database
  }

  deinit { try? database.close() }

  func read<R>(_ body: (Database) throws -> R) throws -> R {
    try file.explaining(.read) { try database.read(body) }
  }

  /// Runs `body` in one transaction.
  func write(_ body: (Database) throws -> Void) throws {
    try file.explaining(.write) { try database.write(body) }
  }
}
