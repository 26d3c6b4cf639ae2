internal import Diagnostics
internal import Tables

/// The texts in the cells of a sheet on disk: each text of a column once, numbered by first rows, as ``TextIndex`` does it
/// for a column in memory.
///
///     pieces      a b a │ b c │ c a      the texts of each piece, each once: a b │ b c │ c a
///     parts by hash     a a │ b b c c    in each, the first place of every text
///     numbers     0 1   │ 1 2 │ 2 0      the texts met for the first time are numbered in order
struct PieceTexts: Sendable {
  let columns: [ColumnTexts]
  private let pieces: SheetPieces
  private let zone: Zone

  init(_ pieces: SheetPieces, in place: SpillPlace, zone: Zone) throws {
    self.pieces = pieces
    self.zone = zone
    let file = try SpillFile(in: place.folder)
    columns = try pieces.types.indices.map { column in
      var reader = PieceTextReader(pieces, column: column, zone: zone, file: file, block: place.block)
      return try reader.read()
    }
  }

  /// The cells of a piece, with the numbers that their texts have in the whole column.
  func cells(ofPiece number: Int) throws -> [CellColumn] {
    try zip(pieces.columns(ofPiece: number), columns).map { column, texts in
      guard let numbers = texts.numbers else { return CellColumn(column, zone: zone) }
      guard case .date(let known) = try numbers.block(number).columns[0] else {
        preconditionFailure("numbers of texts are 32 bits each")
      }
      return CellColumn(column, zone: zone).numbered(known.values.map { UInt32(bitPattern: $0) })
    }
  }

  /// The number of cells with a text in a part of the sheet.
  func textCount(in rows: Range<Int>) -> Int {
    columns.reduce(0) { $0 + $1.counts[pieces.numbers(in: rows)].reduce(0, +) }
  }

  /// By column: the values in a part that cells cannot hold.
  func findings(in rows: Range<Int>) -> [[CellColumn.Finding]] {
    columns.map { column in
      var all: [CellColumn.Finding] = []
      for finding in column.findings[pieces.numbers(in: rows)].joined() {
        if let place = all.firstIndex(where: { $0.what == finding.what }) {
          all[place].count += finding.count
        } else {
          all.append(finding)
        }
      }
      return all
    }
  }
}

/// The texts of one column of a sheet on disk.
struct ColumnTexts: Sendable {
  /// The distinct texts in order; nil if no cell has a text.
  let distinct: StoredTable?
  /// Block *n*: the numbers of the texts of piece *n*, in the order of their first rows in it. Nil like ``distinct``.
  fileprivate let numbers: StoredTable?
  /// By piece: the number of cells with a text.
  fileprivate let counts: [Int]
  /// By piece: values that cells cannot hold, by rows of the table.
  fileprivate let findings: [[CellColumn.Finding]]
}

/// Numbers the texts of one column.
private struct PieceTextReader {
  private let pieces: SheetPieces
  private let column: Int
  private let zone: Zone
  private let file: SpillFile
  private let block: BlockSize
  /// By hash, with the place of each text among those of all pieces.
  private var parts: [TableSpool]
  private var own: TableSpool

  private static let text = "text"
  private static let place = "place"
  /// Pieces that are read together.
  private static let batch = 32
  private static let whole = BlockSize(bytes: .max, rows: .max)
  private static let schema = Schema([Field(text, .text)])

  init(_ pieces: SheetPieces, column: Int, zone: Zone, file: SpillFile, block: BlockSize) {
    self.pieces = pieces
    self.column = column
    self.zone = zone
    self.file = file
    self.block = block
    // With the tables for finding them, the texts of a part take about twice their size.
    let count = min(256, pieces.bytes(of: column) / (16 * block.bytes) + 1)
    parts = Array(repeating: TableSpool(in: file, blocksOf: block), count: count)
    own = TableSpool(in: file, blocksOf: Self.whole)
  }

  private struct Found: Sendable {
    let texts: TextColumn
    let count: Int
    let findings: [CellColumn.Finding]
  }

