internal import Diagnostics

/// Makes the tables of a plan on a cluster.
final class ClusterTables: TableMaker {
  private let stages: ClusterStages
  private let places: [String: Int]
  /// The inputs and tables that workers can read.
  private var spread: [String: SpreadRows] = [:]
  private var streams: Set<Int> = []

  init(_ plan: JobPlan, _ mover: any RowMover, _ sizes: StageSizes, folder: String) {
    stages = ClusterStages(mover, sizes, folder: folder, plan.constants)
    places = Dictionary(
      uniqueKeysWithValues: plan.tables.enumerated().map { ($0.element.name, $0.offset) })
  }

  func make(_ definition: TablePlan, _ run: StageRun) throws -> MadeTable? {
    if definition.steps.contains(where: \.needsThisProcess) {
      for name in definition.reads { try fetch(name, run) }
      return nil
    }
    do {
      return try made(definition, run)
    } catch let fault as Diagnostic where fault.code == .evaluation || fault.code == .joinMultiplies {
      for name in definition.reads { try fetch(name, run) }
      throw fault
    }
  }

  func release(_ name: String) {
    guard let rows = spread.removeValue(forKey: name) else { return }
    if !spread.values.contains(where: { $0.stream.id == rows.stream.id }) { forget([rows.stream.id]) }
  }

  func forgetAll() { forget(Array(streams)) }

  private func forget(_ ids: [Int]) {
    let unused = ids.filter { id in !spread.values.contains { $0.stream.id == id } }
    streams.subtract(unused)
    if !unused.isEmpty { stages.forget(unused) }
  }

  private func rows(of name: String, _ run: StageRun) throws -> SpreadRows {
    if let rows = spread[name] { return rows }
    let rows = try stages.spread(run.rows[name]!.flow(.all, stages.sizes.block))
    spread[name] = rows
    streams.insert(rows.stream.id)
    return rows
  }

  private func fetch(_ name: String, _ run: StageRun) throws {
    if run.rows[name] != nil { return }
    run.rows[name] = try run.keeping(try stages.fetch(spread[name]!, .all))
  }

  private func made(_ definition: TablePlan, _ run: StageRun) throws -> MadeTable {
    let source = try rows(of: definition.from, run)
    var table = ClusterTable(source, stages)
    defer { forget(table.streams) }
    for step in definition.steps {
      var others: [String: SpreadRows] = [:]
      for other in step.otherTables { others[other.name] = try rows(of: other.name, run) }
      try table.add(step, others)
    }
    let isKept = run.lifetimes.kept.contains(definition.name)
    let isReadLater = run.lifetimes.isRead(definition.name, after: places[definition.name]!)
    if isReadLater || !isKept {
      let rows = try table.spread(definition.wanted)
      if isReadLater {
        spread[definition.name] = rows
        streams.insert(rows.stream.id)
      }
      if isKept {
        run.rows[definition.name] = try run.keeping(try stages.fetch(rows, definition.wanted))
      }
    } else {
      run.rows[definition.name] = try run.keeping(try table.fetched(definition.wanted))
    }
    let from = RowBalance.Step(step: "from \(definition.from)", rowsIn: source.rows, rowsOut: source.rows)
    return MadeTable(steps: [from] + table.account(of: definition.steps), aside: table.aside)
  }
}

extension PlannedStep {
  /// A correction is stale if its row is in no part.
  fileprivate var needsThisProcess: Bool { if case .correct = operation { true } else { false } }
}
