internal import Foundation
internal import JobSpec
internal import Tables

/// A table on its way through its steps on a cluster. Steps wait until rows must be gathered anew; then all of them
/// become one stage.
struct ClusterTable {
  private let stages: ClusterStages
  private var sizes: StageSizes { stages.sizes }
  /// The rows before the waiting steps: several streams before a union.
  private var main: [SpreadRows]
  private var others: [(table: String, rows: SpreadRows)] = []
  private var waiting: [PlannedStep] = []
  private var isUnion = false
  private var items: Data?
  private var limits: [Int]?
  /// The number of parts in the order of the table.
  private var homes: Int
  /// The parts of rows from the other table of a full join, behind all others.
  private var homesBehind = 0
  /// Whether rows with equal keys are together, each with its place.
  private var hasPlaces = false
  /// Whether several rows can have one place.
  private var hasEqualPlaces = false
  private var tallies: [StageReceipt.Tally] = []
  private(set) var aside: [Table] = []
  /// The streams that were made on the way.
  private(set) var streams: [Int] = []

  init(_ source: SpreadRows, _ stages: ClusterStages) {
    self.stages = stages
    main = [source]
    homes = source.parts
  }

  /// Whether one part has all rows.
  private var isWhole: Bool { homes == 1 && !hasPlaces && !isUnion }

  func account(of steps: [PlannedStep]) -> [RowBalance.Step] {
    zip(steps, tallies).map { step, tally in
      let joined = zip(step.otherTables.filter(\.bringsRows), tally.joinedIn)
      return RowBalance.Step(
        step: step.summary, rowsIn: tally.rowsIn,
        joinedIn: joined.map { RowBalance.Rows($0.name, $1) }, rowsOut: tally.rowsOut, moves: tally.moves,
        location: step.location)
    }
  }

  // MARK: Steps

  mutating func add(_ step: PlannedStep, _ tables: [String: SpreadRows]) throws {
    switch step.operation {
    case .filter, .derive, .select, .drop, .rename: waiting.append(step)
    case .explode, .unpivot:
      try goHome(step.columnsRead)
      waiting.append(step)
    case .limit(let limit): try add(step, limit)
    case .sort(let sort): try add(step, sort)
    case .join(let join): try add(step, join, tables[join.with]!)
    case .union(let union): try add(step, union, tables)
    case .distinct(let distinct): try add(step, by: distinct.on)
    case .group(let group): try add(step, by: group.by)
    case .pivot(let pivot): try add(step, by: pivot.rows)
    case .window(let window): try add(step, by: window.by)
    case .fill(let fill): try add(step, by: fill.by)
    case .intervals(let intervals): try add(step, by: intervals.by)
    case .concurrency(let concurrency): try add(step, by: concurrency.by)
    case .correct: preconditionFailure("corrections are applied in one process")
    }
  }

  private mutating func add(_ step: PlannedStep, by keys: [String]) throws {
    if isWhole { return waiting.append(step) }
    if keys.isEmpty {
      try goHome(step.columnsRead)
      return try gatherAll(step)
    }
    var question: StageWork.Question?
    if case .pivot = step.operation {
      // The items come in the order of the table.
      try goHome(step.columnsRead)
      question = .items(step)
    }
    let made = try together(step, by: keys, parts: sizes.count(for: bytes), question)
    if var found = PivotItems(step) {
      for items in made.compactMap(\.items) {
        try found.add(Table(encoded: Array(items)).renaming([Table.item: found.column]))
      }
      items = found.items.map { Data(Table(items: $0).encoded) }
    }
    waiting = [step]
  }

  /// Brings rows that are in order into one part.
  private mutating func gatherAll(_ step: PlannedStep) throws {
    try run(.everywhere(parts: 1), sends: step.columnsRead)
    homes = 1
    main[0].parts = 1
    waiting = [step]
  }

  /// Brings rows with equal keys into one part.
  @discardableResult
  private mutating func together(
    _ step: PlannedStep, by keys: [String], widens: Bool = false, parts: Int,
    _ question: StageWork.Question? = nil
  ) throws -> [StageReceipt.Made] {
    if hasEqualPlaces { try goHome(step.columnsRead) }
    let made = try run(
      .together(keys: keys, widens: widens, parts: parts, place: RowPlace.column), sends: step.columnsRead,
      question
    ).made
    hasPlaces = true
    main[0].parts = parts
    main[0].stream.order = .places(removed: false)
    return made
  }

  private mutating func add(_ step: PlannedStep, _ limit: LimitStep) throws {
    if isWhole { return waiting.append(step) }
    try goHome(step.columnsRead)
    let made = try run(.home(first: 0), sends: step.columnsRead).made
    var left = limit.count
    var limits = [Int](repeating: 0, count: homes)
    for part in made {
      limits[part.home] = min(left, part.rows)
      left -= limits[part.home]
    }
    self.limits = limits
    waiting = [step]
  }

  private mutating func add(_ step: PlannedStep, _ sort: SortStep) throws {
    if isWhole { return waiting.append(step) }
    try goHome(step.columnsRead)
    let columns = sort.by.map(\.column).unique
    let samples = try run(.home(first: 0), sends: step.columnsRead, .sample(columns: columns)).made
      .compactMap(\.sample).map { try Table(encoded: Array($0)) }
    let sample = Table.concatenating(samples, like: samples[0].slice(0..<0))
    if sample.rowCount == 0 { return try gatherAll(step) }
    let bounds = try SortBounds(sample, sort, sizes.count(for: bytes))
    var sorting = step
    sorting.wanted = step.wanted.union(columns)
    waiting = [sorting]
    try run(
      .ranges(step: step, keys: Data(bounds.keys.encoded), isAfterEqual: bounds.isAfterEqual),
      sends: sorting.wanted)
    homes = bounds.count + 1
    main[0].parts = homes
    main[0].stream.order = .sorted(step)
  }

