internal import Diagnostics

extension CSVReader {
  /// A header with more rows above it is told, although they are in the row balance.
  private static let longPreamble = 20
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
    if options.headerRow == nil, layout.preamble > CSVReader.longPreamble {
      suspect(
        .longPreamble(layout.preamble), line: layout.headerLine,
        reason: "they have at most half as many fields",
        hint: "if the header is another row, give its number:  header_row:")
    }
    if let count = file.unwrapped, count > 0 {
      suspect(
        .unwrapped(count), line: layout.headerLine,
        reason: "a spreadsheet has probably saved a file that it did not understand",
        hint: "export the file again, without opening it in a spreadsheet")
    }
    if options.delimited.until != nil { return found }
    var line = layout.dataLine
    for piece in pieces {
      if let gap = piece.gap {
        suspect(
          .gap, line: line + gap.line, reason: "another table or notes may begin there, and are read as rows",
          hint: hint("to read only the table above it", gap.text, matching))
        break
      }
      line += piece.lines
    }
    let lines = pieces.reduce(layout.dataLine) { $0 + $1.lines }
    if let rest = try? rest(plan(matching)) {
      suspect(
        .rest(rest.text), line: lines - rest.lines, reason: "it is read as a row",
        hint: hint("to leave it out", rest.text, matching))
    }
    return found
  }

  /// The hint to end the table before a row with this first field.
  private func hint(_ purpose: String, _ text: String, _ matching: HeaderMatching) -> String {
    guard let name = matching.plans.first(where: { $0.source == 0 })?.name else {
      return "\(purpose), say where the table ends:  until: …"
    }
    let isPlain = name.utf8.allSatisfy { $0 &- 97 < 26 || $0 == 0x5F }
    let quote = text.contains("\"") ? "'" : "\""
    let column = isPlain ? name : "`\(name)`"
    let condition = text.isEmpty ? "\(column) is null" : "\(column) == \(quote)\(text)\(quote)"
    return "\(purpose), say where the table ends:  until: '\(condition)'"
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
      let isNote =
        texts.count { !$0.isEmpty } == 1 && layout.namedWidth > 2 && texts[0].contains(" ")
      guard isNote || TotalWords.isTotal(texts[0]) else { break }
      let end = span.count > 0 && (span[span.count - 1] == 0x0A || span[span.count - 1] == 0x0D)
      found = (
        texts[0], FieldScanner.lineEnds(span, Int(index.starts[record])..<span.count) + (end ? 0 : 1)
      )
    }
    return found
  }
}

extension TextFile {
  /// The number of rows that were quoted as a whole; nil for a text as it was.
  fileprivate var unwrapped: Int? {
    rewriting.map { $0.dialect == nil ? $0.original.rewriting?.unwrapped ?? 0 : $0.unwrapped }
  }
}

/// The words with which a row of totals begins.
enum TotalWords {
  private static let words: Set<String> = [
    "total", "totals", "grandtotal", "subtotal", "sum", "totales", "totalgeneral", "subtotales", "suma",
    "totais",
    "totalgeral", "soma", "totaux", "somme", "gesamt", "summe", "insgesamt", "gesamtsumme", "totale",
    "totali",
    "somma", "totalegenerale",
  ]

  static func isTotal(_ text: String) -> Bool {
    text.utf8.count < 40 && words.contains(foldedHeader(text))
  }
}

extension Diagnostic.Message {
  fileprivate static func longPreamble(_ rows: Int) -> Self {
    Self(.suspectText, "\(counted(rows, "row")) above the header are left out")
  }
  fileprivate static func unwrapped(_ rows: Int) -> Self {
    Self(
      .suspectText,
      "\(counted(rows, "row")) \(rows == 1 ? "is" : "are") quoted as a whole, and read by the fields inside")
  }
  fileprivate static var gap: Self {
    Self(.suspectText, "the row after a blank line is not like the rows above it")
  }
  fileprivate static func rest(_ text: String) -> Self {
    let shown = text.unicodeScalars.count > 60 ? String(text.prefix(59)) + "…" : text
    return Self(.suspectText, "'\(shown)' at the end may be a total or a note")
  }
}
