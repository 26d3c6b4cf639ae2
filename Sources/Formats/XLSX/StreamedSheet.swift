internal import Diagnostics
internal import Tables

/// The rows of a sheet, put together from blocks that come in order.
struct StreamedSheet {
  /// A column of the file, as far as it has come.
  private struct Part {
    var plan: ColumnSpec
    let isDeclared: Bool
    var types = CellTypes()
    var built: ColumnAssembly
  }

  private let book: XLSXWorkbook
  private let sheet: XLSXWorkbook.Sheet
  private let content: FileContent
  private let options: ReadingOptions
  /// The size of the XML in bytes.
  private let size: Int
  /// The types of the columns, where another pass has found them.
  private let known: [ColumnType]?

  /// The rows until the header is known, and then those of the block that it was found in.
  private var first = SheetGrid()
  private(set) var head: SheetHead?
  private var parts: [Part] = []
  /// The first cells of the header's rows, by column: a row that begins as one of them may be the header again.
  private var headers: [(column: Int, kind: CellKind, text: ArraySlice<UInt8>)] = []
  private var frameHead: [UInt8]?
  private var frameTail: [UInt8]?
  private var read = 0
  /// The last block with rows, and its first row of data.
  private var last: (grid: SheetGrid, firstRow: Int, isFirst: Bool)?
  private var above: SheetSuspicions.Above?
  private var gap: Diagnostic?
  private var sizes: [Int] = []

  /// Whether a type did not hold: then only the types of the columns are wanted.
  private(set) var isSurvey = false
  private(set) var rows: FileRows
  private(set) var notes = SheetNotes()
  private(set) var matchingWarnings: [Diagnostic] = []
  private(set) var suspicions: [Diagnostic] = []

  init(
    book: XLSXWorkbook, sheet: XLSXWorkbook.Sheet, content: FileContent, options: ReadingOptions, size: Int,
    types: [ColumnType]?
  ) {
    self.book = book
    self.sheet = sheet
    self.content = content
    self.options = options
    self.size = size
    known = types
    rows = FileRows(
      report: FileReport(
        file: content.name, bytes: 0, sha256: "", rows: 0, rejected: 0, format: XLSXTable.name,
        sheet: sheet.name, modified: content.modified))
  }

  var types: [ColumnType] { parts.map { $0.isDeclared ? $0.plan.type : $0.types.type } }

  // MARK: Blocks

  mutating func take(_ block: SheetBlock) throws {
    if let head = block.head { frameHead = head }
    read += block.size
    let isBehindRows = frameTail != nil
    if let tail = block.tail {
      if isBehindRows { throw NotStreamed() }
      frameTail = tail
    }
    if block.grid.rowCount == 0 {
      notes.add(block.grid)
      return
    }
    if isBehindRows { throw NotStreamed() }
    if head != nil { return try add(block.grid, from: 0) }
    if let line = first.lines.last, block.grid.lines[0] <= line { throw NotStreamed() }
    first.append(block.grid)
    if first.rowCount >= SheetHead.searched, Int(first.lines.last!) > lastOfHeader { try settle() }
  }

  /// The last line that the job says something about.
  private var lastOfHeader: Int {
    (options.delimited.headerRows.max() ?? options.headerRow ?? 0) + options.delimited.skippedRows + 1
  }

  /// Finds the header and matches the columns.
  private mutating func settle() throws {
    if first.columns.count(where: { !$0.isEmpty }) < 2 || isList(first) { throw NotStreamed() }
    let head = try SheetHead(
      first, options: options, file: content.name, sheet: sheet.name, others: [])
    let location = SourceLocation(file: content.name, line: max(1, head.line))
    let matching = try HeaderMatching(header: head.header, location: location, options: options)
    matchingWarnings = matching.warnings
    let declared = Set(options.columns.map(\.name))
    parts = matching.plans.enumerated().map { index, plan in
      var plan = plan
      let isDeclared = declared.contains(plan.name)
      if !isDeclared, let known { plan.type = known[index] }
      return Part(plan: plan, isDeclared: isDeclared, built: ColumnAssembly(plan.type))
    }
    if head.header.count(where: { !$0.isEmpty }) > 1 {
      for row in head.headerRows {
        let cells = first.columns.indices.compactMap { column in
          first.cell(row: row, column: column).map { (column, $0) }
        }
        guard cells.count > 1, let (column, cell) = cells.first else { continue }
        headers.append((column, cell.kind, first.bytes[cell.range]))
      }
    }
    self.head = head
    try add(first, from: head.firstRow)
  }

  private func isList(_ grid: SheetGrid) -> Bool {
    XLSXTable.list(options, content).format { grid.csv(rows: $0) } != nil
  }

