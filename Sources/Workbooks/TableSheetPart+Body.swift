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
    body.heights = heights()
    add(findings, to: &notices)
    return body
  }

  // MARK: Styles

  private struct Styles {
    var cell: Workbook.Style
    var link: Workbook.Style
  }

  private func styles(
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

  /// Programs differ in when they fit a row's height to its lines, so heights are given explicitly. Long tables
  /// have rows of one height, which are easier to read.
  private func heights() -> [Int] {
    guard rows.count <= 10_000, plans.contains(where: \.wraps) else { return [] }
    var lines = Array(repeating: 1, count: rows.count)
    for (index, plan) in plans.enumerated() where plan.wraps {
      guard case .text(let texts) = cells[index].column else { continue }
      for row in rows where !texts.range(at: row).isEmpty {
        lines[row - rows.lowerBound] = max(
          lines[row - rows.lowerBound], ContentLines.count(texts.string(at: row), width: plan.width))
      }
    }
    return lines.map { $0 > 1 ? min($0, 12) * 15 : 0 }
  }

  // MARK: Findings

  /// Adds the findings in the order of the sheet: by row, then by column.
  private func add(_ findings: [[CellColumn.Finding]], to notices: inout NoticeLog) {
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
