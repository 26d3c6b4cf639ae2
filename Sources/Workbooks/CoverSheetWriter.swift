internal import Tables

/// Writes a cover, or the account of how a book was made.
///
///     A        B                C              D …
///     margin   title ───────────────────────────────
///              paragraph ───────────────────────────
///              label            value ──────────────
///              header           header         header
///
/// No cell is merged: a text runs on over the empty cells to its right, and a long one takes several rows.
struct CoverSheetWriter {
  let document: WorkbookDocument
  let sheet: CoverSheet
  /// Widths of the columns after the margin, in characters.
  let widths: [Double]
  var row = 1
  private var lastHeader: Int?
  /// The heights of rows that have their own, in points.
  var heights: [Int: Double] = [:]
  /// A heading with the first rows below it, which no page cuts.
  private var kept: [Range<Int>] = []

  /// As wide as an upright page.
  static let totalWidth = 100.0
  /// The height of a row of text, in points.
  static let lineHeight = 18.5

  init(document: WorkbookDocument, sheet: CoverSheet) {
    self.document = document
    self.sheet = sheet
    widths = CoverSheetWriter.widths(of: sheet.blocks)
  }

  /// Adds the empty sheet in its place among the others.
  func add(
    to workbook: inout Workbook, names: inout SheetNames
  ) throws -> (name: String, sheet: Workbook.Sheet) {
    let name = names.unique(sheet.name)
    return (name, try workbook.addSheet(named: name))
  }

  /// - Parameter sheetNames: of each sheet of the document, the first if it goes on in others.
  mutating func write(
    _ place: Workbook.Sheet, to workbook: inout Workbook, sheetNames: [String], names: inout SheetNames
  ) throws {
    workbook.setTabColor(place, WorkbookLook.coverTab)
    workbook.hideGridlines(place)
    if WrittenLanguage(document.language).isRightToLeft { workbook.setRightToLeft(place) }
    try workbook.setWidth(place, columns: 0...0, 2)
    for (index, width) in widths.enumerated() {
      try workbook.setWidth(place, columns: index + 1...index + 1, width)
    }
    for (index, block) in sheet.blocks.enumerated() {
      if index > 0, block.needsRoom(after: sheet.blocks[index - 1]) { row += 1 }
      if case .table = block { lastHeader = row }
      let start = row
      try write(block, place, &workbook, sheetNames, &names)
      keep(start, block)
    }
    for (row, height) in heights.sorted(by: { $0.key < $1.key }) {
      try workbook.setHeight(place, row: row, height)
    }
    try setPage(place, workbook)
  }

  private mutating func keep(_ start: Int, _ block: CoverSheet.Block) {
    if case .heading = block { return kept.append(start..<row) }
    guard let last = kept.last, last.upperBound >= start - 1, case .table = block else {
      if let last = kept.last, last.upperBound == start { kept[kept.count - 1] = last.lowerBound..<start + 1 }
      return
    }
    // The header, and the first row.
    kept[kept.count - 1] = last.lowerBound..<min(start + 2, row)
  }

  /// The rows before which a page ends, so that no heading stands alone at its foot.
  private func rowBreaks(room: Double) -> [Int] {
    var breaks: [Int] = []
    var used = 0.0
    var line = 0
    while line < row {
      let height = heights[line] ?? ChartPlacement.rowHeight
      if used + height > room {
        if let range = kept.first(where: { $0.contains(line) && $0.lowerBound > (breaks.last ?? 0) }) {
          breaks.append(range.lowerBound)
          line = range.lowerBound
        }
        used = 0
      }
      used += heights[line] ?? ChartPlacement.rowHeight
      line += 1
    }
    return breaks
  }

  private func setPage(_ place: Workbook.Sheet, _ workbook: borrowing Workbook) throws {
    var pages = PageLayout(
      columns: [2] + widths,
      isLandscape: widths.reduce(0, +) <= CoverSheetWriter.totalWidth ? false : nil)
    let height = (0..<row).reduce(0) { $0 + (heights[$1] ?? ChartPlacement.rowHeight) }
    // A few rows more than a page holds do not begin another one.
    let fitting = Int(pages.rowRoom / height * Double(pages.scale))
    if fitting >= PageLayout.smallestScale { pages.scale = min(pages.scale, fitting) }
    pages.rowBreaks = rowBreaks(room: pages.rowRoom)
    let text = PageText(document: document, scale: pages.scale)
    // The header of the last table is repeated on the pages after it.
    var header: Int?
    if case .table? = sheet.blocks.last { header = lastHeader }
    try workbook.setPage(
      place, pages, header: "", footer: text.footer, repeatedRows: header.map { $0...$0 })
  }

