internal import JobSpec
package import Ledger

/// The last published run of an earlier night, as far as a later run of the job depends on it.
package struct LastNight: Sendable, Equatable, Decodable {
  package var run: String
  package var night: Night
  /// The number of rows of each table.
  package var rows: [String: Int]
  /// The tables with a key.
  package var tables: [ArchivedTable]
}

extension LastNight {
  /// Nil if nothing of this run was archived.
  init?(_ run: Run, in workspace: Workspace) throws {
    guard let snapshot = try Snapshot.read(state: workspace.state, night: run.night, run: run.id) else {
      return nil
    }
    self.init(run: run.id, night: run.night, rows: snapshot.rows, tables: snapshot.tables)
  }
}

extension Job {
  /// Whether its results depend on the rows of the night before.
  var comparesNights: Bool {
    let dropsRows = checks.contains { if case .rows(_, _, _?) = $0.kind { true } else { false } }
    return dropsRows || tables.contains { !$0.key.isEmpty }
  }
}