  mutating func read() throws -> ColumnTexts {
    var counts: [Int] = []
    var findings: [[CellColumn.Finding]] = []
    /// By piece: the number of its texts.
    var sizes: [Int] = []
    var total = 0
    for start in stride(from: 0, to: pieces.ranges.count, by: Self.batch) {
      try Interruption.check()
      let batch = Array(start..<min(start + Self.batch, pieces.ranges.count))
      let found = try Parallel.map(batch) { [self] in try self.found(inPiece: $0) }
      for piece in found {
        counts.append(piece.count)
        findings.append(piece.findings)
        sizes.append(piece.texts.count)
      }
      try divide(found, from: total)
      total += found.reduce(0) { $0 + $1.texts.count }
    }
    guard total > 0 else {
      return ColumnTexts(distinct: nil, numbers: nil, counts: counts, findings: findings)
    }
    guard total < Int(Int32.max) else { throw Diagnostic(.tooManyTexts) }
    let (distinct, numbers) = try numbered(sizes, total)
    return ColumnTexts(distinct: distinct, numbers: numbers, counts: counts, findings: findings)
  }

  private func found(inPiece number: Int) throws -> Found {
    let cells = CellColumn(try pieces.column(column, ofPiece: number), zone: zone)
    let findings = cells.findings(in: 0..<cells.column.count).map { finding in
      var finding = finding
      finding.row += pieces.ranges[number].lowerBound
      return finding
    }
    guard let texts = cells.texts, let index = cells.index else {
      return Found(texts: TextColumn(), count: 0, findings: findings)
    }
    let own = texts.gather(index.firstRows.map { Int32($0) })
    return Found(texts: own, count: index.count, findings: findings)
  }

  /// - Parameter first: the place of the first text.
  private mutating func divide(_ found: [Found], from first: Int) throws {
    // Pieces without texts are not written: their numbers are known by their size.
    for piece in found where piece.texts.count > 0 {
      try own.append(Table(Self.schema, [.text(piece.texts)]))
    }
    let all = Column.concatenating(found.map { .text($0.texts) }, type: .text)
    guard case .text(let texts) = all, texts.count > 0 else { return }
    var hashes = [UInt64](repeating: 0, count: texts.count)
    texts.mixHashes(of: 0..<texts.count, into: &hashes)
    let chosen = rows(byPartOf: hashes, among: parts.count)
    let table = Table(
      Schema([Field(Self.text, .text), Field(Self.place, .integer)]),
      [all, .integer(PlainColumn((first..<first + texts.count).map { Int64($0) }))])
    for part in parts.indices where !chosen[part].isEmpty {
      try parts[part].append(table.gather(chosen[part]))
    }
  }

  /// By place: the place of the first equal text.
  private func firsts(_ total: Int) throws -> [UInt32] {
    var firsts = (0..<UInt32(total)).map(\.self)
    for part in parts {
      try Interruption.check()
      guard let table = try part.stored?.table(), case .text(let texts)? = table.column(named: Self.text),
        case .integer(let places)? = table.column(named: Self.place)
      else { continue }
      let index = TextIndex(texts)
      for row in 0..<texts.count {
        firsts[Int(places.values[row])] = UInt32(places.values[Int(index.firstRows[Int(index.numbers[row])])])
      }
    }
    return firsts
  }

  private func numbered(_ sizes: [Int], _ total: Int) throws -> (StoredTable, StoredTable) {
    var numbers = try firsts(total)
    var distinct = TableSpool(in: file, blocksOf: Self.whole)
    var written = TableSpool(in: file, blocksOf: Self.whole)
    let schema = Schema([Field(Self.place, .date)])
    let texts = own.stored(as: Self.schema)
    var (place, next, block) = (0, UInt32(0), 0)
    for size in sizes {
      try Interruption.check()
      var new: [Int32] = []
      for row in 0..<size {
        let first = Int(numbers[place + row])
        if first == place + row {
          numbers[first] = next
          next += 1
          new.append(Int32(row))
        } else {
          numbers[place + row] = numbers[first]
        }
      }
      // A piece without texts has a block as well, so that blocks have the numbers of pieces.
      let values = size == 0 ? [0] : numbers[place..<place + size].map { Int32(bitPattern: $0) }
      try written.append(Table(schema, [.date(PlainColumn(values))]))
      if size > 0 {
        if !new.isEmpty { try distinct.append(texts.block(block).gather(new)) }
        block += 1
      }
      place += size
    }
    return (distinct.stored(as: Self.schema), written.stored(as: schema))
  }
}

extension Diagnostic.Message {
  fileprivate static var tooManyTexts: Self {
    Self(.tooLarge, "a column of a workbook has more texts than a workbook can have")
  }
}
