internal import Diagnostics
internal import Engine
internal import Ledger
internal import Tables

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
        let rows = try NightRows(of: table.name, execution, before)
      else { continue }
      var entry = Entry(table: table.name)
      let now = archived.first { $0.table == table.name }
      if now?.sha256 == before.sha256, now?.columns == before.columns {
        entry.comparison = rows.same(key: table.key)
      } else {
        do {
          entry.comparison = try rows.compared(with: before, in: archive, table.key, plan.constants.zone)
        } catch let obstacle as TableComparison.Obstacle {
          entry.obstacle = obstacle.words
        } catch  where NightChanges.isOfLastNight(error) {
          let problems = Diagnostics(error).all
          entry.obstacle = problems.first?.message.kept
          warnings += problems.map(\.asWarning)
        }
      }
      entries.append(entry)
    }
  }

  /// Whether an error tells of the rows of the night before, and not of this run.
  private static func isOfLastNight(_ error: any Error) -> Bool {
    guard error is Diagnostic || error is Diagnostics else { return false }
    return !Diagnostics(error).all.contains { [.tooLarge, .rowsChanged, .cannotWrite].contains($0.code) }
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

/// The rows of a table with a key.
private enum NightRows {
  case resident(Table)
  case stored(StoredTable, (place: SpillPlace, sizes: StageSizes))

  /// Nil if there is no such table.
  ///
  /// - Parameter before: if it has many rows, those of this night are put on disk, too.
  init?(of name: String, _ execution: Execution, _ before: ArchivedTable) throws {
    guard let stages = execution.stages else {
      guard let rows = execution.tables[name] else { return nil }
      self = .resident(rows.visible)
      return
    }
    if let stored = execution.stored[name] {
      self = .stored(stored, stages)
    } else if let rows = execution.tables[name]?.visible {
      if before.bytes <= stages.sizes.partition {
        self = .resident(rows)
      } else {
        var spool = try stages.place.spool()
        try spool.append(rows)
        self = .stored(spool.stored(as: rows.schema), stages)
      }
    } else {
      return nil
    }
  }

  /// The comparison with rows that are the same.
  func same(key: [String]) -> TableComparison {
    switch self {
    case .resident(let rows): TableComparison(same: rows, key: key)
    case .stored(let rows, _): TableComparison(same: rows.empty.visible, key: key, leftOut: rows.rowCount)
    }
  }

  func compared(
    with before: ArchivedTable, in archive: Archive, _ key: [String], _ zone: Zone
  ) throws -> TableComparison {
    switch self {
    case .resident(let rows):
      try TableComparison(from: try archive.rows(of: before), to: rows, key: key, in: zone)
    case .stored(let rows, let stages):
      try TableComparison(
        from: try archive.rows(of: before, in: stages.place), to: rows, key: key, of: before.table, in: zone,
        stages)
    }
  }
}
