internal import Tables

/// Writes a sheet of headings, texts, pairs and small tables, made for reading rather than calculating.
///
///     A        B                C              D …
///     margin   title ───────────────────────────────
///              paragraph ───────────────────────────
///              label            value ──────────────
///              header           header         header
struct CoverSheetWriter {
  private let document: WorkbookDocument
  private let sheet: CoverSheet
  /// Widths of the columns after the margin, in characters.
  private let widths: [Double]
  private var row = 0

  private static let totalWidth = 96.0

  init(document: WorkbookDocument, sheet: CoverSheet) {
    self.document = document
    self.sheet = sheet
    widths = CoverSheetWriter.widths(of: sheet.blocks)
  }

  mutating func write(
    to workbook: inout Workbook, names: inout SheetNames, notices: inout NoticeLog
  ) throws -> (name: String, sheet: Workbook.Sheet) {
    let name = names.unique(sheet.name)
    let place = try workbook.addSheet(named: name)
    workbook.setTabColor(place, WorkbookLook.coverTab)
    workbook.hideGridlines(place)
    try workbook.setPage(
      place, isLandscape: false, header: "", footer: PageText.footer, repeatedRows: nil)
    try workbook.setWidth(place, columns: 0...0, 2)
    for (index, width) in widths.enumerated() {
      try workbook.setWidth(place, columns: index + 1...index + 1, width)
    }
    row = 1
    for (index, block) in sheet.blocks.enumerated() {
      try write(block, isFirst: index == 0, place, &workbook)
    }
    return (name, place)
  }

  private mutating func write(
    _ block: CoverSheet.Block, isFirst: Bool, _ place: Workbook.Sheet, _ workbook: inout Workbook
  ) throws {
    switch block {
    case .title(let text):
      try wide(text, WorkbookLook.title, lineHeight: 28, letters: 0.5, place, &workbook)
      row += 1
    case .paragraph(let text):
      try wide(text, WorkbookLook.paragraph, lineHeight: 15.5, letters: 0.95, place, &workbook)
      row += 1
    case .heading(let text):
      if !isFirst { row += 1 }
      try wide(text, WorkbookLook.heading, lineHeight: 21, letters: 0.8, place, &workbook)
    case .pairs(let pairs):
      for pair in pairs { try write(pair, place, &workbook) }
      row += 1
    case .table(let header, let rows):
      try write(header, rows, place, &workbook)
      row += 1
    }
  }

  /// A text over the whole width; `letters` is the number of letters that fit in the width of one character.
  private mutating func wide(
    _ text: String, _ look: CellStyle, lineHeight: Double, letters: Double, _ place: Workbook.Sheet,
    _ workbook: inout Workbook
  ) throws {
    let width = widths.reduce(0, +) * letters
    try workbook.setHeight(place, row: row, Double(ContentLines.count(text, width: width)) * lineHeight + 3)
    try workbook.merge(
      place, rows: row...row, columns: 1...widths.count, text: text, workbook.style(look))
    row += 1
  }

  private mutating func write(
    _ pair: (label: String, value: String), _ place: Workbook.Sheet, _ workbook: inout Workbook
  ) throws {
    let lines = max(
      ContentLines.count(pair.label, width: widths[0]),
      ContentLines.count(pair.value, width: widths.dropFirst().reduce(0, +) * 0.95))
    try workbook.setHeight(place, row: row, Double(lines) * 15 + 3)
    try workbook.write(text: pair.label, place, row: row, column: 1, workbook.style(WorkbookLook.pairLabel))
    try workbook.merge(
      place, rows: row...row, columns: 2...max(2, widths.count), text: pair.value,
      workbook.style(WorkbookLook.pairValue))
    row += 1
  }

  // MARK: Tables

  private mutating func write(
    _ header: [String], _ rows: [[Value]], _ place: Workbook.Sheet, _ workbook: inout Workbook
  ) throws {
    let isNumeric = header.indices.map { column in
      rows.allSatisfy { column < $0.count && !CoverSheetWriter.isText($0[column]) }
        && rows.contains { $0[column] != .null }
    }
    for (column, text) in header.enumerated() {
      var look = WorkbookLook.coverHeader
      if isNumeric[column] { look.horizontal = .right }
      try workbook.write(text: text, place, row: row, column: column + 1, workbook.style(look))
    }
    try setHeight(header.map { .text($0) }, place, workbook)
    row += 1
    for values in rows {
      for (column, value) in values.enumerated() {
        try write(value, place, column + 1, &workbook)
      }
      try setHeight(values, place, workbook)
      row += 1
    }
  }