  private mutating func add(_ block: SheetGrid, from firstRow: Int) throws {
    let head = head!
    var grid = block
    let isFirst = last == nil
    if grid.columns.count > head.header.count { throw NotStreamed() }
    while grid.columns.count < head.header.count { grid.columns.append([]) }
    if let line = last?.grid.lines.last, grid.lines[0] <= line { throw NotStreamed() }
    try grid.addSizes(to: &sizes, book.archive)
    notes.add(grid)
    if headers.contains(where: { grid.has($0.kind, $0.text, in: $0.column, from: firstRow) }) {
      throw NotStreamed()
    }
    let suspicions = SheetSuspicions(
      grid: grid, head: head, columns: parts.map(\.plan), file: content.name, firstRow: firstRow)
    if gap == nil { gap = suspicions.gap(options, below: above) }
    above = suspicions.last ?? above
    last = (grid, firstRow, isFirst)
    type(grid, from: firstRow)
    if !isSurvey { try build(grid, from: firstRow) }
  }

  /// Notes what the cells are, and chooses the types of columns that had no value before.
  private mutating func type(_ grid: SheetGrid, from firstRow: Int) {
    let columns = SheetColumns(grid: grid, firstRow: firstRow, options: options)
    for place in parts.indices {
      guard !parts[place].isDeclared, let source = parts[place].plan.source else { continue }
      let wasEmpty = parts[place].types.isEmpty
      parts[place].types.take(columns.dataCells(source), of: grid)
      let type = parts[place].types.type
      if known != nil || type == parts[place].plan.type { continue }
      if wasEmpty {
        let count = parts[place].built.whole.count
        parts[place].plan.type = type
        parts[place].built = ColumnAssembly(type)
        // No error: nulls have no texts.
        if count > 0 { try? parts[place].built.append(.nulls(type, count: count), done: 0.5) }
      } else {
        isSurvey = true
      }
    }
  }

  private mutating func build(_ grid: SheetGrid, from firstRow: Int) throws {
    let columns = SheetColumns(grid: grid, firstRow: firstRow, options: options)
    var faults = RowFaults()
    var built: [(plan: ColumnSpec, column: Column)] = []
    var places: [Int] = []
    for (place, part) in parts.enumerated() where part.plan.isBuilt || part.plan.isChecked {
      let cells = part.plan.source.map(columns.dataCells) ?? []
      let column = columns.column(part.plan, cells, &faults)
      guard part.plan.isBuilt else { continue }
      built.append((part.plan, column))
      places.append(place)
    }
    let done = min(0.99, Double(read) / Double(max(1, size)))
    let good = columns.finish(built, parts.map(\.plan), faults, &rows)
    for (place, column) in zip(places, good) { try parts[place].built.append(column, done: done) }
  }

  // MARK: The end

  mutating func finish(_ reader: SheetBlockReader) throws {
    if head == nil { try settle() }
    guard let head, let frameHead, let frameTail else { throw NotStreamed() }
    let (frame, merges) = try reader.frame(head: frameHead, tail: frameTail)
    if !merges.isEmpty { try verify(merges, head) }
    if isSurvey { return }
    notes.hiddenRanges = frame.hiddenRanges
    let fingerprint = try content.fingerprint()
    (rows.report.bytes, rows.report.sha256) = (fingerprint.bytes, fingerprint.sha256)
    rows.report.leftOut = head.leftOut
    rows.report.rows += head.leftOut.reduce(0) { $0 + $1.rows }
    (rows.headerRow, rows.headerLine) = (head.line, max(1, head.line))
    try suspect(head)
    collect(head)
  }

  /// Merged cells above the data may change nothing of what was found there.
  private func verify(_ merges: [CellRange], _ head: SheetHead) throws {
    guard head.firstRow < first.rowCount,
      merges.allSatisfy({ $0.rows.upperBound + 1 < Int(first.lines[head.firstRow]) })
    else { throw NotStreamed() }
    var filled = first
    guard filled.fill(merges), !isList(filled),
      try SheetHead(filled, options: options, file: content.name, sheet: sheet.name, others: []).isSame(
        as: head)
    else { throw NotStreamed() }
  }

  private mutating func suspect(_ head: SheetHead) throws {
    guard let last else { return }
    let found = SheetSuspicions(
      grid: last.grid, head: head, columns: parts.map(\.plan), file: content.name, firstRow: last.firstRow)
    let rest = found.rest(options)
    // It may have begun in the block before.
    if let rest, rest.row == last.firstRow, !last.isFirst { throw NotStreamed() }
    suspicions = [found.preamble(options), found.header(options), gap, rest?.warning].compactMap { $0 }
  }

  /// The columns, without those that are only formatted.
  private mutating func collect(_ head: SheetHead) {
    var kept: [Int] = []
    for (place, part) in parts.enumerated() {
      if !part.isDeclared, let source = part.plan.source, part.types.isEmpty, head.header[source].isEmpty {
        continue
      }
      kept.append(place)
      let field = Field(part.plan.name, part.plan.type)
      if part.plan.isBuilt {
        rows.fields.append(field)
        rows.columns.append(part.built.whole)
      } else {
        rows.unbuilt.append(field)
      }
    }
    rows.specs = kept.map { parts[$0].plan }
    if kept.count < parts.count {
      for place in rows.rejects.indices {
        if let fields = rows.rejects[place].fields { rows.rejects[place].fields = kept.map { fields[$0] } }
      }
    }
    parts = []
  }
}
