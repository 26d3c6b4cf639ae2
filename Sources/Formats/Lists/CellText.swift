internal import Diagnostics
internal import Tables

/// Rows of a sheet or objects of JSON as the text of a CSV file, for reports that are known as texts.
struct CellText: Sendable {
  private(set) var bytes: [UInt8] = []
  /// The number of rows without a value, which are blank lines.
  fileprivate(set) var blankRows = 0
  /// The lines of the text from which on its rows have other numbers, ascending, and by how much they are behind.
  /// Cells of several lines make the text longer, and a header that is not among the rows.
  private var shifts: [(line: Int, count: Int)] = []
  /// The number of line ends in ``bytes``, and of those inside cells.
  private var ends = (all: 0, own: 0)

  /// - Parameter header: the texts of a header that is not among the rows.
  fileprivate init(header: [String] = []) {
    for (column, name) in header.enumerated() {
      if column > 0 { append(UInt8(ascii: ",")) }
      append(quoted: Array(name.utf8)[...])
    }
    if !header.isEmpty {
      append(FieldScanner.lineFeed)
      ends = (ends.all + 1, ends.all + 1)
    }
  }

  /// Begins the row with this number.
  fileprivate mutating func begin(_ line: Int32) {
    while ends.all - ends.own < Int(line) - 1 {
      // Together with a line end of the cell above it is one.
      if bytes.last == FieldScanner.carriageReturn { ends.own -= 1 } else { ends.all += 1 }
      append(FieldScanner.lineFeed)
    }
    if ends.own != shifts.last?.count ?? 0 { shifts.append((ends.all + 1, ends.own)) }
  }

  fileprivate mutating func append(_ byte: UInt8) { bytes.append(byte) }

  fileprivate mutating func append(_ value: ArraySlice<UInt8>) {
    let start = bytes.count
    bytes.append(contentsOf: value)
    let found = FieldScanner.lineEnds(bytes.span, start..<bytes.count)
    ends = (ends.all + found, ends.own + found)
  }

  fileprivate mutating func append(quoted value: ArraySlice<UInt8>) {
    append(FieldScanner.quote)
    if value.contains(FieldScanner.quote) {
      append(ArraySlice(value.flatMap { $0 == FieldScanner.quote ? [$0, $0] : [$0] }))
    } else {
      append(value)
    }
    append(FieldScanner.quote)
  }

  /// The number that the row has where it comes from.
  func line(_ line: Int) -> Int {
    let behind = shifts.firstPlace { $0.line > line }
    return behind == 0 ? line : max(1, line - shifts[behind - 1].count)
  }
}

extension FileRows {
  /// Gives rows, rejects and warnings the numbers that they have in the file instead of those in a text of its cells;
  /// places in that text are none of the file.
  mutating func renumber(by text: CellText) {
    for index in sourceLines.indices { sourceLines[index] = Int64(text.line(Int(sourceLines[index]))) }
    for index in rejects.indices {
      rejects[index].line = text.line(rejects[index].line)
      rejects[index].place = nil
    }
    for index in warnings.indices {
      if let line = warnings[index].location?.line { warnings[index].location!.line = text.line(line) }
    }
  }
}

extension SheetGrid {
  /// The lines of a text file whose lines stand in the cells of one column; nil for an ordinary sheet.
  var delimitedLines: CellText? {
    let filled = columns.filter { !$0.isEmpty }
    guard filled.count == 1, let cells = filled.first, cells.allSatisfy({ $0.kind == .text }) else {
      return nil
    }
    // Two delimiters in the first line and in most of the others: texts of people seldom have so many.
    let isDelimited = [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t")].contains { delimiter in
      func has(_ cell: Cell) -> Bool { cell.range.count { bytes[$0] == delimiter } >= 2 }
      return has(cells[0]) && cells.count(where: has) * 10 >= cells.count * 8
    }
    guard isDelimited else { return nil }
    var text = CellText()
    for cell in cells {
      text.begin(lines[Int(cell.row)])
      text.append(bytes[cell.range])
    }
    return text
  }

  /// The first rows.
  ///
  /// - Parameter header: the texts of a header that is not among the rows.
  func csv(header: [String] = [], rows: Int = .max) -> CellText {
    var text = CellText(header: header)
    for (row, cells) in head(rows: min(rows, rowCount)).enumerated() {
      text.begin(lines[row])
      if cells.isEmpty { text.blankRows += 1 }
      var column = 0
      for (number, cell) in cells {
        while column < number {
          text.append(UInt8(ascii: ","))
          column += 1
        }
        text.append(quoted: bytes[cell.range])
      }
    }
    return text
  }
}
