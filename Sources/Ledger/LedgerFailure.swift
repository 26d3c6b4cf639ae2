internal import Diagnostics
internal import GRDB
internal import Glibc
internal import Tables

/// Content of a ledger that Acta cannot have written.
struct LedgerDamage: Error {
  var what: String
}

extension LedgerFile {
  enum Action: String {
    case open, read, write
  }

  /// Runs `body`; throws SQLite's errors as diagnostics.
  func explaining<R>(_ action: Action, _ body: () throws -> R) throws -> R {
    do {
      return try body()
    } catch let error as DatabaseError {
      throw diagnostic(for: error, action)
    } catch let damage as LedgerDamage {
      throw damaged(damage.what)
    }
  }

  private func diagnostic(for error: DatabaseError, _ action: Action) -> Diagnostic {
    let words = error.message ?? error.resultCode.description
    switch error.extendedResultCode {
    case .SQLITE_NOTADB:
      return Diagnostic(.notALedger(self), reason: "it is not an SQLite database", hint: LedgerFile.wayOn)
    // A truncated file or a missing table.
    case .SQLITE_CORRUPT, .SQLITE_IOERR_SHORT_READ, .SQLITE_ERROR, .SQLITE_FORMAT, .SQLITE_SCHEMA:
      return damaged(words)
    case .SQLITE_BUSY, .SQLITE_LOCKED, .SQLITE_PROTOCOL:
      return Diagnostic(
        .locked(self), reason: "another process holds it",
        hint: "close the program that has it open (a database browser, a backup), then run again")
    case .SQLITE_FULL:
      return Diagnostic(
        .cannot(action, self), reason: "the disk is full",
        hint: "free space on the disk that holds '\(folder)', then run again")
    case .SQLITE_CANTOPEN where hasNoHandles:
      return Diagnostic(
        .cannot(action, self), reason: SystemError(EMFILE).message, hint: LedgerFile.moreHandles)
    case .SQLITE_READONLY, .SQLITE_CANTOPEN, .SQLITE_PERM, .SQLITE_AUTH:
      return Diagnostic(
        .cannot(action, self), reason: obstacle ?? words,
        hint: "the user that runs acta must be able to read and write '\(folder)' and the files in it")
    case .SQLITE_IOERR:
      return Diagnostic(
        .cannot(action, self), reason: "\(words) (SQLite's code \(error.extendedResultCode.rawValue))",
        hint: "check that the disk that holds '\(folder)' is healthy and has space")
    case .SQLITE_CONSTRAINT:
      return Diagnostic(.refused(self), reason: words)
    default:
      return Diagnostic(
        .cannot(action, self), reason: "\(words) (SQLite's code \(error.extendedResultCode.rawValue))",
        hint: "see  acta ledger check")
    }
  }

  private func damaged(_ what: String) -> Diagnostic {
    Diagnostic(.damaged(self), reason: what, hint: LedgerFile.wayOn)
  }

  /// The system's error on writing to the file or its folder.
  private var obstacle: String? {
    for place in [folder, path] where unsafe access(place, R_OK | W_OK) != 0 {
      return "'\(place)': \(SystemError.last.message)"
    }
    return nil
  }

  static let wayOn = "rebuild it from the manifests with  acta ledger rebuild  (the old file is kept)"
}

extension Diagnostic.Message {
  static func notALedger(_ file: LedgerFile) -> Self {
    Self(.ledgerDamaged, "'\(file.displayName)' is not a ledger")
  }
  static func damaged(_ file: LedgerFile) -> Self {
    Self(.ledgerDamaged, "the ledger '\(file.displayName)' is damaged")
  }
  fileprivate static func locked(_ file: LedgerFile) -> Self {
    Self(.ledgerFailed, "the ledger '\(file.displayName)' is locked")
  }
  fileprivate static func refused(_ file: LedgerFile) -> Self {
    Self(.ledgerFailed, "the ledger '\(file.displayName)' rejected a run")
  }
  fileprivate static func cannot(_ action: LedgerFile.Action, _ file: LedgerFile) -> Self {
    Self(.ledgerFailed, "cannot \(action.rawValue) the ledger '\(file.displayName)'")
  }
}
