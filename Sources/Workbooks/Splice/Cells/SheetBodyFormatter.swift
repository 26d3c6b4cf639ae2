internal import Tables

/// Formats the data rows of a sheet as XML, in the form that libxlsxwriter uses.
///
///     <row r="2" spans="1:3"><c r="A2" s="1" t="s"><v>0</v></c><c r="B2" s="2"><v>7</v></c>…</row>
///
/// Cells are formatted column by column for a few hundred rows, then put in the order of the sheet. A row
/// without cells is not written, as in the library's own sheets.
struct SheetBodyFormatter: Sendable {
  private var body: SheetBody
  /// The number of the first text of all bodies, which equals the number of texts that the library has.
  private let firstText: Int
  /// By column: `<c r="A`.
  private let heads: [ByteFragment]
  /// By highlight (0: none) and column.
  private let looks: [[Look]]
  /// ` spans="1:8"`
  private let spans: ByteFragment

  /// The XML between a cell's name and its value.
  private struct Look: Sendable {
    let number: ByteFragment
    let text: ByteFragment
    let link: ByteFragment
    let boolean: ByteFragment
    /// The end of a cell without a value.
    let blank: ByteFragment

    init(_ styles: SheetBody.Styles) {
      func style(_ number: Int) -> String { number == 0 ? "\"" : "\" s=\"\(number)\"" }
      number = ByteFragment(style(styles.cell) + "><v>")
      text = ByteFragment(style(styles.cell) + " t=\"s\"><v>")
      link = ByteFragment(style(styles.link) + " t=\"s\"><v>")
      boolean = ByteFragment(style(styles.cell) + " t=\"b\"><v>")
      blank = ByteFragment(style(styles.cell) + "/>")
    }
  }

  private static let rowStart = ByteFragment("<row r=\"")
  private static let cellEnd = ByteFragment("</v></c>")
  private static let rowEnd = ByteFragment("</row>")

  init(_ body: SheetBody, firstText: Int) {
    self.body = body
    self.firstText = firstText
    heads = body.columns.indices.map { ByteFragment("<c r=\"\(CellPolicy.columnName($0))") }
    looks = body.looks.map { $0.map { Look($0) } }
    spans = ByteFragment("\" spans=\"1:\(body.columns.count)\"")
  }

  /// The formatter for some of the rows, with their cells; their first row is row 0.
  ///
  /// - Parameter rows: of the table.
  func of(_ rows: Range<Int>, _ cells: [CellColumn]) -> SheetBodyFormatter {
    var part = self
    part.body.columns = cells
    part.body.rows = body.rows.lowerBound - rows.lowerBound..<body.rows.upperBound - rows.lowerBound
    if !body.highlights.isEmpty { part.body.highlights = Array(body.highlights[rows]) }
    return part
  }

  /// The number of rows formatted at once, small enough for their cells to stay in the processor's cache.
  private static func blockRows(columns: Int) -> Int { max(8, min(512, 8192 / max(1, columns))) }

  /// Appends these rows of the table, and adds hints where they repeat the rows before.
  func append(rows: Range<Int>, to output: inout OutputBuffer, hints: inout RepeatHints) {
    let columns = body.columns.count
    let height = SheetBodyFormatter.blockRows(columns: columns)
    var block = CellBlock(rows: min(height, rows.count), columns: columns)
    var clock = WallClock(body.zone)
    var above = CellsAbove(columns: columns)
    for start in stride(from: rows.lowerBound, to: rows.upperBound, by: height) {
      let stretch = start..<min(start + height, rows.upperBound)
      let labels = stretch.map { ByteFragment(digits: $0 - body.rows.lowerBound + 2) }
      block.removeAll()
      for column in 0..<columns { append(column, stretch, labels, &clock, to: &block) }
      for row in 0..<stretch.count {
        let begin = output.count
        output.append(SheetBodyFormatter.rowStart)
        output.append(labels[row])
        let label = output.count
        output.append(spans)
        appendHeight(stretch.lowerBound + row, to: &output)
        output.append(UInt8(ascii: ">"))
        let content = output.count
        let rowAbove = above.row
        above.addRow(label, to: &hints)
        for column in 0..<columns {
          let cell = output.count
          block.append(column: column, row: row, height: stretch.count, to: &output)
          if output.count > cell {
            above.addCell(
              column, look: cell &+ heads[column].count &+ labels[row].count, end: output.count, to: &hints)
          }
        }
        if output.count == content {
          // The next row takes its place, which must not be told to repeat itself.
          output.truncate(to: begin)
          above.removeRow(sameAs: rowAbove)
        } else {
          output.append(SheetBodyFormatter.rowEnd)
        }
      }
    }
  }

  /// Positions from which the cells above are likely to be the same: after the row number, and after the value.
  private struct CellsAbove {
    private var looks: [Int]
    private var ends: [Int]
    private(set) var row = -1
    /// `</v></c>`
    private static let endCount = 8

    init(columns: Int) {
      looks = Array(repeating: -1, count: columns)
      ends = looks
    }

    mutating func addRow(_ label: Int, to hints: inout RepeatHints) {
      if row >= 0 { hints.add(label, sameAs: row) }
      row = label
    }

