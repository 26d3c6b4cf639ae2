internal import Diagnostics
internal import Tables

/// The rows of a sheet on disk, cut into the pieces in which they are formatted; no piece has rows of two parts.
struct SheetPieces: Sendable {
  /// The rows of the table in each piece.
  let ranges: [Range<Int>]
  /// Block *n* is piece *n*.
  private let table: StoredTable

  /// - Parameters:
  ///   - parts: the rows of each part of the sheet, in order.
  ///   - step: the rows of a piece.
  /// - Throws: a diagnostic if a text is not UTF-8, or the rows cannot be read or written.
  init(_ rows: StoredSheetRows, parts: [Range<Int>], step: Int) throws {
    ranges = parts.flatMap { SheetPieces.cut($0, step: step) }
    let file = try SpillFile(in: rows.place.folder)
    var spool = TableSpool(in: file, blocksOf: BlockSize(bytes: .max, rows: .max))
    var rest = rows.empty
    var next = 0
    for number in 0..<rows.rows.blockCount {
      try Interruption.check()
      let block = try rows.shown(rows.rows.block(number))
      try block.verifyTexts(in: 0..<block.rowCount, allowsNUL: true)
      let waiting = Table.concatenating([rest, block], like: rows.empty)
      var place = 0
      while next < ranges.count, ranges[next].count <= waiting.rowCount - place {
        try spool.append(waiting.slice(place..<place + ranges[next].count))
        place += ranges[next].count
        next += 1
      }
      rest = waiting.slice(place..<waiting.rowCount)
    }
    precondition(next == ranges.count && rest.rowCount == 0, "all rows are in pieces")
    table = spool.stored(as: rows.empty.schema)
  }

  static func cut(_ rows: Range<Int>, step: Int) -> [Range<Int>] {
    stride(from: rows.lowerBound, to: rows.upperBound, by: step).map {
      $0..<min($0 + step, rows.upperBound)
    }
  }

  var types: [ColumnType] { table.schema.fields.map(\.type) }

  /// The size in memory of a column.
  func bytes(of column: Int) -> Int { table.bytes(of: [table.schema.names[column]]) }

  func numbers(in rows: Range<Int>) -> Range<Int> {
    func first(from row: Int) -> Int {
      var (low, high) = (0, ranges.count)
      while low < high {
        let middle = (low + high) / 2
        if ranges[middle].lowerBound < row { low = middle + 1 } else { high = middle }
      }
      return low
    }
    return first(from: rows.lowerBound)..<first(from: rows.upperBound)
  }

  func columns(ofPiece number: Int) throws -> [Column] { try table.block(number).columns }

  func column(_ column: Int, ofPiece number: Int) throws -> Column {
    try table.selecting([table.schema.names[column]]).block(number).columns[0]
  }

  func values(of column: Int) -> SheetValues {
    SheetValues(table.selecting([table.schema.names[column]]))
  }

  /// The first rows, up to a number of them.
  func head(_ count: Int) throws -> Table {
    var pieces: [Table] = []
    var rows = 0
    for number in ranges.indices where rows < count {
      let piece = try table.block(number)
      pieces.append(piece.slice(0..<min(piece.rowCount, count - rows)))
      rows += pieces[pieces.count - 1].rowCount
    }
    return Table.concatenating(pieces, like: table.empty)
  }
}
