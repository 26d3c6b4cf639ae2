/// Formats rows of a table as lines of CSV.
struct CSVFormatter: Sendable {
  private let table: Table
  private let zone: Zone
  private let separator: UInt8
  private let mark: UInt8
  private let order: DateFormatting.Order
  /// Nil for machine-readable files.
  private let language: WrittenLanguage?
  /// By column; empty if none has one.
  private var formats: [ShownFormat?] = []

  private static let blockRows = 512

  init(_ table: Table, dialect: CSVDialect, zone: Zone) {
    self.table = table
    self.zone = zone
    switch dialect {
    case .machines:
      language = nil
      separator = UInt8(ascii: ",")
      mark = UInt8(ascii: ".")
      order = .iso
    case .people(let code, let formats):
      let language = WrittenLanguage(code)
      if formats.contains(where: { $0 != nil }) {
        self.formats = formats.map { $0.flatMap { ShownFormat($0, language: language) } }
      }
      self.language = language
      separator = language.separator
      mark = UInt8(ascii: language.hasDecimalComma ? "," : ".")
      order = language.dateOrder
    }
  }

  /// The lines of these rows, preceded by the byte order mark and the header if there is one.
  /// - Throws: a diagnostic if a text is not UTF-8 without NUL.
  func buffer(rows: Range<Int>, headers: [String]?) throws -> OutputBuffer {
    try table.verifyTexts(in: rows)
    let count = table.columns.count
    var output = OutputBuffer(capacity: max(4096, rows.count * count * 12))
    if let headers { append(headers: headers, to: &output) }
    var block = CellBlock(rows: CSVFormatter.blockRows, columns: count)
    var clock = WallClock(zone)
    for start in stride(from: rows.lowerBound, to: rows.upperBound, by: CSVFormatter.blockRows) {
      let stretch = start..<min(start + CSVFormatter.blockRows, rows.upperBound)
      block.removeAll()
      for (index, column) in table.columns.enumerated() {
        if index < formats.count, let format = formats[index] {
          append(column, shownBy: format, rows: stretch, clock: &clock, to: &block)
        } else {
          append(column, rows: stretch, clock: &clock, to: &block)
        }
      }
      for row in 0..<stretch.count {
        for column in 0..<count {
          if column > 0 { output.append(separator) }
          block.append(column: column, row: row, height: stretch.count, to: &output)
        }
        output.append(0x0D)
        output.append(0x0A)
      }
    }
    return output
  }

  // MARK: Columns

  private func append(
    _ column: Column, rows: Range<Int>, clock: inout WallClock, to block: inout CellBlock
  ) {
    switch column {
    case .text(let texts): append(texts, rows: rows, to: &block)
    case .integer(let integers):
      append(integers, rows: rows, to: &block) { value, output in
        // A spreadsheet keeps 15 digits of a number; a longer one must open as text.
        if language != nil, !SpreadsheetPrecision.keeps(value) { output.append(CSVFormatter.guardMark) }
        NumberFormatting.append(value, to: &output)
      }
    case .number(let numbers):
      append(numbers, rows: rows, to: &block) { value, output in
        NumberFormatting.append(value, to: &output, mark: mark)
      }
    case .boolean(let truths):
      append(truths, rows: rows, to: &block) { value, output in
        if let language {
          output.append(value ? language.truth.true : language.truth.false)
        } else {
          output.append(value ? "true" : "false")
        }
      }
    case .date(let days):
      append(days, rows: rows, to: &block) { value, output in
        DateFormatting.append(days: Int(value), to: &output, order: order)
      }
    case .datetime(let instants):
      let isUTC = zone.isUTC
      append(instants, rows: rows, to: &block) { instant, output in
        let offset = clock.offset(at: instant)
        if language == nil {
          DateFormatting.append(instant: instant, offset: offset, isUTC: isUTC, to: &output)
        } else {
          DateFormatting.append(
            wallClock: instant &+ offset, to: &output, between: UInt8(ascii: " "), order: order,
            mark: mark)
        }
      }
    }
  }

