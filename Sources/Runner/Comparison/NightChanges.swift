internal import Diagnostics
internal import Engine
internal import Ledger

/// The changes of a job's tables with a key since the last published night.
struct NightChanges: Sendable {
  struct Entry: Sendable {
    var table: String
    /// Nil if the rows cannot be compared.
    var comparison: TableComparison?
    var obstacle: String?
  }

  let since: Night
  /// In the order of the plan; without tables that the last night did not have.
  private(set) var entries: [Entry] = []
  private(set) var warnings: [Diagnostic] = []

  /// - Parameters:
  ///   - archived: the tables as this run has archived them; empty in a dry run.
  ///   - archive: holds the rows of the last night.
  init(
    since last: LastNight, _ plan: JobPlan, _ execution: Execution, archived: [ArchivedTable],
    in archive: Archive
  ) throws {
    since = last.night
    for table in plan.tables where !table.key.isEmpty {
      guard let before = last.tables.first(where: { $0.table == table.name }),
        let rows = execution.tables[table.name]?.visible
      else { continue }
      var entry = Entry(table: table.name)
      let now = archived.first { $0.table == table.name }
      if now?.sha256 == before.sha256, now?.columns == before.columns {
        entry.comparison = TableComparison(same: rows, key: table.key)
      } else {
        do {
          entry.comparison = try TableComparison(
            from: try archive.rows(of: before), to: rows, key: table.key, in: plan.constants.zone)
        } catch let obstacle as TableComparison.Obstacle {
          entry.obstacle = obstacle.words
        } catch let problem as Diagnostic {
          entry.obstacle = problem.message.kept
          warnings.append(
            Diagnostic(
              problem.message, at: problem.location, severity: .warning, reason: problem.reason,
              quoting: problem.quoting))
        }
      }
      entries.append(entry)
    }
  }

  func comparison(of table: String) -> TableComparison? {
    entries.first { $0.table == table }?.comparison
  }

  /// The run's record of the changes.
  var records: [RunChanges] {
    entries.map { entry in
      let comparison = entry.comparison
      return RunChanges(
        table: entry.table, since: since, added: comparison?.added.count, removed: comparison?.removed.count,
        changed: comparison?.changed.count, obstacle: entry.obstacle)
    }
  }
}
