internal import Diagnostics
internal import Tables

/// A step that gives each row columns that depend on the rows before or behind it, for rows that all belong together: a
/// piece of them is in memory at a time.
///
/// The rows carry their places. A window sorts them into its own order and, when it has its values, back.
struct StagePartition {
  private enum Work {
    case window(WindowStep)
    case fill(FillStep)
  }

  private let work: Work
  private let stage: StageStep

  /// Nil for other steps.
  init?(_ stage: StageStep) {
    switch stage.step.operation {
    case .window(let window): work = .window(window)
    case .fill(let fill): work = .fill(fill)
    default: return nil
    }
    self.stage = stage
  }

  /// - Parameter flow: the rows with their places.
  /// - Returns: the rows in the order of their places, with the columns of the step.
  func applied(to flow: RowFlow) throws -> RowFlow {
    switch work {
    case .fill(let fill): return try filled(flow, fill)
    case .window(let window):
      let made = try StageWindow(window, stage).applied(to: flow)
      if window.order.isEmpty { return made }
      let place = SortKey(column: RowPlace.column, isDescending: false)
      return try StageSort(by: [place], for: stage, wanted: .all).sorted(made)
    }
  }

  /// The last row, filled, has what the next rows may need.
  private func filled(_ flow: RowFlow, _ fill: FillStep) throws -> RowFlow {
    var context = stage.context([:])
    context.wanted = .all
    var last: Table?
    return RowFlow(flow.empty, bytes: flow.bytes) {
      guard let piece = try flow.next() else { return nil }
      let all = last.map { Table.concatenating([$0, piece], like: flow.empty) } ?? piece
      var made = try fill.apply(to: all, context).table
      if all.rowCount > 0 {
        let before = last == nil ? 0 : 1
        last = made.slice(all.rowCount - 1..<all.rowCount)
        made = made.slice(before..<all.rowCount)
      }
      return made
    }
  }
}

/// The columns of a window over rows of one partition.
private final class StageWindow {
  private let window: WindowStep
  private let stage: StageStep
  private let environment: Environment
  private let columns: [WindowStep.Column]
  private var states: [[WindowState]] = []
  /// By column of the window: the result of each call of an aggregate function, for all rows.
  private var totals: [[(slot: Int, value: Column)]] = []
  /// How many rows before and behind a row its values look at.
  private var back = 0
  private var ahead = 0
  /// The columns that values of other rows need.
  private let looked: Columns
  /// Rows that were given, as far as later ones look back at them; at least one.
  private var before: Table?
  /// Rows that were read, but not given.
  private var waiting: [Table] = []
  private var isEnd = false

  init(_ window: WindowStep, _ stage: StageStep) {
    self.window = window
    self.stage = stage
    columns = window.columns.filter { stage.step.wanted.contains($0.name) }
    looked = .only(
      columns.reduce(into: Set(window.order.map(\.column))) { looked, column in
        for call in column.value.windows { looked.formUnion(call.argument?.columns ?? []) }
      })
    environment = Environment(
      zone: stage.run.plan.constants.zone, subject: .rows(of: columns.first?.value.noun ?? ""))
    for column in columns {
      states.append(column.value.windows.map { WindowState($0) })
      for call in column.value.windows {
        if call.function == .lag { back = max(back, Int(clamping: call.offset.magnitude)) }
        if call.function == .lead { ahead = max(ahead, Int(clamping: call.offset.magnitude)) }
      }
    }
  }

  /// - Returns: the rows in the order of the window.
  func applied(to flow: RowFlow) throws -> RowFlow {
    var flow = flow
    if !window.order.isEmpty { flow = try StageSort(by: window.order, for: stage, wanted: .all).sorted(flow) }
    if columns.contains(where: { !$0.value.aggregates.isEmpty }) { flow = try withTotals(flow) }
    let rows = flow
    totals += columns.dropFirst(totals.count).map { _ in [] }
    let empty = try made(of: flow.empty, around: flow.empty, before: 0, states: states).table
    return RowFlow(empty, bytes: flow.bytes) { [self] in try next(rows) }
  }

  /// Aggregates need all rows before the first result.
  private func withTotals(_ flow: RowFlow) throws -> RowFlow {
    var sums = columns.map { $0.value.aggregates.map { CallState($0) } }
    var spool = try stage.run.newSpool()
    try flow.each { piece in
      piece.prepare(columns.reduce(into: Set<String>()) { $0.formUnion($1.value.columns) })
      for column in sums.indices {
        for call in sums[column].indices { try sums[column][call].add(piece, environment) }
      }
      try verifyFit(sums.joined().reduce(0) { $0 + $1.bytes })
      try spool.append(piece)
    }
    let subject = Environment(zone: environment.zone, subject: .expression)
    totals = try sums.map { try $0.map { (slot: $0.call.slot, value: try $0.result(subject)) } }
    return StageRows.stored(spool.stored(as: flow.empty.schema)).flow(.all, stage.run.sizes.block)
  }

  private func verifyFit(_ bytes: Int) throws {
    try stage.run.verifyFit(bytes, stage.name, stage.step.location)
  }

  private func next(_ flow: RowFlow) throws -> Table? {
    // The first piece is complete if so many rows are behind it.
    while !isEnd, waiting.isEmpty || waiting.dropFirst().reduce(0, { $0 + $1.rowCount }) < ahead {
      try Interruption.check()
      guard let piece = try flow.next() else {
        isEnd = true
        break
      }
      if piece.rowCount > 0 { waiting.append(piece) }
      try verifyFit(waiting.reduce(before?.bytes ?? 0) { $0 + $1.bytes })
    }
    if waiting.isEmpty { return nil }
    let rows = waiting.removeFirst()
    let known = before.map { [$0] } ?? []
    let around = Table.concatenating(
      known + ([rows] + waiting).map { $0.pruned(to: looked) }, like: flow.empty.pruned(to: looked))
    let count = before?.rowCount ?? 0
    let (table, states) = try made(of: rows, around: around, before: count, states: states)
    self.states = states
    let end = count + rows.rowCount
    before = around.slice(max(0, end - max(1, back))..<end)
    return table
  }

  private func made(
    of rows: Table, around: Table, before: Int, states: [[WindowState]]
  ) throws -> (table: Table, states: [[WindowState]]) {
    var states = states
    let piece = WindowPiece(
      rows: rows, around: around, before: before, beginsPeers: beginsPeers(around, before, rows.rowCount))
    var result = rows
    for (index, column) in columns.enumerated() {
      var extended = rows
      for (slot, value) in totals[index] {
        extended.set(result: slot, value.gather(Array(repeating: 0, count: rows.rowCount)))
      }
      for call in states[index].indices {
        let slot = states[index][call].call.slot
        extended.set(result: slot, try states[index][call].next(piece, environment))
      }
      extended.prepare(column.value.root.columns)
      result.set(
        column.name,
        try column.value.root.column(of: extended, rows: 0..<rows.rowCount, environment))
    }
    return (result, states)
  }

  private func beginsPeers(_ around: Table, _ before: Int, _ count: Int) -> [Bool] {
    RowOrder(around, by: window.order).withComparison { compare in
      (before..<before + count).map { $0 == 0 || compare($0 - 1, $0) != 0 }
    }
  }
}
