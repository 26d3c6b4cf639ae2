internal import Tables

/// The data rows: what the library must know of them, and the rest for the sheet's body.
extension TableSheetPart {
  /// - Parameter firstTexts: by column, of all the workbook's bodies.
  func body(
    to workbook: inout Workbook, firstTexts: [Int], notices: inout NoticeLog
  ) throws -> SheetBody {
    let plain = try styles(highlight: nil, &workbook)
    let highlighted = try sheet.highlights.map { try styles(highlight: $0.style, &workbook) }
    var looks: [[SheetBody.Styles]] = []
    for styles in [plain] + highlighted { looks.append(numbers(of: styles, workbook)) }
    var body = SheetBody(
      part: place.partName, rows: rows, columns: cells, zone: document.zone, looks: looks,
      highlights: highlights,
      links: Array(repeating: [], count: plans.count), firstTexts: firstTexts)
    var findings = cells.map { $0.findings(in: rows) }
    // So that the library knows how far the sheet goes; the body takes this cell's place.
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
    body.doubleTexts = linkCount
    if hasCharts { body.doubleTexts += try writeChartCells(to: workbook, links: body.links) }
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
    highlight: TableSheetDocument.RowHighlight.Style?, _ workbook: inout Workbook
  ) throws -> [Styles] {
    // Where one column has long texts, all cells begin at the top of their row.
    let isTop = plans.contains(where: \.wraps)
    func style(_ look: CellStyle) throws -> Workbook.Style {
      var look = look
      if isTop { look.vertical = .top }
      return try workbook.style(highlight.map { WorkbookLook.highlighted(look, $0) } ?? look)
    }
    return try plans.map { plan in
      let cell = try style(plan.look)
      return Styles(cell: cell, link: plan.kind == .link ? try style(plan.linkLook) : cell)
    }
  }

  private func numbers(of styles: [Styles], _ workbook: borrowing Workbook) -> [SheetBody.Styles] {
    var numbers: [SheetBody.Styles] = []
    for style in styles {
      numbers.append(.init(cell: workbook.number(of: style.cell), link: workbook.number(of: style.link)))
    }
    return numbers
  }

  // MARK: Charts

  /// The cells that charts show: the library puts their values into the charts, for programs that show
  /// a chart without looking at its sheet. In the sheet itself the body takes their place.
  ///
  /// Gives how many are texts.
  private func writeChartCells(to workbook: borrowing Workbook, links: [[Bool]]) throws -> Int {
    var written = 0
    var clock = WallClock(document.zone)
    let columns = Set(sheet.charts.flatMap { [$0.category] + $0.values }).sorted()
    for column in columns {
      let cells = cells[column]
      for row in rows.prefix(ChartPlacement.pointLimit) {
        let line = row - rows.lowerBound
        if cells.isText(row), let texts = cells.texts {
          // The link is there already, with its text.
          if !links[column].isEmpty, links[column][line] { continue }
          try workbook.write(
            text: texts.string(at: row), place, row: line + 1, column: column, nil)
          written += 1
        } else if let number = cells.number(row, &clock) {
          try workbook.write(number: number, place, row: line + 1, column: column, nil)
        }
      }
    }
    return written
  }

  // MARK: Heights

  /// Programs do not agree on when they fit a row's height to its lines, so we do; but in long tables
  /// rows of one height are easier to look through.
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

  /// In the order in which one meets them reading the sheet.
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
