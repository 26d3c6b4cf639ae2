internal import Diagnostics
internal import Foundation
internal import Tables

/// Works on the parts of a stage, in a process that sees nothing but the stage's description and blocks of rows.
package struct StageWorker {
  private let work: StageWork

  /// - Parameter bytes: the description of a stage, as ``MovedStage`` has it.
  /// - Throws: a diagnostic if another version of the program has written it.
  package init(work bytes: [UInt8]) throws {
    do {
      work = try JSONDecoder().decode(StageWork.self, from: Data(bytes))
    } catch {
      throw Diagnostic(
        .init(.cannotRead, "a worker cannot read what it is to do"),
        reason: "the worker and the program that started the run are not of one version",
        hint: "install the same version of Acta everywhere")
    }
  }

  /// Executes the steps of the stage on the rows of a part.
  ///
  /// - Parameters:
  ///   - blocks: all blocks for this part, in any order.
  ///   - give: gets the blocks of the result, and at last the receipt, as a block for part -1. A fault of the data is
  ///     in the receipt.
  /// - Throws: the errors of `give`.
  package func run(part: Int, _ blocks: [[UInt8]], _ give: (MovedBlock) throws -> Void) throws {
    var task = StageTask(work, part)
    do {
      try task.run(blocks, give)
      try TextOverflow.verify("a part of a table")
    } catch let fault as Diagnostic {
      task.receipt.fault = StageFault(fault)
    }
    try give(MovedBlock(part: -1, bytes: Array(JSONEncoder().encode(task.receipt))))
  }
}

/// The work on one part.
private struct StageTask {
  private let work: StageWork
  private let part: Int
  private var tables: [String: Table] = [:]
  /// The next number of a block, by the part to which it goes.
  private var numbers: [Int: Int] = [:]
  var receipt: StageReceipt

  init(_ work: StageWork, _ part: Int) {
    self.work = work
    self.part = part
    receipt = StageReceipt(stage: work.id, part: part)
    receipt.tallies = work.steps.map { _ in StageReceipt.Tally() }
  }

  mutating func run(_ blocks: [[UInt8]], _ give: (MovedBlock) throws -> Void) throws {
    var received = try receive(blocks)
    for side in work.others { tables[side.table] = try rows(of: side.stream, &received) }
    if work.isUnion {
      for (number, stream) in work.main.enumerated() where received[stream.id] != nil {
        let table = try rows(of: stream, &received)
        try make(table, number, home: stream.firstHome + part, give)
      }
    } else {
      try make(rows(of: work.main[0], &received), 0, home: part, give)
    }
  }

  // MARK: Rows that come

  private mutating func receive(_ blocks: [[UInt8]]) throws -> [Int: [RowBlock]] {
    var received: [Int: [RowBlock]] = [:]
    for bytes in blocks {
      let block = try RowBlock(bytes)
      for block in block.isPath ? try BlockFile.read(block.path) : [block] {
        receipt.received[block.stream, default: RowSum()].add(block)
        received[block.stream, default: []].append(block)
      }
    }
    return received
  }

  /// The rows of a stream, in their order.
  private func rows(
    of stream: StageWork.Stream, _ received: inout [Int: [RowBlock]]
  ) throws -> Table {
    let blocks = (received.removeValue(forKey: stream.id) ?? [])
      .sorted { ($0.home, $0.number) < ($1.home, $1.number) }
    let table = Table.concatenating(
      try blocks.map { try $0.table() }, like: Table(empty: Schema(stream.fields)))
    switch stream.order {
    case .sent: return table
    case .places(let removed):
      let name = table.schema.index(of: RowPlace.otherColumn) == nil ? RowPlace.column : RowPlace.otherColumn
      let order = RowOrder([.init(column: table.column(named: name)!, isDescending: false)])
      let sorted = table.gather(try order.sorted(rowCount: table.rowCount))
      return removed ? sorted.selectingVisiblePlaces : sorted
    case .sorted(let step):
      guard case .sort(let sort) = step.operation else { preconditionFailure("rows are sorted by a sort") }
      let order = RowOrder(table, by: sort.by, collate: sort.collate)
      return table.gather(try order.sorted(rowCount: table.rowCount))
    }
  }

  // MARK: Steps

  /// - Parameters:
  ///   - number: of the table in a union.
  ///   - home: the place of the rows among those of all parts.
  private mutating func make(
    _ rows: Table, _ number: Int, home: Int, _ give: (MovedBlock) throws -> Void
  ) throws {
    var table = rows
    for (index, step) in work.steps.enumerated() {
      let outcome = try applied(step, to: table, isFirst: index == 0, number, home)
      try TextOverflow.verify("step '\(step.summary)'", at: step.location)
      receipt.tallies[index].add(
        rowsIn: work.isUnion && index == 0 && number > 0 ? 0 : table.rowCount, outcome)
      if let rows = outcome.setAside { receipt.aside.append(Data(rows.encoded)) }
      table = outcome.table.pruned(to: kept(step.wanted))
    }
    var made = StageReceipt.Made(home: home)
    made.rows = table.rowCount
    switch work.question {
    case .sample(let columns):
      let step = max(1, table.rowCount / StageTask.samples)
      let rows = stride(from: 0, to: table.rowCount, by: step).map { Int32($0) }
      made.sample = Data(table.selecting(columns).gather(rows).encoded)
    case .items(let step):
      var found = PivotItems(step)!
      try found.add(table)
      made.items = Data(Table(items: found.items!).encoded)
    case nil: break
    }
    made.file = try send(table.pruned(to: kept(work.sends)), home, give)
    receipt.made.append(made)
  }

  private static let samples = 2048

