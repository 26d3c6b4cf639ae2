/// The tables that an execution may free, and when.
struct TableLifetimes {
  private let plan: JobPlan
  /// Tables that figures, checks and exports read after the last step, and those with a key, which are
  /// compared with the night before.
  let kept: Set<String>
  /// For each input and table, the index of the last table that reads it.
  private let lastReaders: [String: Int]

  init(_ plan: JobPlan) {
    self.plan = plan
    kept = plan.tablesReadAtEnd
    var readers: [String: Int] = [:]
    for (place, table) in plan.tables.enumerated() {
      for name in table.reads { readers[name] = place }
    }
    lastReaders = readers
  }

  /// Whether nothing reads a table once the table at `place` is made.
  func ends(_ name: String, at place: Int) -> Bool {
    (lastReaders[name] ?? place) <= place && !kept.contains(name)
  }

  /// Whether a table behind that at `place` reads it.
  func isRead(_ name: String, after place: Int) -> Bool { (lastReaders[name] ?? -1) > place }

  /// The names of tables that nothing reads once the table at `place` is made.
  func ended(at place: Int) -> [String] {
    ([plan.tables[place].name] + plan.tables[place].reads).filter { ends($0, at: place) }
  }
}