  /// Columns of which the format shows no value are written as without it.
  private func append(
    _ column: Column, shownBy format: ShownFormat, rows: Range<Int>, clock: inout WallClock,
    to block: inout CellBlock
  ) {
    switch column {
    case .integer(let integers) where !format.isCalendar:
      append(integers, rows: rows, to: &block) { value, output in
        let text = SpreadsheetPrecision.keeps(value) ? format.text(Double(value)) : nil
        append(text ?? "\(SpreadsheetPrecision.keeps(value) ? "" : "'")\(value)", format, to: &output)
      }
    case .number(let numbers) where !format.isCalendar:
      append(numbers, rows: rows, to: &block) { value, output in
        if let text = format.text(value) {
          append(text, format, to: &output)
        } else {
          NumberFormatting.append(value, to: &output, mark: mark)
        }
      }
    case .date(let days) where format.isCalendar:
      append(days, rows: rows, to: &block) { value, output in
        append(format.text(wallClock: Int64(value) * 86_400_000_000), format, to: &output)
      }
    case .datetime(let instants) where format.isCalendar:
      append(instants, rows: rows, to: &block) { instant, output in
        append(format.text(wallClock: instant &+ clock.offset(at: instant)), format, to: &output)
      }
    default: append(column, rows: rows, clock: &clock, to: &block)
    }
  }

  /// A number, a date or a time opens as one; a part of a date, such as a month, would open as another day.
  private func append(_ text: String, _ format: ShownFormat, to output: inout OutputBuffer) {
    let bytes = Array(text.utf8)
    guard let first = bytes.first else { return }
    if !format.isWhole || first == UInt8(ascii: "=") || first == UInt8(ascii: "@") {
      append(bytes.span, 0..<bytes.count, to: &output)
    } else if isPlain(bytes.span, 0..<bytes.count) {
      output.append(bytes.span, 0..<bytes.count)
    } else {
      appendQuoted(bytes.span, 0..<bytes.count, to: &output)
    }
  }

  private func append<Element>(
    _ column: PlainColumn<Element>, rows: Range<Int>, to block: inout CellBlock,
    _ format: (Element, inout OutputBuffer) -> Void
  ) {
    let values = column.values.span
    let validity = column.validity
    let mayHaveNulls = validity.mayHaveNulls
    for row in rows {
      if !mayHaveNulls || validity[row] { format(values[row], &block.bytes) }
      block.endCell()
    }
  }

  private func append(_ column: TextColumn, rows: Range<Int>, to block: inout CellBlock) {
    let bytes = column.bytes.span
    let offsets = column.offsets.span
    let validity = column.validity
    // Most texts need no quotes: one test of all of them saves a test of each.
    let isPlain =
      language == nil && isPlain(bytes, Int(offsets[rows.lowerBound])..<Int(offsets[rows.upperBound]))
    for row in rows {
      let range = Int(offsets[row])..<Int(offsets[row + 1])
      if range.isEmpty {
        if validity[row] { block.bytes.append("\"\"") }
      } else if isPlain {
        block.bytes.append(bytes, range)
      } else {
        append(bytes, range, to: &block.bytes)
      }
      block.endCell()
    }
  }

  // MARK: Texts

  private func append(headers: [String], to output: inout OutputBuffer) {
    if language != nil { output.append("\u{FEFF}") }
    for (index, header) in headers.enumerated() {
      if index > 0 { output.append(separator) }
      let bytes = Array(header.utf8)
      if bytes.isEmpty {
        output.append("\"\"")
      } else if index == 0, bytes.starts(with: [0x49, 0x44]) {
        // A file that begins with `ID` is taken for SYLK and rejected.
        appendQuoted(bytes.span, 0..<bytes.count, to: &output)
      } else {
        append(bytes.span, 0..<bytes.count, to: &output)
      }
    }
    output.append("\r\n")
  }

  /// Appends a text that is not empty.
  private func append(_ bytes: Span<UInt8>, _ range: Range<Int>, to output: inout OutputBuffer) {
    if language != nil, CSVFormatter.needsGuard(bytes, range) {
      appendQuoted(bytes, range, guarded: true, to: &output)
    } else if isPlain(bytes, range) {
      output.append(bytes, range)
    } else {
      appendQuoted(bytes, range, to: &output)
    }
  }

  private func appendQuoted(
    _ bytes: Span<UInt8>, _ range: Range<Int>, guarded: Bool = false, to output: inout OutputBuffer
  ) {
    output.append(UInt8(ascii: "\""))
    if guarded { output.append(CSVFormatter.guardMark) }
    for index in range {
      if bytes[index] == UInt8(ascii: "\"") { output.append(UInt8(ascii: "\"")) }
      output.append(bytes[index])
    }
    output.append(UInt8(ascii: "\""))
  }

  /// Whether no byte requires quotes.
  private func isPlain(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
    let (fieldEnd, quote) = (ByteWord.repeating(separator), ByteWord.repeating(0x22))
    let (lineFeed, carriageReturn) = (ByteWord.repeating(0x0A), ByteWord.repeating(0x0D))
    var found: UInt64 = 0
    var index = range.lowerBound
    while index + 8 <= range.upperBound {
      let word = ByteWord(bytes, at: index)
      found |= word.equal(fieldEnd) | word.equal(quote) | word.equal(lineFeed) | word.equal(carriageReturn)
      index += 8
    }
    while index < range.upperBound {
      let byte = bytes[index]
      if byte == separator || byte == 0x22 || byte == 0x0A || byte == 0x0D { return false }
      index += 1
    }
    return found == 0
  }
}