  /// The places are kept wherever there are some.
  private func kept(_ columns: Columns) -> Columns {
    work.hasPlaces ? columns.union([RowPlace.column]) : columns
  }

  private func applied(
    _ step: PlannedStep, to rows: Table, isFirst: Bool, _ number: Int, _ home: Int
  ) throws -> StepOutcome {
    if isFirst, work.isUnion, case .union(let union) = step.operation {
      return try united(union, step, rows, number)
    }
    let table = rows.pruned(to: kept(step.columnsRead))
    if isFirst, let limits = work.limits {
      let left = min(limits[home], table.rowCount)
      return StepOutcome(
        table.slice(0..<left), moves: RowMoves(filtered: table.rowCount - left))
    }
    var others: [String: Table] = [:]
    for other in step.otherTables {
      let columns = step.columnsRead(of: other).union([RowPlace.otherColumn])
      others[other.name] = tables[other.name]!.pruned(to: columns)
    }
    let context = step.context(others, work.constants)
    guard work.hasPlaces else { return try step.operation.kernel.apply(to: table, context) }
    switch step.operation {
    case .derive, .select, .drop, .rename:
      // Such a step leaves the rows where they are.
      var outcome = try step.operation.kernel.apply(to: table.selectingVisiblePlaces, context)
      outcome.table.set(RowPlace.column, table.column(named: RowPlace.column)!)
      return outcome
    default:
      let items = try work.items.map { try Table(encoded: Array($0)).columns[0] }
      return try PlacedStep(step: step, context: context, items: items).apply(to: table)
    }
  }

  private func united(_ union: UnionStep, _ step: PlannedStep, _ rows: Table, _ number: Int) throws
    -> StepOutcome
  {
    // A table may occur twice, so each gets a name of its own.
    let names = union.with.indices.map { "\0\($0 + 1)" }
    var tables = work.main.enumerated().map { index, stream in
      let read =
        index == 0
        ? step.columnsRead
        : step.columnsRead(of: step.otherTables.first { $0.name == union.with[index - 1] }!)
      return (index == number ? rows : Table(empty: Schema(stream.fields))).pruned(to: read)
    }
    // Errors name the tables as the job does.
    _ = try union.fields(of: tables, step.context([:], work.constants))
    let own = tables.removeFirst()
    return try UnionStep(with: names).apply(
      to: own, step.context(Dictionary(uniqueKeysWithValues: zip(names, tables)), work.constants))
  }

  // MARK: Rows that go

  /// - Returns: the file in which the rows are, if they go into one.
  private mutating func send(
    _ rows: Table, _ home: Int, _ give: (MovedBlock) throws -> Void
  ) throws -> String? {
    var table = rows
    var file: String?
    switch work.scatter {
    case .home(let first):
      if work.hasPlaces {
        for (part, rows) in table.rows(byHomeAfter: first) {
          try send(table.gather(rows), home, to: part, give)
        }
      } else {
        try send(table, home, to: home, give)
      }
    case .together(let keys, let widens, let parts, let place):
      if !work.hasPlaces {
        table = table.placed(from: Int64(home) << RowPlace.homeShift, in: place)
      }
      // Integers and numbers can be equal.
      let types = widens ? keys.map { _ in ColumnType.number } : nil
      let chosen = table.rows(byHashOf: keys, as: types, parts: parts)
      for (part, rows) in chosen.enumerated() where !rows.isEmpty {
        try send(table.gather(rows), home, to: part, give)
      }
    case .everywhere(let parts):
      for part in 0..<parts { try send(table, home, to: part, give) }
    case .ranges(let step, let keys, let isAfterEqual):
      guard case .sort(let sort) = step.operation else { preconditionFailure("rows are sorted by a sort") }
      let bounds = SortBounds(keys: try Table(encoded: Array(keys)), isAfterEqual: isAfterEqual)
      let ends = bounds.ends(in: table, sort)
      var start = 0
      for (part, end) in ends.enumerated() {
        if end > start { try send(table.slice(start..<end), home, to: part, give) }
        start = max(start, end)
      }
    case .files(let folder):
      var blocks: [RowBlock] = []
      for piece in size.pieces(of: table) {
        blocks.append(RowBlock(table.slice(piece), stream: work.id, home: home, number: blocks.count))
        receipt.sent.add(blocks.last!)
      }
      // Two tries of the same task must not write into one file.
      if !blocks.isEmpty {
        file = "\(folder)/rows-\(work.id)-\(home)-\(UUID().uuidString)"
        try BlockFile.write(blocks, to: file!)
      }
    }
    receipt.fields = table.schema.fields
    // Each part sends something, so that the parts of a later stage for all rows are run even without any.
    if receipt.sent.blocks == 0, file == nil {
      let block = RowBlock(table.slice(0..<0), stream: work.id, home: home, number: -1)
      receipt.sent.add(block)
      try give(MovedBlock(part: emptyPart(home), bytes: block.bytes))
    }
    return file
  }

  private func emptyPart(_ home: Int) -> Int {
    if case .home = work.scatter, !work.hasPlaces { home } else { 0 }
  }

  private var size: BlockSize { BlockSize(bytes: work.blockBytes, rows: work.blockRows) }

  private mutating func send(
    _ rows: Table, _ home: Int, to part: Int, _ give: (MovedBlock) throws -> Void
  ) throws {
    for piece in size.pieces(of: rows) {
      let block = RowBlock(rows.slice(piece), stream: work.id, home: home, number: numbers[part, default: 0])
      numbers[part, default: 0] += 1
      receipt.sent.add(block)
      try give(MovedBlock(part: part, bytes: block.bytes))
    }
  }
}