  private func setHeight(
    _ values: [Value], _ place: Workbook.Sheet, _ workbook: borrowing Workbook
  ) throws {
    var lines = 1
    for (column, value) in values.enumerated() where column < widths.count {
      if case .text(let text) = value {
        lines = max(lines, ContentLines.count(text, width: widths[column]))
      }
    }
    try workbook.setHeight(place, row: row, Double(lines) * 15 + 3)
  }

  private func write(
    _ value: Value, _ place: Workbook.Sheet, _ column: Int, _ workbook: inout Workbook
  ) throws {
    let language = WrittenLanguage(document.language)
    let style: Workbook.Style
    var number: Double?
    var text: String?
    switch value {
    case .text(let value):
      text = value
      style = try workbook.style(WorkbookLook.coverCell("", wraps: true))
    case .null:
      style = try workbook.style(WorkbookLook.coverCell("", wraps: false))
    case .integer(let value):
      if SpreadsheetPrecision.keeps(value) { number = Double(value) } else { text = String(value) }
      style = try workbook.style(WorkbookLook.coverCell(NumberFormatText.whole, wraps: false))
    case .number(let value):
      if CellPolicy.fits(value) { number = value } else { text = NumberFormatting.shortest(value) }
      let format = NumberFormatText.number(for: PlainColumn([value]))
      style = try workbook.style(WorkbookLook.coverCell(format, wraps: false))
    case .boolean(let value):
      style = try workbook.style(WorkbookLook.coverCell("", wraps: false))
      return try workbook.write(boolean: value, place, row: row, column: column, style)
    case .date(let days):
      number = CellPolicy.serial(days: Int(days))
      if number == nil { text = CivilDate(days: Int(days)).iso }
      style = try workbook.style(WorkbookLook.coverCell(NumberFormatText.date(language), wraps: false))
    case .datetime(let instant):
      let local = document.zone.local(instant)
      number = CellPolicy.serial(wallClock: local)
      if number == nil {
        var iso = OutputBuffer(capacity: 64)
        DateFormatting.append(wallClock: local, to: &iso, between: UInt8(ascii: "T"), order: .iso)
        text = String(decoding: iso.copy(), as: UTF8.self)
      }
      let format = NumberFormatText.datetime(language, withSeconds: instant % 60_000_000 != 0)
      style = try workbook.style(WorkbookLook.coverCell(format, wraps: false))
    }
    if let number {
      try workbook.write(number: number, place, row: row, column: column, style)
    } else if let text {
      try workbook.write(text: text, place, row: row, column: column, style)
    } else {
      try workbook.write(blank: place, row: row, column: column, style)
    }
  }

  // MARK: Widths

  private static func isText(_ value: Value) -> Bool {
    if case .text = value { true } else { false }
  }

  /// As wide as the texts of tables and pairs need, up to the width of a page.
  private static func widths(of blocks: [CoverSheet.Block]) -> [Double] {
    var wanted: [Int] = [24, 24]
    func want(_ column: Int, _ length: Int) {
      while wanted.count <= column { wanted.append(10) }
      wanted[column] = max(wanted[column], min(length + 3, 48))
    }
    for block in blocks {
      switch block {
      case .title, .paragraph, .heading: break
      case .pairs(let pairs): for pair in pairs { want(0, pair.label.unicodeScalars.count) }
      case .table(let header, let rows):
        for (column, text) in header.enumerated() { want(column, text.unicodeScalars.count) }
        for row in rows {
          for (column, value) in row.enumerated() { want(column, length(of: value)) }
        }
      }
    }
    var widths = wanted.map(Double.init)
    let total = widths.reduce(0, +)
    // The last column takes the rest of the page, so that texts have the whole width.
    if total < totalWidth { widths[widths.count - 1] += totalWidth - total }
    return widths
  }

  private static func length(of value: Value) -> Int {
    switch value {
    case .null: 0
    case .text(let text): text.split(separator: "\n").map { $0.unicodeScalars.count }.max() ?? 0
    case .integer(let value): String(value).count * 4 / 3
    case .number: 12
    case .boolean: 9
    case .date: 10
    case .datetime: 19
    }
  }
}
