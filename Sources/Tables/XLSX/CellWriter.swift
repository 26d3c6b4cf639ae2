/// Writes the cells of one sheet's rows through the library, row by row.
struct CellWriter: ~Copyable {
  private let part: TableSheetPart
  private var cursor: Zone.Cursor
  private var text = OutputBuffer(capacity: 4096)
  private var links = 0

  init(document: WorkbookDocument, part: TableSheetPart) {
    self.part = part
    cursor = Zone.Cursor(document.zone)
  }

  mutating func write(to workbook: inout Workbook, notices: inout NoticeLog) throws {
    let columns = part.sheet.table.columns
    let plans = part.plans
    let plain = try styles(of: plans, highlight: nil, &workbook)
    var highlighted: [[ColumnStyles]] = []
    for highlight in part.sheet.highlights {
      highlighted.append(try styles(of: plans, highlight: highlight.style, &workbook))
    }
    for row in part.rows {
      let highlight = part.sheet.highlights.firstIndex { $0.rows[row] }
      let place = row - part.rows.lowerBound + 1
      for index in columns.indices {
        let styles = highlight.map { highlighted[$0][index] } ?? plain[index]
        if columns[index].validity[row] {
          try write(columns[index], row, index, styles, place, to: workbook, &notices)
        } else if highlight != nil {
          // A highlighted row has its colour from end to end.
          try workbook.write(blank: part.place, row: place, column: index, styles.cell)
        }
      }
    }
  }

  private struct ColumnStyles {
    var cell: Workbook.Style
    var link: Workbook.Style
  }

  private func styles(
    of plans: [ColumnPlan], highlight: TableSheetDocument.RowHighlight.Style?,
    _ workbook: inout Workbook
  ) throws -> [ColumnStyles] {
    // Where one column has long texts, all cells begin at the top of their row.
    let isTop = plans.contains(where: \.wraps)
    func style(_ look: CellStyle) throws -> Workbook.Style {
      var look = look
      if isTop { look.vertical = .top }
      return try workbook.style(highlight.map { WorkbookLook.highlighted(look, $0) } ?? look)
    }
    return try plans.map { plan in
      let cell = try style(plan.look)
      return ColumnStyles(cell: cell, link: plan.kind == .link ? try style(plan.linkLook) : cell)
    }
  }

  private mutating func write(
    _ column: Column, _ row: Int, _ index: Int, _ styles: ColumnStyles, _ place: Int,
    to workbook: borrowing Workbook, _ notices: inout NoticeLog
  ) throws {
    let sheet = part.place
    let style = styles.cell
    switch column {
    case .text(let texts):
      let changes = CellPolicy.encode(texts.bytes.span.extracting(texts.range(at: row)), into: &text)
      note(changes, row, index, &notices)
      if part.plans[index].kind == .link {
        try writeLink(texts.string(at: row), row, index, styles, place, to: workbook, &notices)
      } else {
        try workbook.write(text: text, sheet, row: place, column: index, style)
      }
    case .integer(let integers):
      let value = integers.values[row]
      if CellPolicy.isExact(value) {
        try workbook.write(number: Double(value), sheet, row: place, column: index, style)
      } else {
        setText { NumberFormatting.append(value, to: &$0) }
        note("integer of more than 15 digits written as text", row, index, &notices)
        try workbook.write(text: text, sheet, row: place, column: index, style)
      }
    case .number(let numbers):
      let value = numbers.values[row]
      if CellPolicy.fits(value) {
        try workbook.write(number: value, sheet, row: place, column: index, style)
      } else {
        setText { NumberFormatting.append(value, to: &$0) }
        note("number out of Excel's range written as text", row, index, &notices)
        try workbook.write(text: text, sheet, row: place, column: index, style)
      }
    case .boolean(let truths):
      try workbook.write(boolean: truths.values[row], sheet, row: place, column: index, style)
    case .date(let days):
      if let serial = CellPolicy.serial(days: Int(days.values[row])) {
        try workbook.write(number: serial, sheet, row: place, column: index, style)
      } else {
        setText { DateFormatting.append(days: Int(days.values[row]), to: &$0) }
        note("date outside 1900–9999 written as text", row, index, &notices)
        try workbook.write(text: text, sheet, row: place, column: index, style)
      }
    case .datetime(let instants):
      let local = cursor.local(instants.values[row])
      if let serial = CellPolicy.serial(wallClock: local) {
        try workbook.write(number: serial, sheet, row: place, column: index, style)
      } else {
        setText {
          DateFormatting.append(wallClock: local, to: &$0, between: UInt8(ascii: "T"), order: .iso)
        }
        note("datetime outside 1900–9999 written as text", row, index, &notices)
        try workbook.write(text: text, sheet, row: place, column: index, style)
      }
    }
  }

