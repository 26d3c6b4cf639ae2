internal import Tables

/// The texts of all cells in the data rows of a workbook. The shared strings part lists them after the
/// library's own: column by column, each text of a column once.
///
/// A text that occurs in two columns is listed twice, as other writers do; readers look texts up by number.
struct SharedTexts: Sendable {
  private enum Source {
    case whole(TextColumn, firstRows: [UInt32])
    /// On disk, each text once; `starts` are the numbers of the first text of each block.
    case stored(StoredTable, starts: [Int])
  }
  private struct Stretch {
    let source: Source
    /// The number of the column's first text.
    let start: Int
    let count: Int
  }
  private var stretches: [Stretch] = []
  private(set) var count = 0

  /// Adds a table's columns; returns the number of each one's first text.
  mutating func add(_ columns: [CellColumn]) -> [Int] {
    columns.map { column in
      guard let texts = column.texts, let index = column.index else { return count }
      return add(.whole(texts, firstRows: index.firstRows), count: index.firstRows.count)
    }
  }

  /// Adds the columns of a table on disk.
  mutating func add(_ texts: PieceTexts) -> [Int] {
    texts.columns.map { column in
      guard let distinct = column.distinct else { return count }
      var starts: [Int] = []
      var start = 0
      for block in 0..<distinct.blockCount {
        starts.append(start)
        start += distinct.rowCount(ofBlock: block)
      }
      return add(.stored(distinct, starts: starts), count: distinct.rowCount)
    }
  }

  private mutating func add(_ source: Source, count own: Int) -> Int {
    defer { count += own }
    stretches.append(Stretch(source: source, start: count, count: own))
    return count
  }

  /// Appends these texts as XML.
  func append(_ range: Range<Int>, to output: inout OutputBuffer) throws {
    var scratch = OutputBuffer(capacity: 4096)
    for stretch in stretches {
      let wanted = range.clamped(to: stretch.start..<stretch.start + stretch.count)
      if wanted.isEmpty { continue }
      switch stretch.source {
      case .whole(let texts, let firstRows):
        let bytes = texts.bytes.span
        for number in wanted {
          let text = texts.range(at: Int(firstRows[number - stretch.start]))
          XMLText.appendShared(bytes, text, scratch: &scratch, to: &output)
        }
      case .stored(let table, let starts):
        for (block, first) in starts.enumerated() {
          let start = stretch.start + first
          let own = wanted.clamped(to: start..<start + table.rowCount(ofBlock: block))
          if own.isEmpty { continue }
          let texts = try SharedTexts.texts(of: table, block)
          let bytes = texts.bytes.span
          for number in own {
            XMLText.appendShared(bytes, texts.range(at: number - start), scratch: &scratch, to: &output)
          }
        }
      }
    }
  }

  /// All texts in chunks of about `limit` bytes. The cuts depend on the texts alone.
  func pieces(bytes limit: Int) throws -> [Range<Int>] {
    var pieces: [Range<Int>] = []
    var start = 0
    var size = 0
    func add(_ number: Int, bytes: Int) {
      size += bytes + 20
      if size >= limit {
        pieces.append(start..<number + 1)
        start = number + 1
        size = 0
      }
    }
    for stretch in stretches {
      switch stretch.source {
      case .whole(let texts, let firstRows):
        for (place, row) in firstRows.enumerated() {
          add(stretch.start + place, bytes: texts.range(at: Int(row)).count)
        }
      case .stored(let table, let starts):
        for (block, first) in starts.enumerated() {
          let texts = try SharedTexts.texts(of: table, block)
          for row in 0..<texts.count {
            add(stretch.start + first + row, bytes: texts.range(at: row).count)
          }
        }
      }
    }
    if start < count { pieces.append(start..<count) }
    return pieces
  }

  private static func texts(of table: StoredTable, _ block: Int) throws -> TextColumn {
    guard case .text(let texts) = try table.block(block).columns[0] else {
      preconditionFailure("a table of texts")
    }
    return texts
  }
}
