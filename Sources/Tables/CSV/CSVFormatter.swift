/// Formats rows of a table as lines of CSV.
struct CSVFormatter: Sendable {
  private let table: Table
  private let zone: Zone
  private let separator: UInt8
  private let mark: UInt8
  private let order: DateFormatting.Order
  /// Nil for machines.
  private let language: WrittenLanguage?

  init(_ table: Table, dialect: CSVDialect, zone: Zone) {
    self.table = table
    self.zone = zone
    switch dialect {
    case .machines:
      language = nil
      separator = UInt8(ascii: ",")
      mark = UInt8(ascii: ".")
      order = .iso
    case .people(let code):
      let language = WrittenLanguage(code)
      self.language = language
      separator = UInt8(ascii: language.hasDecimalComma ? ";" : ",")
      mark = UInt8(ascii: language.hasDecimalComma ? "," : ".")
      order = language.dateOrder
    }
  }

  /// The lines of these rows, after the byte order mark and header if there is one.
  func buffer(rows: Range<Int>, headers: [String]?) -> OutputBuffer {
    var output = OutputBuffer(capacity: max(4096, rows.count * table.columns.count * 12))
    if let headers { append(headers: headers, to: &output) }
    // Most texts need no quotes: one look at all of a column's bytes saves a look at each cell.
    let plain = table.columns.map { column in
      if case .text(let text) = column { language == nil && isPlain(text, rows: rows) } else { true }
    }
    var cursor = Zone.Cursor(zone)
    let isUTC = zone.identifier == "UTC" || zone.identifier == "GMT"
    for row in rows {
      for (index, column) in table.columns.enumerated() {
        if index > 0 { output.append(separator) }
        append(
          column, row: row, isPlain: plain[index], isUTC: isUTC, cursor: &cursor, to: &output)
      }
      output.append("\r\n")
    }
    return output
  }

  private func append(
    _ column: Column, row: Int, isPlain: Bool, isUTC: Bool, cursor: inout Zone.Cursor,
    to output: inout OutputBuffer
  ) {
    switch column {
    case .text(let column):
      guard column.validity[row] else { return }
      append(column.bytes.span, column.range(at: row), isPlain: isPlain, to: &output)
    case .integer(let column):
      guard column.validity[row] else { return }
      let value = column.values[row]
      // A spreadsheet keeps 15 digits of a number; a longer one must open as text.
      if language != nil, !CellPolicy.isExact(value) { output.append(CSVFormatter.guardMark) }
      NumberFormatting.append(value, to: &output)
    case .number(let column):
      guard column.validity[row] else { return }
      NumberFormatting.append(column.values[row], to: &output, mark: mark)
    case .boolean(let column):
      guard column.validity[row] else { return }
      if let language {
        output.append(column.values[row] ? language.truth.true : language.truth.false)
      } else {
        output.append(column.values[row] ? "true" : "false")
      }
    case .date(let column):
      guard column.validity[row] else { return }
      DateFormatting.append(days: Int(column.values[row]), to: &output, order: order)
    case .datetime(let column):
      guard column.validity[row] else { return }
      if language == nil {
        DateFormatting.append(instant: column.values[row], in: &cursor, isUTC: isUTC, to: &output)
      } else {
        DateFormatting.append(
          wallClock: cursor.local(column.values[row]), to: &output, between: UInt8(ascii: " "),
          order: order, mark: mark)
      }
    }
  }

  private func append(headers: [String], to output: inout OutputBuffer) {
    if language != nil { output.append("\u{FEFF}") }
    for (index, header) in headers.enumerated() {
      if index > 0 { output.append(separator) }
      let bytes = Array(header.utf8)
      // A file whose first two bytes are `ID` is taken for SYLK, and refused.
      if index == 0, bytes.starts(with: [0x49, 0x44]) {
        appendQuoted(bytes.span, 0..<bytes.count, to: &output)
      } else {
        append(bytes.span, 0..<bytes.count, isPlain: false, to: &output)
      }
    }
    output.append("\r\n")
  }

  private func append(
    _ bytes: Span<UInt8>, _ range: Range<Int>, isPlain: Bool, to output: inout OutputBuffer
  ) {
    if range.isEmpty {
      output.append("\"\"")
    } else if isPlain {
      output.append(bytes, range)
    } else if language != nil, CSVFormatter.needsGuard(bytes.extracting(range)) {
      appendQuoted(bytes, range, guarded: true, to: &output)
    } else if range.contains(where: { needsQuotes(bytes[$0]) }) {
      appendQuoted(bytes, range, to: &output)
    } else {
      output.append(bytes, range)
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

  private func needsQuotes(_ byte: UInt8) -> Bool {
    byte == separator || byte == UInt8(ascii: "\"") || byte == 0x0A || byte == 0x0D
  }

  private func isPlain(_ column: TextColumn, rows: Range<Int>) -> Bool {
    let bytes = column.bytes.span
    var found = false
    for index in Int(column.offsets[rows.lowerBound])..<Int(column.offsets[rows.upperBound]) {
      found = needsQuotes(bytes[index]) || found
    }
    return !found
  }
}
