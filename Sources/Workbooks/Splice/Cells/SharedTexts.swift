internal import Tables

/// The texts of all cells in the data rows of a workbook. The shared strings part lists them after the
/// library's own: column by column, each text of a column once.
///
/// A text that occurs in two columns is listed twice, as other writers do; readers look texts up by number.
struct SharedTexts: Sendable {
  private struct Stretch {
    let texts: TextColumn
    let firstRows: [UInt32]
    /// The number of the column's first text.
    let start: Int
  }
  private var stretches: [Stretch] = []
  private(set) var count = 0

  /// Adds a table's columns; returns the number of each one's first text.
  mutating func add(_ columns: [CellColumn]) -> [Int] {
    columns.map { column in
      let start = count
      if let texts = column.texts, let index = column.index {
        stretches.append(Stretch(texts: texts, firstRows: index.firstRows, start: start))
        count += index.firstRows.count
      }
      return start
    }
  }

  /// Appends these texts as XML.
  func append(_ range: Range<Int>, to output: inout OutputBuffer) {
    var scratch = OutputBuffer(capacity: 4096)
    for stretch in stretches {
      let wanted = range.clamped(to: stretch.start..<stretch.start + stretch.firstRows.count)
      let bytes = stretch.texts.bytes.span
      for number in wanted {
        let text = stretch.texts.range(at: Int(stretch.firstRows[number - stretch.start]))
        XMLText.appendShared(bytes, text, scratch: &scratch, to: &output)
      }
    }
  }

  /// All texts in chunks of about `limit` bytes. The cuts depend on the texts alone.
  func pieces(bytes limit: Int) -> [Range<Int>] {
    var pieces: [Range<Int>] = []
    var start = 0
    var size = 0
    for stretch in stretches {
      for (place, row) in stretch.firstRows.enumerated() {
        size += stretch.texts.range(at: Int(row)).count + 20
        if size >= limit {
          pieces.append(start..<stretch.start + place + 1)
          start = stretch.start + place + 1
          size = 0
        }
      }
    }
    if start < count { pieces.append(start..<count) }
    return pieces
  }
}
