internal import JobSpec
internal import Tables

/// The columns of cells that are followed back to what they were made of, table by table.
struct WantedCells {
  private var columns: [String: Set<String>] = [:]
  /// The tables of which whole rows are wanted.
  private var whole: Set<String> = []

  /// - Parameter columns: nil for whole rows.
  mutating func want(_ columns: Set<String>?, of table: String) {
    if let columns {
      self.columns[table, default: []].formUnion(columns)
    } else {
      whole.insert(table)
    }
  }

  /// Nil if whole rows are wanted.
  func columns(of table: String) -> Set<String>? { whole.contains(table) ? nil : columns[table] }
}

extension PlannedStep.Operation {
  /// The columns before the step that some columns after it show as they were; nil if the step made one of them, so that whole
  /// rows are behind it.
  func columns(before columns: Set<String>, _ tables: [String: Table]) -> Set<String>? {
    func unless(_ made: [String]) -> Set<String>? { columns.isDisjoint(with: made) ? columns : nil }
    switch self {
    case .filter, .select, .drop, .distinct, .sort, .limit, .union: return columns
    case .rename(let rename):
      let old = Dictionary(rename.columns.map { ($0.to, $0.from) }, uniquingKeysWith: { first, _ in first })
      return Set(columns.map { old[$0] ?? $0 })
    case .derive(let derive): return unless(derive.columns.map(\.name))
    case .window(let window): return unless(window.columns.map(\.name))
    case .fill(let fill): return unless(fill.columns)
    case .correct(let correct): return unless([correct.note].compactMap { $0 })
    case .explode(let explode): return unless([explode.column])
    case .join(let join):
      return columns.contains { join.brings($0, from: tables[join.with]) } ? nil : columns
    case .group, .pivot, .unpivot, .intervals, .concurrency: return nil
    }
  }

  /// The columns of another table that some columns after the step show as they were; nil if they show none, so that whole rows
  /// are behind them.
  func columns(_ columns: Set<String>?, in table: String, _ rows: Table?) -> Set<String>? {
    guard let columns else { return nil }
    switch self {
    case .union: return columns
    case .join(let join):
      let brought = columns.filter { join.brings($0, from: rows) }
      return brought.isEmpty ? nil : brought
    default: return nil
    }
  }
}

extension JoinStep {
  /// Whether a column comes from the other table.
  fileprivate func brings(_ column: String, from other: Table?) -> Bool {
    switch kind {
    case .semi, .anti: false
    case .left, .inner, .full:
      rightColumns.contains(column)
        || bringsUndeclared && !rightKey.contains(column) && other?.schema.index(of: column) != nil
    }
  }
}
