internal import Diagnostics
internal import Tables

/// The rows of a table: in memory, or on disk.
enum StageRows {
  case resident(Table)
  case stored(StoredTable)

  var rowCount: Int {
    switch self {
    case .resident(let table): table.rowCount
    case .stored(let table): table.rowCount
    }
  }

  /// The size in memory of the columns with these names; nil means all.
  func bytes(of names: Set<String>?) -> Int {
    switch self {
    case .resident(let table): names.map { table.pruned(to: .only($0)).bytes } ?? table.bytes
    case .stored(let table): table.bytes(of: names)
    }
  }

  /// All rows in memory, with these columns.
  func table(_ columns: Columns) throws -> Table {
    switch self {
    case .resident(let table): table.pruned(to: columns)
    case .stored(let table): try table.pruned(to: columns).table()
    }
  }

  /// The rows in order, with these columns.
  func flow(_ columns: Columns, _ size: BlockSize) -> RowFlow {
    switch self {
    case .resident(let table):
      return RowFlow(table.pruned(to: columns), in: size)
    case .stored(let table):
      let pruned = table.pruned(to: columns)
      var next = 0
      return RowFlow(pruned.empty, bytes: pruned.bytes()) {
        if next == pruned.blockCount { return nil }
        next += 1
        return try pruned.block(next - 1)
      }
    }
  }
}

extension StoredTable {
  func pruned(to wanted: Columns) -> StoredTable {
    guard case .only(let names) = wanted else { return self }
    return selecting(schema.names.filter { names.contains($0) })
  }
}

/// The rows of a table in order, piece by piece; each piece is asked for once.
struct RowFlow {
  /// The columns, without rows.
  let empty: Table
  /// About how many bytes of memory all rows need.
  let bytes: Int
  /// Nil after the last piece.
  let next: () throws -> Table?

  init(_ empty: Table, bytes: Int, _ next: @escaping () throws -> Table?) {
    self.empty = empty
    self.bytes = bytes
    self.next = next
  }

  init(_ table: Table, in size: BlockSize) {
    var pieces = size.pieces(of: table)[...]
    self.init(table.slice(0..<0), bytes: table.bytes) { pieces.popFirst().map { table.slice($0) } }
  }

  /// The pieces with only these columns.
  func pruned(to wanted: Columns) -> RowFlow {
    RowFlow(empty.pruned(to: wanted), bytes: bytes) { try next()?.pruned(to: wanted) }
  }

  /// Calls `body` with each piece.
  func each(_ body: (Table) throws -> Void) throws {
    while let piece = try next() {
      try Interruption.check()
      if piece.rowCount > 0 { try body(piece) }
    }
  }
}
