internal import Diagnostics
package import Engine
internal import JobSpec
package import Tables

/// The differences between two runs of a job: rows of tables by key, figures, checks and row balance.
package struct RunDifference: Sendable {
  package struct TableDifference: Sendable {
    package var table: String
    package var key: [String]
    /// The numbers of rows; nil if the run has no such table.
    package var rows: (old: Int?, new: Int?)
    /// Nil if the rows cannot be compared.
    package var comparison: TableComparison?
    /// The reason why the rows cannot be compared.
    package var obstacle: String?

    /// Whether there is something to report.
    package var isEmpty: Bool { comparison?.isEmpty ?? (rows.old == rows.new && key.isEmpty) }
  }

  package struct FigureDifference: Sendable {
    package var figure: String
    package var item: String?
    /// Whether the figure has items; the rows without one are the item null.
    package var hasItems: Bool
    /// Nil if the run has no such figure or item.
    package var old: Value?
    package var new: Value?
  }

  package struct CheckDifference: Sendable {
    /// `unique on people`
    package var check: String
    /// Status and finding; nil if the run has no such check.
    package var old: (status: String, finding: String)?
    package var new: (status: String, finding: String)?
  }

  /// A step of a table whose numbers of rows differ.
  package struct StepDifference: Sendable {
    package var table: String
    package var step: String
    /// Nil if the run has no such step.
    package var old: RowBalance.Step?
    package var new: RowBalance.Step?
  }

  package let old: ComputedRun
  package let new: ComputedRun
  package let tables: [TableDifference]
  package let figures: [FigureDifference]
  package let checks: [CheckDifference]
  package let steps: [StepDifference]

  package var isEmpty: Bool {
    tables.allSatisfy(\.isEmpty) && figures.isEmpty && checks.isEmpty && steps.isEmpty
  }

  /// - Parameter wanted: the only tables to compare, and nothing else; nil compares everything.
  package init(
    from old: ComputedRun, to new: ComputedRun, tables wanted: [String]? = nil,
    _ tolerance: TableComparison.Tolerance
  ) throws {
    self.old = old
    self.new = new
    let names = RunDifference.names(old.job.tables.map(\.name.value), new.job.tables.map(\.name.value))
    tables = try names.filter { wanted?.contains($0) ?? true }.map { name in
      try RunDifference.table(name, old, new, tolerance)
    }
    let isWhole = wanted == nil
    figures = isWhole ? RunDifference.figures(old, new, tolerance) : []
    checks = isWhole ? RunDifference.checks(old, new) : []
    steps = isWhole ? RunDifference.steps(old.balance, new.balance) : []
  }

  /// The names of the new run in order, then those that only the old one has.
  private static func names(_ old: [String], _ new: [String]) -> [String] {
    new + old.filter { !new.contains($0) }
  }

  private static func table(
    _ name: String, _ old: ComputedRun, _ new: ComputedRun, _ tolerance: TableComparison.Tolerance
  ) throws -> TableDifference {
    func rows(_ run: ComputedRun) -> Int? {
      run.balance.tables.first { $0.table == name && !$0.isInput }?.rowsOut
    }
    let definition = new.job.table(named: name) ?? old.job.table(named: name)
    var difference = TableDifference(
      table: name, key: definition?.key.map(\.value) ?? [], rows: (rows(old), rows(new)))
    guard difference.rows.old != nil, difference.rows.new != nil, !difference.key.isEmpty else {
      return difference
    }
    guard let before = old.execution.tables[name], let after = new.execution.tables[name] else {
      difference.obstacle = "the table had no key then"
      return difference
    }
    do {
      difference.comparison = try TableComparison(
        from: before, to: after, key: difference.key, tolerance, in: new.timeline.zone)
    } catch let obstacle as TableComparison.Obstacle {
      difference.obstacle = obstacle.words
    }
    return difference
  }

  private static func figures(
    _ old: ComputedRun, _ new: ComputedRun, _ tolerance: TableComparison.Tolerance
  ) -> [FigureDifference] {
    func values(_ run: ComputedRun) -> [(key: FigureKey, value: Value)] {
      run.execution.figures.flatMap { figure in
        figure.items.filter { !$0.isGone }.map {
          (FigureKey(figure: figure.figure.name, item: $0.item), $0.value)
        }
      }
    }
    let (before, after) = (values(old), values(new))
    let then = Dictionary(before.map { ($0.key, $0.value) }, uniquingKeysWith: { a, _ in a })
    let now = Dictionary(after.map { ($0.key, $0.value) }, uniquingKeysWith: { a, _ in a })
    let withItems = Set(
      (old.execution.figures + new.execution.figures).filter { $0.figure.by != nil }.map(\.figure.name))
    let keys = after.map(\.key) + before.map(\.key).filter { now[$0] == nil }
    return keys.compactMap { key in
      let (was, value) = (then[key], now[key])
      if was == value { return nil }
      if let was, let value, tolerance.accepts(was, value) { return nil }
      return FigureDifference(
        figure: key.figure, item: key.item, hasItems: withItems.contains(key.figure), old: was, new: value)
    }
  }

  private static func checks(_ old: ComputedRun, _ new: ComputedRun) -> [CheckDifference] {
    func outcomes(_ run: ComputedRun) -> [(name: String, status: String, finding: String)] {
      var seen: [String: Int] = [:]
      // Not the records: these name a file by the place of the check, which does not count as a difference.
      let faults = run.execution.keyFaults.map { ("key on \($0.table)", "fail", $0.finding) }
      let checks = run.execution.checks.map { result in
        let about = result.check.table.map { " on \($0)" } ?? ""
        return (result.check.keyword.rawValue + about, result.status.rawValue, result.finding)
      }
      return (faults + checks).map { name, status, finding in
        seen[name, default: 0] += 1
        // Several checks of one kind on one table are told apart by their order.
        let number = seen[name]!
        return (number == 1 ? name : "\(name) (\(number))", status, finding)
      }
    }
    let (before, after) = (outcomes(old), outcomes(new))
    return names(before.map(\.name), after.map(\.name)).compactMap { name in
      let was = before.first { $0.name == name }.map { ($0.status, $0.finding) }
      let isNow = after.first { $0.name == name }.map { ($0.status, $0.finding) }
      // The number of rows in the finding of a check that passes is no difference of the check.
      let passes = (was?.0, isNow?.0) == ("pass", "pass")
      if let was, let isNow, passes || was == isNow { return nil }
      return CheckDifference(check: name, old: was, new: isNow)
    }
  }

  private static func steps(_ old: RowBalance, _ new: RowBalance) -> [StepDifference] {
    names(old.tables.map(\.table), new.tables.map(\.table)).flatMap { table -> [StepDifference] in
      let before = old.tables.first { $0.table == table }?.steps ?? []
      let after = new.tables.first { $0.table == table }?.steps ?? []
      var rest = before
      var differences: [StepDifference] = []
      for step in after {
        // Steps are matched by their text, in order; those of the old job before the match have gone.
        guard let match = rest.firstIndex(where: { $0.step == step.step }) else {
          differences.append(StepDifference(table: table, step: step.step, old: nil, new: step))
          continue
        }
        differences += rest[..<match].map {
          StepDifference(table: table, step: $0.step, old: $0, new: nil)
        }
        let was = rest[match]
        rest.removeFirst(match + 1)
        if was.rowsIn != step.rowsIn || was.rowsOut != step.rowsOut || was.moves != step.moves
          || was.joinedIn.map(\.count) != step.joinedIn.map(\.count)
        {
          differences.append(StepDifference(table: table, step: step.step, old: was, new: step))
        }
      }
      differences += rest.map { StepDifference(table: table, step: $0.step, old: $0, new: nil) }
      return differences
    }
  }
}

extension TableComparison.Obstacle {
  var words: String {
    switch self {
    case .noColumn(let name, let isOld):
      "the table \(isOld ? "had" : "has") no column '\(name)'\(isOld ? " then" : " now")"
    case .ambiguous(let finding, let isOld):
      "the key \(isOld ? "did" : "does") not identify the rows\(isOld ? " then" : ""): \(finding)"
    }
  }
}
