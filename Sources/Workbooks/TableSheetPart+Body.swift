internal import Tables

/// The data rows: the parts that the library needs to know, and the body that holds them.
extension TableSheetPart {
  /// - Parameter firstTexts: by column, the number of its first text among those of all bodies.
  func body(
    to workbook: inout Workbook, firstTexts: [Int], notices: inout NoticeLog
  ) throws -> SheetBody {
    let plain = try styles(highlight: nil, &workbook)
    let highlighted = try sheet.highlights.map { try styles(highlight: $0, &workbook) }
    var looks: [[SheetBody.Styles]] = []
    for styles in [plain] + highlighted { looks.append(numbers(of: styles, workbook)) }
    var body = SheetBody(
      part: place.partName, rows: rows, columns: cells, zone: document.zone, looks: looks,
      highlights: highlights,
      links: Array(repeating: [], count: plans.count), firstTexts: firstTexts)
    body.stored = stored
    body.keepsBlanks = sheet.columns.map(\.options.isEditable)
    var findings = stored?.texts.findings(in: rows) ?? cells.map { $0.findings(in: rows) }
    // A placeholder that tells the library how far the sheet goes. The body replaces this cell; ``SheetFrame``
    // looks for it.
    if let last = plans.indices.last, !rows.isEmpty {
      try workbook.write(blank: place, row: rows.count, column: last, plain[last].cell)
    }
    var linkCount = 0
    for (index, plan) in plans.enumerated() where plan.kind == .link {
      var links = LinkWriter(part: self)
      try eachText(of: index) { texts, start in
        try links.write(texts, from: start, column: index, to: workbook, count: &linkCount) { row in
          let highlight = highlights.isEmpty ? 0 : Int(highlights[row])
          return (highlight == 0 ? plain[index] : highlighted[highlight - 1][index]).link
        }
      }
      body.links[index] = links.isLink
      findings[index] += links.findings
    }
    add(findings, to: &notices)
    return body
  }

  /// Calls `body` with the texts of a column of texts, and the row of the table that is the first of them.
  private func eachText(of column: Int, _ body: (TextColumn, Int) throws -> Void) throws {
    guard let stored else {
      if let texts = cells[column].texts { try body(texts, 0) }
      return
    }
    for number in stored.pieces.numbers(in: rows) {
      guard case .text(let texts) = try stored.pieces.column(column, ofPiece: number) else { return }
      try body(texts, stored.pieces.ranges[number].lowerBound)
    }
  }

  // MARK: Styles

  struct Styles {
    var cell: Workbook.Style
    var link: Workbook.Style
  }

  func styles(
    highlight: TableSheetDocument.RowHighlight?, _ workbook: inout Workbook
  ) throws -> [Styles] {
    // If one column has long texts, all cells are aligned to the top of their row.
    let isTop = plans.contains(where: \.wraps)
    func style(_ look: CellStyle, _ column: Int) throws -> Workbook.Style {
      var look = look
      if isTop { look.vertical = .top }
      return try workbook.style(
        highlight?.style(of: column).map { WorkbookLook.highlighted(look, $0) } ?? look)
    }
    return try plans.enumerated().map { column, plan in
      let cell = try style(plan.look, column)
      return Styles(cell: cell, link: plan.kind == .link ? try style(plan.linkLook, column) : cell)
    }
  }

  private func numbers(of styles: [Styles], _ workbook: borrowing Workbook) -> [SheetBody.Styles] {
    var numbers: [SheetBody.Styles] = []
    for style in styles {
      numbers.append(.init(cell: workbook.number(of: style.cell), link: workbook.number(of: style.link)))
    }
    return numbers
  }

  // MARK: Heights

  /// By row, in points; 0 for rows of one line; empty if all are. Programs differ in when they fit a row's height to its
  /// lines, so heights are given explicitly.
  func heights(_ notices: inout NoticeLog) throws -> [Int] {
    let wrapped = plans.indices.filter {
      plans[$0].wraps && (plans[$0].kind == .text || plans[$0].kind == .link)
    }
    if wrapped.isEmpty { return [] }
    let found = try lines(ofColumns: wrapped)
    for (number, column) in wrapped.enumerated() {
      for piece in found where piece.tall[number].count > 0 {
        notices.add(
          "text of more than \(TableSheetPart.mostLines) lines, of which the row shows the first",
          sheet: name,
          column: plans[column].header, row: piece.tall[number].first, count: piece.tall[number].count)
      }
    }
    return found.flatMap(\.heights)
  }

  /// The heights of some rows, and for each column the cells that are too tall.
  private struct Lines: Sendable {
    var heights: [Int]
    /// The first one by row of the table, and their number.
    var tall: [(first: Int, count: Int)]
  }

  private func lines(ofColumns columns: [Int]) throws -> [Lines] {
    let widths = columns.map { plans[$0].width - Double(ColumnPlan.indent) }
    if let stored {
      return try Parallel.map(Array(stored.pieces.numbers(in: rows))) { number in
        let texts = try columns.map { try stored.pieces.column($0, ofPiece: number) }
          .compactMap { if case .text(let texts) = $0 { texts } else { nil } }
        let range = stored.pieces.ranges[number]
        return TableSheetPart.lines(of: texts, widths, rows: range, from: range.lowerBound)
      }
    }
    let texts = columns.compactMap { cells[$0].texts }
    let first = rows.lowerBound
    return try Parallel.map(Parallel.pieces(rows: rows.count, atLeast: 4096)) { piece in
      TableSheetPart.lines(
        of: texts, widths, rows: first + piece.lowerBound..<first + piece.upperBound, from: 0)
    }
  }

  /// - Parameter start: the row of the table that is row 0 of the texts.
  private static func lines(
    of texts: [TextColumn], _ widths: [Double], rows: Range<Int>, from start: Int
  ) -> Lines {
    var lines = Array(repeating: 1, count: rows.count)
    var tall = Array(repeating: (first: -1, count: 0), count: texts.count)
    for (number, texts) in texts.enumerated() {
      let bytes = texts.bytes.span
      for row in rows {
        let range = texts.range(at: row - start)
        if range.isEmpty { continue }
        let count = ContentLines.count(bytes, in: range, width: widths[number])
        lines[row - rows.lowerBound] = max(lines[row - rows.lowerBound], count)
        if count > TableSheetPart.mostLines {
          if tall[number].count == 0 { tall[number].first = row }
          tall[number].count += 1
        }
      }
    }
    return Lines(
      heights: lines.map { $0 > 1 ? min($0, TableSheetPart.mostLines) * 13 + 2 : 0 }, tall: tall)
  }

  /// Excel's maximum height of a row is 409 points.
  private static let mostLines = 31

  // MARK: Findings

  /// Adds the findings in the order of the sheet: by row, then by column.
  func add(_ findings: [[CellColumn.Finding]], to notices: inout NoticeLog) {
    var all: [(column: Int, finding: CellColumn.Finding)] = []
    for (column, found) in findings.enumerated() { all += found.map { (column, $0) } }
    let order = all.indices.sorted { a, b in
      (all[a].finding.row, all[a].column, a) < (all[b].finding.row, all[b].column, b)
    }
    for place in order {
      let (column, finding) = all[place]
      notices.add(
        finding.what, sheet: name, column: plans[column].header, row: finding.row, count: finding.count)
    }
  }
}
