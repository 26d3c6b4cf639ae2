internal import GRDB

/// The record of all runs: `.acta/ledger.sqlite`.
package final class Ledger: Sendable {
  /// Below the workspace's state folder.
  package static let fileName = "ledger.sqlite"

  private let database: DatabaseQueue

  init(database: DatabaseQueue) { self.database = database }
}