  private mutating func write(
    _ block: CoverSheet.Block, _ place: Workbook.Sheet, _ workbook: inout Workbook,
    _ sheetNames: [String], _ names: inout SheetNames
  ) throws {
    switch block {
    case .overline(let text):
      try wide(text, WorkbookLook.overline, lineHeight: 17, letters: 1, place, &workbook)
    case .title(let text):
      try wide(text, WorkbookLook.title, lineHeight: 30, letters: 0.52, place, &workbook)
    case .paragraph(let text):
      try wide(text, WorkbookLook.paragraph, lineHeight: 17, letters: 1, place, &workbook)
    case .heading(let text):
      try wide(text, WorkbookLook.heading, lineHeight: 24, letters: 0.78, place, &workbook)
    case .tiles(let tiles):
      for start in stride(from: 0, to: tiles.count, by: CoverSheetWriter.columnCount) {
        try write(tiles[start..<min(start + CoverSheetWriter.columnCount, tiles.count)], place, &workbook)
      }
    case .lines(let lines):
      for line in lines { try write(line, place, &workbook, sheetNames) }
    case .pairs(let pairs):
      for pair in pairs { try write(pair, place, &workbook) }
    case .table(let header, let rows):
      try write(header, rows, place, &workbook, &names)
    case .footnote(let text):
      try wide(text, WorkbookLook.footnote, lineHeight: 17, letters: 1, place, &workbook)
    case .link(let text, let address):
      try wide(
        text, WorkbookLook.address, lineHeight: 17, letters: 1, leadingTo: LinkTarget.target(of: address),
        place, &workbook)
    case .notice(let text):
      try wide(text, WorkbookLook.notice, lineHeight: 17, letters: 0.94, place, &workbook)
    }
  }

  /// The look with left and right exchanged on a sheet that is read from right to left.
  func turned(_ look: CellStyle) -> CellStyle {
    guard WrittenLanguage(document.language).isRightToLeft else { return look }
    var look = look
    look.horizontal = look.horizontal == .right ? .left : .right
    return look
  }

  // MARK: Texts

  /// A text over the whole width; `letters` is the number of its digits that fit in the width of one digit of a cell.
  private mutating func wide(
    _ text: String, _ look: CellStyle, lineHeight: Double, letters: Double, leadingTo target: String? = nil,
    _ place: Workbook.Sheet, _ workbook: inout Workbook
  ) throws {
    // Wide tables do not make lines longer than people can read.
    var width = min(widths.reduce(0, +), CoverSheetWriter.totalWidth * 1.4) * letters
    if sheet.logo != nil, row < CoverSheetWriter.logoRows { width -= CoverSheetWriter.logoWidth * letters }
    for line in ContentLines.broken(text, width: width) {
      heights[row] = lineHeight
      let style = try workbook.style(turned(look))
      var isLink = false
      if let target {
        isLink = try workbook.write(
          link: target, text: Workbook.encoded(line), place, row: row, column: 1, style)
      }
      if !isLink { try workbook.write(text: line, place, row: row, column: 1, style) }
      row += 1
    }
  }

  private mutating func write(
    _ pair: (label: String, value: String), _ place: Workbook.Sheet, _ workbook: inout Workbook
  ) throws {
    let room = min(widths.dropFirst().reduce(0, +), CoverSheetWriter.totalWidth)
    let labels = ContentLines.broken(pair.label, width: widths[0] * 0.94)
    let values = ContentLines.broken(pair.value, width: room)
    for index in 0..<max(labels.count, values.count) {
      heights[row] = CoverSheetWriter.lineHeight
      if index < labels.count {
        let style = try workbook.style(turned(WorkbookLook.pairLabel))
        try workbook.write(text: labels[index], place, row: row, column: 1, style)
      }
      if index < values.count {
        let style = try workbook.style(turned(WorkbookLook.pairValue))
        try workbook.write(text: values[index], place, row: row, column: 2, style)
      }
      row += 1
    }
  }

  // MARK: Tiles and lines

  static let columnCount = 4

