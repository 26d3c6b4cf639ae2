internal import Diagnostics
internal import Tables

/// The rows of one part, and the receipt for those that were put into it.
struct ExchangedPart {
  let rows: StoredTable
  let receipt: Receipt

  /// All rows of the part.
  /// - Parameter stage: what needs them, for errors.
  func table(for stage: String) throws -> Table {
    let table = try rows.table()
    try Receipt(table).verify(against: receipt, at: stage)
    return table
  }
}

/// Divides rows by the hashes of their keys: equal keys come into one part, in which rows keep their order.
struct RowExchange {
  private let keys: [String]
  /// The types as which keys are compared; nil: their own.
  private let types: [ColumnType]?
  private let count: Int
  /// The column for the places of rows; nil if they have it already.
  private let place: String?
  private let seed: UInt64
  private let size: BlockSize
  private let schema: Schema
  private var next: Int64 = 0
  private var spools: [TableSpool]
  private var waiting: [Table] = []
  private var waitingBytes = 0
  private let stage: String
  /// For the rows as they came, and for those of each part.
  private var received = Receipt()
  private var receipts: [Receipt]

  /// - Parameters:
  ///   - empty: the columns of the rows.
  ///   - stage: what the rows are divided for, for errors.
  ///   - seed: of the hashes; another one divides rows that an earlier one brought together.
  init(
    _ empty: Table, by keys: [String], as types: [ColumnType]? = nil, for stage: String,
    in spill: SpillPlace, parts count: Int, place: String? = RowPlace.column, seed: UInt64 = 1
  ) throws {
    self.keys = keys
    self.types = types
    self.count = count
    self.place = place
    self.seed = seed
    self.stage = stage
    receipts = [Receipt](repeating: Receipt(), count: count)
    size = spill.block
    var schema = empty.schema
    if let place { schema.set(Field(place, .integer)) }
    self.schema = schema
    let shared = try spill.shared()
    spools = try (0..<count).map { _ in try shared.spool() }
  }

  /// - Parameter look: sees all pieces before they are divided.
  mutating func add(_ flow: RowFlow, _ look: (Table) throws -> Void = { _ in }) throws {
    while let piece = try flow.next() {
      try Interruption.check()
      if piece.rowCount == 0 { continue }
      try look(piece)
      try add(piece)
    }
  }

  private mutating func add(_ piece: Table) throws {
    waiting.append(piece)
    waitingBytes += piece.bytes
    // Many rows at a time make large blocks of each part.
    if waitingBytes >= 8 * size.bytes { try divide() }
  }

  private mutating func divide() throws {
    if waiting.isEmpty { return }
    var table = Table.concatenating(waiting, like: waiting[0].slice(0..<0))
    waiting = []
    waitingBytes = 0
    if let place {
      table = table.placed(from: next, in: place)
      next += Int64(table.rowCount)
    }
    let chosen = table.rows(byHashOf: keys, as: types, parts: count, seed: seed)
    let whole = table.rowHashes
    received += Receipt(hashes: whole)
    for (part, rows) in chosen.enumerated() {
      for row in rows { receipts[part].add(whole[Int(row)]) }
    }
    let parts = chosen.indices.filter { !chosen[$0].isEmpty }
    let (before, divided) = (spools, table)
    let after = try Parallel.map(parts, onThreads: divided.bytes > 1 << 20) { part in
      var spool = before[part]
      try spool.append(divided.gather(chosen[part]))
      return spool
    }
    for (part, spool) in zip(parts, after) { spools[part] = spool }
  }

  /// The parts, with the rows of each in their order.
  /// - Throws: a diagnostic if rows were lost or doubled.
  mutating func finished() throws -> [ExchangedPart] {
    try divide()
    try receipts.reduce(into: Receipt()) { $0 += $1 }.verify(against: received, at: stage)
    return zip(spools, receipts).map { ExchangedPart(rows: $0.stored(as: schema), receipt: $1) }
  }
}
