internal import Diagnostics
internal import Tables

/// Writes one table of a document to a sheet, or to several if it exceeds the limit of one.
struct TableSheetWriter {
  let document: WorkbookDocument
  let sheet: TableSheetDocument
  /// Maximum of data rows in one sheet.
  let rowLimit: Int

  private var language: WrittenLanguage { WrittenLanguage(document.language) }

  struct Written {
    var parts: [(name: String, sheet: Workbook.Sheet)] = []
    /// The name of the sheet before them that leads to each; nil if there is only one.
    var index: String?
    var allNames: [String] { (index.map { [$0] } ?? []) + parts.map(\.name) }
  }

  func write(
    to workbook: inout Workbook, bodies: inout SheetBodies, names: inout SheetNames,
    lists: inout ChoiceLists, charts: inout BookCharts, notices: inout NoticeLog
  ) throws -> Written {
    let table = sheet.table
    precondition(sheet.columns.count == table.columns.count)
    guard table.columns.count <= CellPolicy.columnLimit else {
      throw Diagnostic(
        .tooManyColumns(sheet.name, table.columns.count),
        reason: "a sheet holds \(CellPolicy.columnLimit) columns", hint: "list fewer under 'columns'")
    }
    _ = try Parallel.map(Parallel.pieces(rows: table.rowCount)) {
      try table.verifyTexts(in: $0, allowsNUL: true)
    }
    let ranges = TableSheetWriter.parts(rows: sheet.rowCount, limit: rowLimit)
    let partNames = ranges.map { _ in names.unique(sheet.name) }
    let first = partNames[0]
    let stored = try sheet.stored.map { try pieces(of: $0, ranges) }
    let columns = try columns(stored?.pieces)
    let cells = columns.map(\.cells)
    let plans = ColumnNarrowing(sheet: sheet, cells: cells).narrowed(columns.map(\.plan))
    let firstTexts = stored.map { bodies.texts.add($0.texts) } ?? bodies.texts.add(cells)
    let highlights = highlights()
    var written = Written()
    // The totals take the last row of a full sheet.
    let hasTotals = sheet.columns.contains { $0.total != nil }
    let isSplit = sheet.rowCount > rowLimit - (hasTotals ? 1 : 0)
    let index = try ranges.count > 1 ? writeIndex(partNames, ranges, to: &workbook, &names) : nil
    written.index = index?.name
    for (number, rows) in ranges.enumerated() {
      let name = partNames[number]
      let place = try workbook.addSheet(named: name)
      written.parts.append((name, place))
      if plans.isEmpty { continue }
      var part = TableSheetPart(
        document: document, sheet: sheet, name: name, rows: rows, plans: plans, cells: cells,
        highlights: highlights, place: place)
      part.stored = stored
      part.hasTotals = hasTotals && !isSplit
      part.hasCharts = number == 0
      bodies.sheets.append(
        try part.write(
          to: &workbook, names: &names, charts: &charts, firstTexts: firstTexts, notices: &notices))
      try part.writeOptions(to: &workbook, lists: &lists)
      try index?.writeLinks(of: number, after: plans.count, place, to: &workbook)
    }
    for (index, column) in sheet.columns.enumerated() where column.label.utf16.count > 255 {
      // By its letter, because the beginnings may be the same.
      let name = "\(CellPolicy.columnName(index)): \(CellPolicy.shortened(column.label, to: 60))"
      notices.add("header of more than 255 characters cut", sheet: first, column: name)
    }
    if isSplit, hasTotals {
      notices.add("no totals, because the table goes on in another sheet", sheet: first)
    }
    return written
  }

  /// The rows of each sheet; one sheet of an empty table.
  static func parts(rows: Int, limit: Int) -> [Range<Int>] {
    stride(from: 0, to: max(rows, 1), by: limit).map { $0..<min($0 + limit, rows) }
  }

  private func writeIndex(
    _ parts: [String], _ rows: [Range<Int>], to workbook: inout Workbook, _ names: inout SheetNames
  ) throws -> SheetIndex {
    let words = document.words
    let index = SheetIndex(
      words: words, name: names.unique(words.index(of: sheet.name)), parts: parts)
    var writer = CoverSheetWriter(document: document, sheet: index.cover(title: sheet.name, rows: rows))
    let place = try workbook.addSheet(named: index.name)
    try writer.write(place, to: &workbook, sheetNames: parts, names: &names)
    return index
  }

  private func pieces(
    of rows: StoredSheetRows, _ parts: [Range<Int>]
  ) throws -> (pieces: SheetPieces, texts: PieceTexts) {
    let step = SheetBodies.rowsInPiece(columns: sheet.columns.count)
    let pieces = try SheetPieces(rows, parts: parts, step: step)
    return (pieces, try PieceTexts(pieces, in: rows.place, zone: document.zone))
  }

  /// - Parameter pieces: the rows if they are on disk.
  func columns(_ pieces: SheetPieces? = nil) throws -> [(plan: ColumnPlan, cells: CellColumn)] {
    let headers = sheet.headers
    let columns =
      if let pieces, !sheet.charts.isEmpty {
        try pieces.head(ChartMaker.pointLimit).columns
      } else { sheet.table.columns }
    let totals = sheet.columns.compactMap(\.total)
    return try Parallel.map(Array(columns.indices)) { index in
      let column = columns[index]
      let values = pieces?.values(of: index) ?? SheetValues(column)
      var plan = try ColumnPlan(
        values, header: headers[index], format: sheet.columns[index].format,
        width: sheet.columns[index].width, language: language, zone: document.zone)
      if sheet.columns[index].options.isEditable {
        plan.look = WorkbookLook.editable(plan.look)
        // Room for what is not there yet.
        if plan.kind == .text, sheet.columns[index].width == nil { plan.width = max(plan.width, 24) }
      }
      if let total = sheet.columns[index].total {
        let result = try ColumnTotal.value(of: values, total, zone: document.zone)
        plan.total = result
        if case .value(let value) = result, sheet.columns[index].width == nil {
          try plan.makeRoom(for: value, language)
        }
      } else if index == 0, !totals.isEmpty, sheet.columns[index].width == nil {
        plan.makeRoom(forLabel: document.words.label(for: totals))
      }
      return (plan, CellColumn(column, zone: document.zone))
    }
  }

  /// By row: the index of its highlight plus one, or 0.
  func highlights() -> [UInt16] {
    if sheet.highlights.isEmpty { return [] }
    // A job file cannot hold so many.
    precondition(sheet.highlights.count < UInt16.max)
    var highlights = [UInt16](repeating: 0, count: sheet.rowCount)
    // The first highlight that matches wins.
    for (number, highlight) in sheet.highlights.enumerated().reversed() {
      for row in highlights.indices where highlight.rows[row] { highlights[row] = UInt16(number + 1) }
    }
    return highlights
  }
}

extension Diagnostic.Message {
  fileprivate static func tooManyColumns(_ sheet: String, _ count: Int) -> Self {
    Self(.tooLarge, "sheet '\(sheet)' has \(count) columns")
  }
}
