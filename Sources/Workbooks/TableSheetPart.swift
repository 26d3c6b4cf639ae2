internal import Tables

/// One sheet with a table, or with a part of a long table.
///
///     row 1        header, kept in sight
///     rows 2 …     data; one empty row when there is none, because a table must have one
///     last row     totals, if any
struct TableSheetPart {
  let document: WorkbookDocument
  let sheet: TableSheetDocument
  let name: String
  /// Rows of the table.
  let rows: Range<Int>
  let plans: [ColumnPlan]
  let cells: [CellColumn]
  /// By row of the table: the index of its highlight plus one, or 0; empty if no row is highlighted.
  let highlights: [UInt8]
  let place: Workbook.Sheet
  var hasTotals = false
  var hasCharts = false

  private var dataRows: Int { max(rows.count, 1) }

  /// Writes everything but the data rows, and returns those as a ``SheetBody``.
  func write(
    to workbook: inout Workbook, names: inout SheetNames, firstTexts: [Int], notices: inout NoticeLog
  ) throws -> SheetBody {
    try setPage(&workbook)
    var body = try body(to: &workbook, firstTexts: firstTexts, notices: &notices)
    let tableName = names.uniqueTable(name)
    let totals = hasTotals ? totals(&notices) : [:]
    try writeTable(tableName, totals: totals, to: &workbook)
    body.hasTotals = !totals.isEmpty
    let texts = plans.indices.filter { plans[$0].kind == .text }
    if !texts.isEmpty, rows.count > 0 {
      let ranges = texts.map { "\(CellPolicy.name(1, $0)):\(CellPolicy.name(rows.count, $0))" }
      // The library has room for 2,079 bytes of ranges; a table too wide for that keeps its green corners.
      if ranges.joined(separator: " ").utf8.count < 2000 {
        try workbook.acceptNumbersAsText(place, ranges: ranges)
      }
    }
    if hasCharts, !sheet.charts.isEmpty {
      try ChartPlacement(part: self, totalRows: totals.isEmpty ? 0 : 1).write(
        to: &workbook, notices: &notices)
    }
    return body
  }

  // MARK: Table and totals

  private func writeTable(
    _ tableName: String, totals: [Int: (TableSheetDocument.Total, Double?)], to workbook: inout Workbook
  ) throws {
    let last = dataRows + (totals.isEmpty ? 0 : 1)
    let words = WriterWords(WrittenLanguage(document.language))
    var columns = plans.map { Workbook.TableColumn(header: $0.header) }
    for (index, (total, value)) in totals {
      if let value { columns[index].total = .function(total, value) }
    }
    let label = words.label(for: totals.sorted { $0.key < $1.key }.map(\.value.0))
    if !totals.isEmpty, totals[0] == nil { columns[0].total = .text(label) }
    for index in plans.indices {
      columns[index].headerStyle = try workbook.style(plans[index].headerLook)
    }
    // The table comes first: it writes the totals without a style, and the code below writes them again.
    try workbook.addTable(
      place, name: tableName, rows: 0...last, columns: columns)
    guard !totals.isEmpty else { return }
    for index in plans.indices {
      var look = WorkbookLook.total(plans[index].look)
      if totals[index]?.0 == .count { look.numberFormat = NumberFormatText.whole }
      let style = try workbook.style(look)
      switch columns[index].total {
      case .text(let text)?: try workbook.write(text: text, place, row: last, column: index, style)
      case .function(let total, let value)?:
        let column = TableSheetPart.escaped(plans[index].header)
        try workbook.write(
          formula: "=SUBTOTAL(\(total.subtotal),\(tableName)[\(column)])", value: value, place,
          row: last, column: index, style)
      case nil: try workbook.write(blank: place, row: last, column: index, style)
      }
    }
  }

  /// By column; nil for a column without a total.
  private func totals(_ notices: inout NoticeLog) -> [Int: (TableSheetDocument.Total, Double?)] {
    var totals: [Int: (TableSheetDocument.Total, Double?)] = [:]
    for (index, column) in sheet.columns.enumerated() {
      guard let total = column.total else { continue }
      switch ColumnTotal.value(of: sheet.table.columns[index], total, zone: document.zone) {
      case .value(let value): totals[index] = (total, value)
      case .none: totals[index] = (total, nil)
      case .impossible(let why): notices.add(why, sheet: name, column: plans[index].header)
      }
    }
    return totals
  }

  /// A column's name inside the brackets of a formula.
  static func escaped(_ header: String) -> String {
    var result = ""
    for character in header {
      if "[]#'@".contains(character) { result.append("'") }
      result.append(character)
    }
    return result
  }

  // MARK: Page

  private func setPage(_ workbook: inout Workbook) throws {
    workbook.setTabColor(place, WorkbookLook.tableTab)
    if WrittenLanguage(document.language).isRightToLeft { workbook.setRightToLeft(place) }
    workbook.freeze(place, aboveRow: 1)
    for (index, plan) in plans.enumerated() {
      try workbook.setWidth(
        place, columns: index...index, plan.width, isHidden: sheet.columns[index].options.isHidden)
    }
    let lines = plans.map { plan in
      ContentLines.count(plan.header, width: plan.width - 6)
    }
    try workbook.setHeight(place, row: 0, Double(lines.max() ?? 1) * 15 + 6)
    let width = plans.reduce(0) { $0 + $1.width }
    try workbook.setPage(
      place, isLandscape: width > 95 || !sheet.charts.isEmpty, header: PageText.header(document.title),
      footer: PageText.footer, repeatedRows: 0...0)
  }
}

/// The number of lines that a text takes in a cell of a given width, broken between words.
enum ContentLines {
  /// The text in lines of at most `width` letters, broken between words.
  static func broken(_ text: String, width: Double) -> [String] {
    let limit = max(Int(width), 1)
    var lines: [String] = []
    for paragraph in text.split(separator: "\n", omittingEmptySubsequences: false) {
      var line = ""
      for word in paragraph.split(separator: " ") {
        if !line.isEmpty, line.unicodeScalars.count + 1 + word.unicodeScalars.count > limit {
          lines.append(line)
          line = ""
        }
        line += (line.isEmpty ? "" : " ") + word
      }
      lines.append(line)
    }
    return lines
  }

  static func count(_ text: String, width: Double) -> Int {
    let limit = max(Int(width), 1)
    var lines = 0
    for paragraph in text.split(separator: "\n", omittingEmptySubsequences: false) {
      lines += 1
      var length = 0
      for word in paragraph.split(separator: " ") {
        let letters = word.unicodeScalars.count
        if length > 0, length + 1 + letters > limit {
          lines += 1
          length = 0
        }
        length += letters + (length > 0 ? 1 : 0)
        // A word longer than a line can be broken anywhere.
        while length > limit {
          lines += 1
          length -= limit
        }
      }
    }
    return lines
  }
}

/// The header and footer of every page, in Excel's codes.
enum PageText {
  /// The title on the left, the sheet's name on the right.
  static func header(_ title: String) -> String {
    let text = CellPolicy.label(title, limit: 100).replacing("&", with: "&&")
    // A digit right after a code would be read as a font size.
    return "&L&8 \(text)&R&8 &A"
  }

  static let footer = "&R&8 &P / &N"
}
