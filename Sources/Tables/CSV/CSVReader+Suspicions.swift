internal import Diagnostics

extension CSVReader {
  /// So many bytes at the end of a text are searched for a total and notes.
  private static let tail = 16 << 10

  /// Warnings about rows that may not be rows, and about rows that were passed over and may be some. None of them
  /// changes what is read.
  func suspicions(_ pieces: [ChunkRows], _ matching: HeaderMatching) -> [Diagnostic] {
    if options.headersAreExact { return [] }
    var found: [Diagnostic] = []
    func suspect(_ message: Diagnostic.Message, line: Int, reason: String? = nil, hint: String) {
      found.append(
        Diagnostic(message, at: file.location(line: line), severity: .warning, reason: reason, hint: hint))
    }
    if options.headerRow == nil {
      let location = file.location(line: layout.headerLine)
      let warnings = [
        RowSuspicions.preamble(
          layout.preamble, wide: layout.widePreamble, isDeclared: !options.columns.isEmpty, at: location),
        RowSuspicions.header(layout.header, at: location),
      ]
      found += warnings.compactMap { $0 }
    }
    if let count = file.unwrapped, count > 0 {
      suspect(
        .unwrapped(count), line: layout.headerLine,
        reason: "a spreadsheet has probably saved a file that it did not understand",
        hint: "export the file again, without opening it in a spreadsheet")
    }
    if let warning = goingOn(pieces) { found.append(warning) }
    if options.delimited.until != nil { return found }
    let column = matching.plans.first { $0.source == 0 }?.name
    var line = layout.dataLine
    for piece in pieces {
      if let gap = piece.gap {
        found.append(RowSuspicions.gap(gap.text, in: column, at: file.location(line: line + gap.line)))
        break
      }
      line += piece.lines
    }
    let lines = pieces.reduce(layout.dataLine) { $0 + $1.lines }
    if let rest = try? rest(plan(matching)) {
      found.append(RowSuspicions.rest(rest.text, in: column, at: file.location(line: lines - rest.lines)))
    }
    return found
  }

  /// The warning about fields whose quotes end before they do: the marks are not part of the values.
  private func goingOn(_ pieces: [ChunkRows]) -> Diagnostic? {
    var fields = file.goingOn + layout.headerGoingOn
    var (line, first) = (layout.dataLine, layout.headerLine)
    for piece in pieces {
      if let found = piece.goingOn {
        if fields == 0 { first = line + found.line }
        fields += found.fields
      }
      line += piece.lines
    }
    return fields == 0 ? nil : RowSuspicions.goingOn(fields, at: file.location(line: first))
  }

  /// The first of the last rows that may be totals or notes: its first field, and its lines from the end.
  private func rest(_ plan: RowPlan) throws -> (text: String, lines: Int)? {
    guard layout.width > 1 else { return nil }
    let count = file.source.count
    let start = max(layout.dataStart, count - CSVReader.tail)
    let bytes = try file.source.bytes(start..<count)
    let span = bytes.span
    let (index, _) = plan.scanner.scan(span, 0..<span.count, limit: span.count, isEnd: true)
    var found: (text: String, lines: Int)?
    // The first record may be cut.
    for record in (0..<index.count).reversed() where start == layout.dataStart || record > 0 {
      if !plan.isRow(span, index, record) { continue }
      guard index.fieldCount(record) == layout.width else { break }
      let texts = (0..<layout.width).map { plan.text(span, index.field(record, $0)) }
      guard RowSuspicions.isRest(texts, namedWidth: layout.namedWidth) else { break }
      let end = span.count > 0 && (span[span.count - 1] == 0x0A || span[span.count - 1] == 0x0D)
      found = (
        texts[0], FieldScanner.lineEnds(span, Int(index.starts[record])..<span.count) + (end ? 0 : 1)
      )
    }
    return found
  }
}

extension TextFile {
  /// The number of fields that went on behind their closing quote, before the text was rewritten.
  fileprivate var goingOn: Int {
    guard let rewriting else { return 0 }
    return rewriting.dialect == nil ? rewriting.original.goingOn : rewriting.goingOn
  }

  /// The number of rows that were quoted as a whole; nil for a text as it was.
  fileprivate var unwrapped: Int? {
    rewriting.map { $0.dialect == nil ? $0.original.rewriting?.unwrapped ?? 0 : $0.unwrapped }
  }
}

extension Diagnostic.Message {
  fileprivate static func unwrapped(_ rows: Int) -> Self {
    Self(
      .suspectText,
      "\(counted(rows, "row")) \(rows == 1 ? "is" : "are") quoted as a whole, and read by the fields inside")
  }
}