  private mutating func add(_ step: PlannedStep, _ join: JoinStep, _ right: SpreadRows) throws {
    let columns = step.columnsRead(of: step.otherTables[0])
    defer { if hasPlaces && join.kind != .semi && join.kind != .anti { hasEqualPlaces = true } }
    if isWhole && right.parts == 1 {
      others.append((join.with, right))
      waiting.append(step)
      return
    }
    if join.kind != .full, right.bytes <= sizes.partition / 8, sizes.partitions == nil {
      // So few rows go to every part.
      if isUnion { try goHome(step.columnsRead, always: true) }
      let parts = main[0].parts
      let copies = try stages.pass(right, .everywhere(parts: parts), sends: columns, parts: parts)
      streams.append(copies.stream.id)
      others.append((join.with, copies))
      waiting.append(step)
      return
    }
    let parts = sizes.count(for: bytes + right.bytes)
    if join.kind == .full && hasPlaces { try goHome(step.columnsRead) }
    try together(step, by: join.leftKey, widens: true, parts: parts)
    var rights = try stages.pass(
      right, .together(keys: join.rightKey, widens: true, parts: parts, place: RowPlace.otherColumn),
      sends: columns, parts: parts)
    rights.stream.order = .places(removed: join.kind != .full)
    streams.append(rights.stream.id)
    others = [(join.with, rights)]
    if join.kind == .full { homesBehind = right.parts }
    waiting = [step]
  }

  private mutating func add(
    _ step: PlannedStep, _ union: UnionStep, _ tables: [String: SpreadRows]
  ) throws {
    try goHome(step.columnsRead)
    let names = union.with.unique
    let size = bytes + names.reduce(0) { $0 + tables[$1]!.bytes }
    if isWhole, size <= sizes.partition, sizes.partitions == nil, names.allSatisfy({ tables[$0]!.parts == 1 })
    {
      others += names.map { ($0, tables[$0]!) }
      waiting.append(step)
      return
    }
    try goHome(step.columnsRead, always: true)
    main += union.with.map { tables[$0]! }
    homes = 0
    for index in main.indices {
      if main[..<index].contains(where: { $0.stream.id == main[index].stream.id }) {
        main[index] = try copy(main[index])
      }
      main[index].stream.firstHome = homes
      homes += main[index].parts
    }
    isUnion = true
    waiting = [step]
  }

  /// The same rows as a stream of their own.
  private mutating func copy(_ rows: SpreadRows) throws -> SpreadRows {
    let copy = try stages.pass(rows, .home(first: 0), sends: .all, parts: rows.parts)
    streams.append(copy.stream.id)
    return copy
  }

  // MARK: Stages

  private var bytes: Int { main.reduce(0) { $0 + $1.bytes } }

  /// Brings rows that have places back into the order of the table.
  ///
  /// - Parameter always: also executes the waiting steps of rows that are in order.
  private mutating func goHome(_ sends: Columns, always: Bool = false) throws {
    if hasPlaces {
      try run(.home(first: homes), sends: sends)
      hasPlaces = false
      hasEqualPlaces = false
      homes += homesBehind
      homesBehind = 0
      main[0].parts = homes
      main[0].stream.order = .places(removed: true)
    } else if always, !waiting.isEmpty || isUnion {
      try run(.home(first: 0), sends: sends)
    }
  }

  /// Executes the waiting steps.
  @discardableResult
  private mutating func run(
    _ scatter: StageWork.Scatter, sends: Columns, _ question: StageWork.Question? = nil
  ) throws -> MadeStage {
    for index in others.indices {
      let id = others[index].rows.stream.id
      if (main + others[..<index].map(\.rows)).contains(where: { $0.stream.id == id }) {
        others[index].rows = try copy(others[index].rows)
      }
    }
    var work = stages.newWork(main.map(\.stream), waiting, sends: sends, scatter)
    work.others = others.map { StageWork.Side(table: $0.table, stream: $0.rows.stream) }
    work.isUnion = isUnion
    work.hasPlaces = hasPlaces
    work.items = items
    work.limits = limits
    work.question = question
    let parts = (main + others.map(\.rows)).map(\.parts).max()!
    let stage = try stages.run(work, parts: parts)
    tallies += stage.tallies
    if let rows = stage.aside { aside.append(rows) }
    main = [stage.rows]
    main[0].parts = homes
    streams.append(stage.rows.stream.id)
    others = []
    waiting = []
    items = nil
    limits = nil
    isUnion = false
    return stage
  }

  // MARK: The end

  /// The rows among workers, in order.
  mutating func spread(_ columns: Columns) throws -> SpreadRows {
    try goHome(columns, always: true)
    if !main[0].stream.fields.allSatisfy({ $0.name == RowPlace.column || columns.contains($0.name) }) {
      try run(.home(first: 0), sends: columns)
    }
    return main[0]
  }

  /// The rows in order, in this process.
  mutating func fetched(_ columns: Columns) throws -> RowFlow {
    try goHome(columns)
    return stages.read(try run(.files(folder: stages.folder), sends: columns))
  }
}

extension [String] {
  /// Each text once, in order.
  fileprivate var unique: [String] {
    var seen: Set<String> = []
    return filter { seen.insert($0).inserted }
  }
}