  private mutating func writeLink(
    _ address: String, _ row: Int, _ index: Int, _ styles: ColumnStyles, _ place: Int,
    to workbook: borrowing Workbook, _ notices: inout NoticeLog
  ) throws {
    var problem: String?
    if address.isEmpty {
    } else if let target = LinkTarget.target(of: address) {
      if links == CellPolicy.linkLimit {
        problem = "link written as text, because a sheet holds \(CellPolicy.linkLimit) links"
      } else if try workbook.write(
        link: target, text: text, part.place, row: place, column: index, styles.link)
      {
        links += 1
        return
      } else {
        problem = "link of more than \(CellPolicy.linkLength) characters written as text"
      }
    } else {
      problem = "not an address, written as text"
    }
    if let problem { note(problem, row, index, &notices) }
    try workbook.write(text: text, part.place, row: place, column: index, styles.cell)
  }

  private mutating func setText(_ body: (inout OutputBuffer) -> Void) {
    text.removeAll()
    body(&text)
    text.append(0)
  }

  private func note(
    _ changes: CellPolicy.TextChanges, _ row: Int, _ index: Int, _ notices: inout NoticeLog
  ) {
    if changes.isEmpty { return }
    if changes.contains(.cut) {
      note("text of more than \(CellPolicy.textLimit) characters cut", row, index, &notices)
    }
    if changes.contains(.replaced) {
      note("character NUL replaced by U+FFFD", row, index, &notices)
    }
    if changes.contains(.manyLines) {
      note(
        "text of more than \(CellPolicy.lineFeedLimit) line breaks, of which Excel may not show all", row,
        index, &notices)
    }
  }

  private func note(_ what: String, _ row: Int, _ index: Int, _ notices: inout NoticeLog) {
    notices.add(what, sheet: part.name, column: part.plans[index].header, row: row)
  }
}

/// Which texts can be links, and where they lead.
enum LinkTarget {
  /// http, https, ftp and mailto addresses, and plain mail addresses; nil for anything else, such as
  /// a path that would open a file.
  static func target(of text: String) -> String? {
    guard text.utf8.count <= CellPolicy.linkLength,
      text.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7F && $0 != 0x22 && $0 != 0x3C && $0 != 0x3E })
    else { return nil }
    let lowercased = text.prefix(8).lowercased()
    for scheme in ["http://", "https://", "ftp://"] where lowercased.hasPrefix(scheme) {
      guard text.utf8.count > scheme.utf8.count else { return nil }
      // The library knows schemes in small letters only.
      return scheme + text.dropFirst(scheme.count)
    }
    if lowercased.hasPrefix("mailto:") { return "mailto:" + text.dropFirst(7) }
    let parts = text.split(separator: "@", omittingEmptySubsequences: false)
    if parts.count == 2, !parts[0].isEmpty, parts[1].contains("."),
      !text.contains(where: { ":/\\".contains($0) })
    {
      return "mailto:" + text
    }
    return nil
  }
}