    /// Undoes ``addRow(_:to:)`` for a row without cells.
    mutating func removeRow(sameAs rowAbove: Int) { row = rowAbove }

    @inline(__always)
    mutating func addCell(_ column: Int, look: Int, end: Int, to hints: inout RepeatHints) {
      let end = max(look, end &- CellsAbove.endCount)
      if looks[column] >= 0 {
        hints.add(look, sameAs: looks[column])
        hints.add(end, sameAs: ends[column])
      }
      looks[column] = look
      ends[column] = end
    }
  }

  private func appendHeight(_ row: Int, to output: inout OutputBuffer) {
    if body.heights.isEmpty { return }
    let height = body.heights[row - body.rows.lowerBound]
    if height == 0 { return }
    output.append(" ht=\"")
    output.append(digits: UInt64(height))
    output.append("\" customHeight=\"1\"")
  }

  // MARK: Cells

  private func append(
    _ column: Int, _ rows: Range<Int>, _ labels: [ByteFragment], _ clock: inout WallClock,
    to block: inout CellBlock
  ) {
    switch body.columns[column].column {
    case .text: appendTexts(column, rows, labels, to: &block)
    case .integer(let integers):
      append(integers, column, rows, labels, to: &block) { NumberFormatting.append($0, to: &$1) }
    case .number(let numbers):
      append(numbers, column, rows, labels, to: &block) { NumberFormatting.append($0, to: &$1) }
    case .boolean(let truths):
      append(truths, column, rows, labels, to: &block, isBoolean: true) { $1.append($0 ? 0x31 : 0x30) }
    case .date(let days):
      append(days, column, rows, labels, to: &block) { value, output in
        SerialFormatting.append(CellPolicy.serial(days: Int(value))!, to: &output)
      }
    case .datetime(let instants):
      append(instants, column, rows, labels, to: &block) { value, output in
        let local = value &+ clock.offset(at: value)
        SerialFormatting.append(CellPolicy.serial(wallClock: local)!, to: &output)
      }
    }
  }

  /// Formats values of one type. `format` only gets values that fit a cell.
  @inline(__always)
  private func append<Element>(
    _ values: PlainColumn<Element>, _ column: Int, _ rows: Range<Int>, _ labels: [ByteFragment],
    to block: inout CellBlock, isBoolean: Bool = false, _ format: (Element, inout OutputBuffer) -> Void
  ) {
    let head = heads[column]
    let index = body.columns[column].index
    let firstText = UInt64(firstText + body.firstTexts[column])
    let elements = values.values.span
    let mayHaveNulls = values.validity.mayHaveNulls
    let keepsBlanks = keepsBlanks(column)
    for row in rows {
      let highlight = highlight(row)
      if mayHaveNulls && !values.validity[row] {
        if highlight > 0 || keepsBlanks {
          appendBlank(head, labels[row - rows.lowerBound], column, highlight, &block)
        }
        block.endCell()
        continue
      }
      block.bytes.append(head)
      block.bytes.append(labels[row - rows.lowerBound])
      if let index, index.numbers[row] != TextIndex.none {
        block.bytes.append(looks[highlight][column].text)
        block.bytes.append(digits: firstText + UInt64(index.numbers[row]))
      } else {
        block.bytes.append(isBoolean ? looks[highlight][column].boolean : looks[highlight][column].number)
        format(elements[row], &block.bytes)
      }
      block.bytes.append(SheetBodyFormatter.cellEnd)
      block.endCell()
    }
  }

  private func appendTexts(
    _ column: Int, _ rows: Range<Int>, _ labels: [ByteFragment], to block: inout CellBlock
  ) {
    let head = heads[column]
    let numbers = body.columns[column].index!.numbers
    let validity = body.columns[column].column.validity
    let firstText = UInt64(firstText + body.firstTexts[column])
    let links = body.links[column]
    let keepsBlanks = keepsBlanks(column)
    for row in rows {
      let highlight = highlight(row)
      let number = numbers[row]
      if number != TextIndex.none {
        let isLink = !links.isEmpty && links[row - body.rows.lowerBound]
        block.bytes.append(head)
        block.bytes.append(labels[row - rows.lowerBound])
        block.bytes.append(isLink ? looks[highlight][column].link : looks[highlight][column].text)
        block.bytes.append(digits: firstText + UInt64(number))
        block.bytes.append(SheetBodyFormatter.cellEnd)
      } else if validity[row] || highlight > 0 || keepsBlanks {
        // An empty text keeps its style, and a highlighted row its colour in every cell.
        appendBlank(head, labels[row - rows.lowerBound], column, highlight, &block)
      }
      block.endCell()
    }
  }

  private func appendBlank(
    _ head: ByteFragment, _ label: ByteFragment, _ column: Int, _ highlight: Int, _ block: inout CellBlock
  ) {
    block.bytes.append(head)
    block.bytes.append(label)
    block.bytes.append(looks[highlight][column].blank)
  }

  private func keepsBlanks(_ column: Int) -> Bool {
    body.keepsBlanks.isEmpty ? false : body.keepsBlanks[column]
  }

  private func highlight(_ row: Int) -> Int {
    body.highlights.isEmpty ? 0 : Int(body.highlights[row])
  }
}
