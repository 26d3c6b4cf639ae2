internal import Tables

/// Small tables, and the widths of columns.
extension CoverSheetWriter {
  /// Screen readers find the header of a table that is one for Excel too.
  mutating func write(
    _ header: [String], _ rows: [[Value]], _ place: Workbook.Sheet, _ workbook: inout Workbook,
    _ names: inout SheetNames
  ) throws {
    let top = row
    let isNumeric = header.indices.map { column in
      rows.allSatisfy { column < $0.count && !CoverSheetWriter.isText($0[column]) }
        && !rows.isEmpty
    }
    var columns: [Workbook.TableColumn] = []
    for (column, text) in SheetNames.uniqueHeaders(header).enumerated() {
      var look = WorkbookLook.coverHeader
      if isNumeric[column] { look.horizontal = .right }
      columns.append(.init(header: text, headerStyle: try workbook.style(turned(look))))
      try workbook.write(text: text, place, row: row, column: column + 1, workbook.style(turned(look)))
    }
    setHeight(header.map { .text($0) }, letters: 15 / 16)
    row += 1
    for values in rows {
      for (column, value) in values.enumerated() {
        var wraps = false
        if case .text = value { wraps = true }
        try write(value, look: { WorkbookLook.coverCell($0, wraps: wraps) }, place, column + 1, &workbook)
      }
      setHeight(values)
      row += 1
    }
    if rows.isEmpty { return }
    try workbook.addTable(
      place, name: names.uniqueTable(sheet.name), rows: top...(row - 1), columns: columns, firstColumn: 1,
      isPlain: true)
  }

  /// - Parameter letters: the number of digits of the cells that fit in the width of one.
  private mutating func setHeight(_ values: [Value], letters: Double = 1) {
    var lines = 1
    for (column, value) in values.enumerated() where column < widths.count {
      if case .text(let text) = value {
        lines = max(lines, ContentLines.count(text, width: (widths[column] - 0.5) * letters))
      }
    }
    heights[row] = min(Double(lines) * 13 + 6, 409)
  }

  /// - Parameter look: the style with a number format.
  func write(
    _ value: Value, look: (String) -> CellStyle, _ place: Workbook.Sheet, _ column: Int,
    _ workbook: inout Workbook
  ) throws {
    let language = WrittenLanguage(document.language)
    var format = ""
    var number: Double?
    var text: String?
    switch value {
    case .text(let value): text = value
    case .null: break
    case .integer(let value):
      if SpreadsheetPrecision.keeps(value) { number = Double(value) } else { text = String(value) }
      format = NumberFormatText.whole
    case .number(let value):
      if CellPolicy.fits(value) { number = value } else { text = NumberFormatting.shortest(value) }
      format = try NumberFormatText.number(for: SheetValues(.number(PlainColumn([value]))))
    case .boolean(let value):
      return try workbook.write(
        boolean: value, place, row: row, column: column, workbook.style(turned(look(""))))
    case .date(let days):
      number = CellPolicy.serial(days: Int(days))
      if number == nil { text = CivilDate(days: Int(days)).iso }
      format = NumberFormatText.date(language)
    case .datetime(let instant):
      let local = document.zone.local(instant)
      number = CellPolicy.serial(wallClock: local)
      if number == nil {
        var iso = OutputBuffer(capacity: 64)
        DateFormatting.append(wallClock: local, to: &iso, between: UInt8(ascii: "T"), order: .iso)
        text = String(decoding: iso.copy(), as: UTF8.self)
      }
      format = NumberFormatText.datetime(language, withSeconds: instant % 60_000_000 != 0)
    }
    let style = try workbook.style(turned(look(format)))
    if let number {
      try workbook.write(number: number, place, row: row, column: column, style)
    } else if let text {
      try workbook.write(text: text, place, row: row, column: column, style)
    } else {
      try workbook.write(blank: place, row: row, column: column, style)
    }
  }

  private static func isText(_ value: Value) -> Bool {
    if case .text = value { true } else { false }
  }

  /// Four equal columns on a cover; otherwise as wide as the texts of tables and pairs need, up to the width of a
  /// page.
  static func widths(of blocks: [CoverSheet.Block]) -> [Double] {
    var wanted: [Int] = []
    func want(_ column: Int, _ length: Int) {
      while wanted.count <= column { wanted.append(10) }
      wanted[column] = max(wanted[column], min(length + 2, 48))
    }
    for block in blocks {
      switch block {
      case .overline, .title, .paragraph, .heading, .footnote, .link, .notice: break
      case .tiles, .lines:
        return Array(repeating: totalWidth / Double(columnCount), count: columnCount)
      case .pairs(let pairs): for pair in pairs { want(0, TextWidth.of(pair.label)) }
      case .table(let header, let rows):
        for (column, text) in header.enumerated() {
          // The header of numbers may take several lines.
          let isText = rows.contains { column < $0.count && CoverSheetWriter.isText($0[column]) }
          let words = isText ? [Substring(text)] : text.split(separator: " ")
          want(column, words.map { TextWidth.of($0) }.max() ?? 0)
        }
        for row in rows {
          for (column, value) in row.enumerated() { want(column, length(of: value)) }
        }
      }
    }
    var widths = wanted.map(Double.init)
    while widths.count < 2 { widths.append(24) }
    // The widest columns give way where that puts the sheet on one page in width.
    let room = PageLayout.widestPage
    while ([2] + widths).reduce(0, { $0 + PageLayout.points($1) }) > room, let most = widths.max(), most > 16
    {
      for column in widths.indices where widths[column] == most { widths[column] -= 1 }
    }
    let total = widths.reduce(0, +)
    // The last column takes the rest of the page, so that texts have the whole width.
    if total < totalWidth { widths[widths.count - 1] += totalWidth - total }
    return widths
  }

  private static func length(of value: Value) -> Int {
    switch value {
    case .null: 0
    case .text(let text): text.split(whereSeparator: \.isNewline).map { TextWidth.of($0) }.max() ?? 0
    case .integer(let value): String(value).count * 4 / 3
    case .number: 12
    case .boolean: 9
    case .date: 10
    case .datetime: 19
    }
  }
}
