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
    body.keepsBlanks = sheet.columns.map(\.options.isEditable)
    var findings = cells.map { $0.findings(in: rows) }
    // A placeholder that tells the library how far the sheet goes. The body replaces this cell; ``SheetFrame``
    // looks for it.
    if let last = plans.indices.last, !rows.isEmpty {
      try workbook.write(blank: place, row: rows.count, column: last, plain[last].cell)
    }
    var linkCount = 0
    for (index, plan) in plans.enumerated() where plan.kind == .link {
      guard let texts = cells[index].texts else { continue }
      var links = LinkWriter(part: self, texts: texts)
      try links.write(column: index, to: workbook, count: &linkCount) { row in
        let highlight = highlights.isEmpty ? 0 : Int(highlights[row])
        return (highlight == 0 ? plain[index] : highlighted[highlight - 1][index]).link
      }
      body.links[index] = links.isLink
      findings[index] += links.findings
    }
    add(findings, to: &notices)
    return body
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
    let wrapped = plans.indices.filter { plans[$0].wraps && cells[$0].texts != nil }
    if wrapped.isEmpty { return [] }
    let pieces = Parallel.pieces(rows: rows.count, atLeast: 4096)
    let columns = wrapped.map {
      (texts: cells[$0].texts!, width: plans[$0].width - Double(ColumnPlan.indent))
    }
    let first = rows.lowerBound
    let found = try Parallel.map(pieces) { piece in
      var lines = Array(repeating: 1, count: piece.count)
      var tall = Array(repeating: (first: -1, count: 0), count: columns.count)
      for (number, column) in columns.enumerated() {
        let bytes = column.texts.bytes.span
        for place in piece {
          let range = column.texts.range(at: first + place)
          if range.isEmpty { continue }
          let count = ContentLines.count(bytes, in: range, width: column.width)
          lines[place - piece.lowerBound] = max(lines[place - piece.lowerBound], count)
          if count > TableSheetPart.mostLines {
            if tall[number].count == 0 { tall[number].first = first + place }
            tall[number].count += 1
          }
        }
      }
      return (heights: lines.map { $0 > 1 ? min($0, TableSheetPart.mostLines) * 13 + 2 : 0 }, tall: tall)
    }
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
