internal import Tables

/// Columns of texts give way where that saves paper: on fewer pages side by side, as long as the rows do not grow by more
/// than that. First those where the fewest cells take another line.
struct ColumnNarrowing {
  let sheet: TableSheetDocument
  let cells: [CellColumn]

  /// Longer tables are looked up on screen rather than read on paper.
  static let mostRows = 10_000
  /// In characters.
  private static let narrowest = 14
  /// Rows are easier to follow on one page: more pages side by side must save as much paper.
  private static let weightOfBreaks = 1.2

  /// The widths of a column's texts.
  private struct Texts {
    /// By row, in tenths of a digit.
    var widths: [Int32] = []
    /// How many have each width, in digits.
    var counts: [Int] = []
    var longestWord = 0

    init(_ texts: TextColumn) {
      let bytes = texts.bytes.span
      widths.reserveCapacity(texts.count)
      var longest = 0
      for row in 0..<texts.count {
        var (width, word) = (0, 0)
        let range = texts.range(at: row)
        var index = range.lowerBound
        while index < range.upperBound {
          let letter = TextWidth.letter(bytes, at: index)
          width += letter.tenths
          word = bytes[index] <= 0x20 ? 0 : word + letter.tenths
          longest = max(longest, word)
          index += letter.length
        }
        widths.append(Int32(clamping: width))
        let digits = min((width + 9) / 10, ColumnNarrowing.mostDigits)
        while counts.count <= digits { counts.append(0) }
        counts[digits] += 1
      }
      longestWord = (longest + 9) / 10
    }

    /// The lines of all cells in a column of this width.
    func lines(_ width: Int) -> Int {
      let room = ColumnNarrowing.room(width) / 10
      return counts.enumerated().reduce(0) { $0 + $1.element * max(1, ($1.offset + room - 1) / room) }
    }
  }

  /// The longest text that a cell holds.
  private static let mostDigits = 32_767

  /// In tenths of a digit.
  private static func room(_ width: Int) -> Int { ContentLines.limit(Double(width - ColumnPlan.indent)) }

  /// More pages side by side are for looking things up; so are tables of more columns.
  private static let mostPages = 3
  private static let mostColumns = 60

  /// The same plans if that saves nothing.
  func narrowed(_ plans: [ColumnPlan]) -> [ColumnPlan] {
    let pages = self.pages(plans)
    guard
      pages > 1, sheet.rowCount <= ColumnNarrowing.mostRows,
      plans.count <= ColumnNarrowing.mostColumns
    else { return plans }
    let texts = plans.indices.map { index -> Texts? in
      guard plans[index].kind == .text, sheet.columns[index].width == nil, let texts = cells[index].texts
      else { return nil }
      return Texts(texts)
    }
    var best = (plans: plans, paper: paper(plans, texts, pages: pages))
    for pages in (1...min(pages - 1, ColumnNarrowing.mostPages)).reversed() {
      guard let plans = narrowed(plans, texts, to: pages) else { break }
      let paper = paper(plans, texts, pages: pages)
      if paper <= best.paper { best = (plans, paper) }
    }
    return best.plans
  }

  /// Side by side.
  private func pages(_ plans: [ColumnPlan]) -> Int {
    let widths = zip(plans, sheet.columns).map { $1.options.isHidden ? 0 : $0.width }
    return PageLayout(columns: widths, isLandscape: sheet.isLandscape).columnBreaks.count + 1
  }

  /// Pages side by side, times the lines of all rows.
  private func paper(_ plans: [ColumnPlan], _ texts: [Texts?], pages: Int) -> Double {
    var lines = [Int32](repeating: 1, count: sheet.table.rowCount)
    for (index, texts) in texts.enumerated() {
      guard let texts, plans[index].wraps else { continue }
      let room = Int32(ColumnNarrowing.room(Int(plans[index].width)))
      for row in lines.indices { lines[row] = max(lines[row], (texts.widths[row] + room - 1) / room) }
    }
    let height = lines.reduce(0.0) { $0 + Double(min($1, 31)) }
    return height * Double(pages) * (pages > 1 ? ColumnNarrowing.weightOfBreaks : 1)
  }

  /// Nil if the columns cannot be that narrow.
  private func narrowed(_ plans: [ColumnPlan], _ texts: [Texts?], to pages: Int) -> [ColumnPlan]? {
    var narrowed = plans
    let least = plans.indices.map { index -> Int in
      guard let texts = texts[index] else { return Int(plans[index].least.rounded(.up)) }
      let word = min(ContentWidth.longestWord(of: plans[index].header), ColumnNarrowing.narrowest)
      return max(
        ColumnNarrowing.narrowest, texts.longestWord + ColumnPlan.indent, word + ContentWidth.headerRoom)
    }
    while self.pages(narrowed) > pages {
      var best: (column: Int, lines: Int)?
      for (index, texts) in texts.enumerated() {
        let width = Int(narrowed[index].width)
        if width <= least[index] || sheet.columns[index].width != nil || sheet.columns[index].options.isHidden
        {
          continue
        }
        // Headers of numbers take another line; where a text does, counts.
        let lines = texts.map { $0.lines(width - 1) - $0.lines(width) } ?? 0
        if best.map({ lines < $0.lines }) ?? true { best = (index, lines) }
      }
      guard let best else { return nil }
      narrowed[best.column].width = (narrowed[best.column].width - 1).rounded(.up)
      if let texts = texts[best.column],
        texts.counts.count * 10 > ColumnNarrowing.room(Int(narrowed[best.column].width))
      {
        narrowed[best.column].look.wraps = true
      }
    }
    return narrowed
  }
}