  private mutating func write(
    _ tiles: ArraySlice<CoverSheet.Tile>, _ place: Workbook.Sheet, _ workbook: inout Workbook
  ) throws {
    let tiles = Array(tiles)
    func height(_ text: (CoverSheet.Tile) -> String, _ letters: Double) -> Double {
      let lines =
        tiles.enumerated().map { ContentLines.count(text($1), width: (widths[$0] - 2) * letters) }.max() ?? 1
      return Double(lines) * 15.5 + 3
    }
    heights[row] = 36
    heights[row + 1] = height(\.caption, 15 / 16)
    let hasChanges = tiles.contains { !$0.change.isEmpty }
    if hasChanges { heights[row + 2] = height(\.change, 1) }
    for column in 1...CoverSheetWriter.columnCount {
      let tile = column <= tiles.count ? tiles[column - 1] : nil
      try write(tile?.value ?? .null, look: { WorkbookLook.tile($0) }, place, column, &workbook)
      let caption = try workbook.style(turned(WorkbookLook.tileCaption))
      let change = try workbook.style(turned(WorkbookLook.tileChange))
      try workbook.write(text: tile?.caption ?? "", place, row: row + 1, column: column, caption)
      if hasChanges {
        try workbook.write(text: tile?.change ?? "", place, row: row + 2, column: column, change)
      }
    }
    row += hasChanges ? 3 : 2
  }

  private mutating func write(
    _ line: CoverSheet.Line, _ place: Workbook.Sheet, _ workbook: inout Workbook, _ sheetNames: [String]
  ) throws {
    let sign =
      switch line.mark {
      case .none: ""
      case .attention: "⚠ "
      case .done: "✓ "
      }
    let first = pieces(of: line.first, sign, width: widths[0])
    let detail = ContentLines.broken(line.detail, width: widths[1] + widths[2])
    let last = pieces(of: line.last, "", width: widths[3])
    let count = max(first.count, detail.count, last.count)
    for index in 0..<count {
      heights[row] = CoverSheetWriter.lineHeight
      let isLast = index == count - 1
      func put(_ text: String?, _ entry: CoverSheet.Line.Entry?, column: Int) throws {
        var target: String?
        if case .link(_, let sheet)? = entry, text != nil { target = sheetNames[sheet] }
        let style = try workbook.style(
          turned(WorkbookLook.line(line.mark, isLink: target != nil, isLast: isLast)))
        if let text, let target {
          let link = "internal:\(SheetReference.text(target))!A1"
          if try workbook.write(
            link: link, text: Workbook.encoded(text), place, row: row, column: column, style)
          {
            return
          }
        }
        if let text, !text.isEmpty {
          try workbook.write(text: text, place, row: row, column: column, style)
        } else {
          try workbook.write(blank: place, row: row, column: column, style)
        }
      }
      try put(index < first.count ? first[index] : nil, line.first, column: 1)
      try put(index < detail.count ? detail[index] : nil, nil, column: 2)
      try put(nil, nil, column: 3)
      try put(index < last.count ? last[index] : nil, line.last, column: 4)
      row += 1
    }
  }

  // MARK: Logo

  /// Rows at the top whose texts leave room for the logo, and that room in characters.
  private static let logoRows = 4
  private static let logoWidth = 24.0

  /// Call this after ``write(_:to:sheetNames:)``.
  func writeLogo(_ place: Workbook.Sheet, to workbook: inout Workbook, _ notices: inout NoticeLog) throws {
    guard let logo = sheet.logo else { return }
    // A column of this many characters has this many pixels.
    let room = Int(widths[widths.count - 1] * 7 + 5)
    let isShown =
      try LogoImage.isReadable(logo)
      && workbook.insert(
        image: logo, named: "Logo", place, row: 1, column: widths.count, room: room, box: (160, 64))
    if !isShown {
      notices.add("logo left out, because it is neither a PNG nor a JPEG image", sheet: sheet.name)
    }
  }

  private func pieces(of entry: CoverSheet.Line.Entry, _ sign: String, width: Double) -> [String] {
    switch entry {
    case .text(let text): text.isEmpty ? [] : ContentLines.broken(sign + text, width: width)
    case .link(let text, _): ContentLines.broken(sign + text, width: width)
    }
  }
}

extension CoverSheet.Block {
  /// Whether an empty row stands before the block.
  fileprivate func needsRoom(after other: CoverSheet.Block) -> Bool {
    switch (other, self) {
    case (_, .heading), (_, .tiles), (.paragraph, .paragraph): true
    case (.footnote, .footnote), (.footnote, .notice), (.notice, .notice): false
    case (.paragraph, .link), (.link, .link), (.footnote, .link), (.link, .notice), (.link, .footnote): false
    case (_, .footnote), (_, .notice), (_, .link): true
    default: false
    }
  }
}
