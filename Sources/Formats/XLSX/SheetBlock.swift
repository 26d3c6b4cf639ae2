internal import Tables

/// Some rows of a sheet.
struct SheetBlock: Sendable {
  var grid = SheetGrid()
  /// The bytes of its XML.
  var size = 0
  /// The XML before all rows, in the first block, and behind them, in the last one.
  var head: [UInt8]?
  var tail: [UInt8]?
}

/// Parses the pieces of a sheet, each on any thread.
struct SheetBlockReader: Sendable {
  private let name: String
  private let texts: SharedTexts
  private let styles: CellStyles
  private let cellLimit: Int

  init(_ sheet: XLSXWorkbook.Sheet, of book: XLSXWorkbook) {
    name = book.label(of: sheet)
    texts = book.texts
    styles = book.styles
    cellLimit = book.archive.limits.cell
  }

  private static let beginning = "<sheetData>"
  private static let end = "</sheetData>"

  /// - Throws: ``NotStreamed`` if the rows do not follow each other; a diagnostic if they are not well-formed.
  func block(_ piece: [UInt8], isFirst: Bool) throws -> SheetBlock {
    var block = SheetBlock()
    block.size = piece.count
    var start = 0
    if isFirst {
      start = try SheetBlockReader.rowsStart(piece.span)
      block.head = Array(piece[..<start])
    }
    let rows = piece.span.extracting(start...)
    var builder = emptyBuilder(piece.count)
    var end = SheetScanner.End.unknown
    if (try? UTF8Span(validating: rows)) != nil { end = SheetScanner.read(rows, into: &builder) }
    switch end {
    case .rows: break
    case .tail(let place): block.tail = Array(piece[(start + place)...])
    case .unknown:
      let place = SheetBlockReader.find(SheetBlockReader.end, in: rows)
      if let place { block.tail = Array(piece[(start + place)...]) }
      builder = try parsed(rows.extracting(..<(place ?? rows.count)), size: piece.count)
    }
    if builder.isOutOfOrder || builder.beginsWithoutNumber && !isFirst { throw NotStreamed() }
    block.grid = builder.grid
    return block
  }

  /// The parts of the sheet around its rows: hidden columns, merged ranges.
  func frame(head: [UInt8], tail: [UInt8]) throws -> (grid: SheetGrid, merges: [CellRange]) {
    let handler = SheetParser(emptyBuilder(0))
    let parser = XMLParser(handler, name: name)
    try parser.feed(head.span, isFinal: false)
    try parser.feed(tail.span, isFinal: true)
    let (builder, merges) = try handler.unfinished()
    return (builder.grid, merges)
  }

  private func parsed(_ rows: Span<UInt8>, size: Int) throws -> GridBuilder {
    let handler = SheetParser(emptyBuilder(size))
    let parser = XMLParser(handler, name: name)
    try parser.feed(Array(SheetBlockReader.beginning.utf8).span, isFinal: false)
    if !rows.isEmpty { try parser.feed(rows, isFinal: false) }
    try parser.feed(Array(SheetBlockReader.end.utf8).span, isFinal: true)
    return try handler.unfinished().builder
  }

  private func emptyBuilder(_ size: Int) -> GridBuilder {
    GridBuilder(block: name, size: size, sharedTexts: texts, styles: styles, cellLimit: cellLimit)
  }

  /// Where the rows begin. What stands before them is read by the parser, but has to be UTF-8 without comments and
  /// declarations, so that this place is what it seems.
  private static func rowsStart(_ bytes: Span<UInt8>) throws -> Int {
    guard let place = find(beginning, in: bytes) else { throw NotStreamed() }
    let head = bytes.extracting(..<place)
    if find("<!", in: head) != nil { throw NotStreamed() }
    let declaration = head.text(0..<min(200, head.count)).lowercased()
    if declaration.contains("encoding"), !declaration.contains("encoding=\"utf-8\""),
      !declaration.contains("encoding='utf-8'")
    {
      throw NotStreamed()
    }
    return place + beginning.utf8.count
  }

  private static func find(_ text: String, in bytes: Span<UInt8>) -> Int? {
    let wanted = Array(text.utf8)
    var place = 0
    while place + wanted.count <= bytes.count {
      if bytes[place] == wanted[0], wanted.indices.allSatisfy({ bytes[place + $0] == wanted[$0] }) {
        return place
      }
      place += 1
    }
    return nil
  }
}
