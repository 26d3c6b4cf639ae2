@testable import Tables
@testable import Workbooks

/// Writes the data rows of a sheet cell by cell through the library: the slow twin of ``SheetBody``.
struct LibraryCells: ~Copyable {
  let document: WorkbookDocument
  let sheet: TableSheetDocument
  let plans: [ColumnPlan]
  private var text = OutputBuffer(capacity: 4096)

  init(document: WorkbookDocument, sheet: TableSheetDocument) throws {
    self.document = document
    self.sheet = sheet
    plans = try sheet.table.columns.indices.map {
      try ColumnPlan(
        SheetValues(sheet.table.columns[$0]), header: sheet.columns[$0].label,
        format: sheet.columns[$0].format,
        width: sheet.columns[$0].width, language: WrittenLanguage(document.language), zone: document.zone)
    }
  }

  mutating func write(
    rows: Range<Int>, heights: [Int], to workbook: inout Workbook, _ place: Workbook.Sheet
  ) throws {
    for row in rows {
      let line = row - rows.lowerBound + 1
      if !heights.isEmpty, heights[line - 1] > 0 {
        try workbook.setHeight(place, row: line, Double(heights[line - 1]))
      }
      let highlight = sheet.highlights.first { $0.rows[row] }?.style
      for (column, cells) in sheet.table.columns.enumerated() {
        let style = try style(plans[column].look, highlight, &workbook)
        if cells.validity[row] {
          try write(cells, row, line, column, style, highlight, to: &workbook, place)
        } else if highlight != nil {
          try workbook.write(blank: place, row: line, column: column, style)
        }
      }
    }
  }

  private func style(
    _ look: CellStyle, _ highlight: TableSheetDocument.RowHighlight.Style?, _ workbook: inout Workbook
  ) throws -> Workbook.Style {
    var look = look
    if plans.contains(where: \.wraps) { look.vertical = .top }
    return try workbook.style(highlight.map { WorkbookLook.highlighted(look, $0) } ?? look)
  }

  private mutating func write(
    _ cells: Column, _ row: Int, _ line: Int, _ column: Int, _ style: Workbook.Style,
    _ highlight: TableSheetDocument.RowHighlight.Style?, to workbook: inout Workbook,
    _ place: Workbook.Sheet
  ) throws {
    switch cells {
    case .text(let texts):
      let value = texts.string(at: row)
      if plans[column].kind == .link, let target = LinkTarget.target(of: value) {
        _ = CellPolicy.encode(value, into: &text)
        let look = try self.style(plans[column].linkLook, highlight, &workbook)
        if try workbook.write(link: target, text: text, place, row: line, column: column, look) { return }
      }
      try workbook.write(text: value, place, row: line, column: column, style)
    case .integer(let integers):
      let value = integers.values[row]
      if SpreadsheetPrecision.keeps(value) {
        try workbook.write(number: Double(value), place, row: line, column: column, style)
      } else {
        try workbook.write(text: String(value), place, row: line, column: column, style)
      }
    case .number(let numbers):
      let value = numbers.values[row]
      if CellPolicy.fits(value) {
        try workbook.write(number: value, place, row: line, column: column, style)
      } else {
        try workbook.write(
          text: NumberFormatting.shortest(value), place, row: line, column: column, style)
      }
    case .boolean(let truths):
      try workbook.write(boolean: truths.values[row], place, row: line, column: column, style)
    case .date(let days):
      let day = Int(days.values[row])
      var words = OutputBuffer(capacity: 64)
      DateFormatting.append(days: day, to: &words)
      try write(CellPolicy.serial(days: day), or: words, line, column, style, to: workbook, place)
    case .datetime(let instants):
      let local = document.zone.local(instants.values[row])
      var words = OutputBuffer(capacity: 64)
      DateFormatting.append(wallClock: local, to: &words, between: UInt8(ascii: "T"), order: .iso)
      try write(CellPolicy.serial(wallClock: local), or: words, line, column, style, to: workbook, place)
    }
  }

  private func write(
    _ serial: Double?, or words: borrowing OutputBuffer, _ line: Int, _ column: Int,
    _ style: Workbook.Style, to workbook: borrowing Workbook, _ place: Workbook.Sheet
  ) throws {
    if let serial {
      try workbook.write(number: serial, place, row: line, column: column, style)
    } else {
      let text = String(decoding: words.copy(), as: UTF8.self)
      try workbook.write(text: text, place, row: line, column: column, style)
    }
  }
}
