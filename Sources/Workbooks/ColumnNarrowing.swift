internal import Tables

/// Columns of texts give way where that puts a table on one page in width: first those where the fewest cells take
/// another line.
struct ColumnNarrowing {
  let sheet: TableSheetDocument
  let cells: [CellColumn]

  /// Longer tables are looked up on screen rather than read on paper.
  private static let mostRows = 10_000
  /// In characters.
  private static let narrowest = 14

  /// How many cells have texts of each width, and the longest word of any.
  private struct Texts {
    var counts: [Int] = []
    var longestWord = 0

    init(_ texts: TextColumn) {
      let bytes = texts.bytes.span
      for row in 0..<texts.count {
        var (width, word) = (0, 0)
        let range = texts.range(at: row)
        var index = range.lowerBound
        while index < range.upperBound {
          let letter = TextWidth.letter(bytes, at: index)
          width += letter.width
          word = bytes[index] <= 0x20 ? 0 : word + letter.width
          longestWord = max(longestWord, word)
          index += letter.length
        }
        while counts.count <= width { counts.append(0) }
        counts[width] += 1
      }
    }

    /// The lines of all cells in a column of this width.
    func lines(_ width: Int) -> Int {
      let room = max(width - ColumnPlan.indent, 1)
      return counts.enumerated().reduce(0) { $0 + $1.element * max(1, ($1.offset + room - 1) / room) }
    }
  }

  /// The same plans if that is not enough.
  func narrowed(_ plans: [ColumnPlan]) -> [ColumnPlan] {
    var excess = plans.reduce(0) { $0 + PageLayout.points($1.width) } - PageLayout.widestPage
    guard excess > 0, sheet.table.rowCount <= ColumnNarrowing.mostRows else { return plans }
    let texts = plans.indices.map { index -> Texts? in
      guard plans[index].kind == .text, sheet.columns[index].width == nil, let texts = cells[index].texts
      else { return nil }
      return Texts(texts)
    }
    var narrowed = plans
    while excess > 0 {
      var best: (column: Int, lines: Int)?
      for (index, texts) in texts.enumerated() {
        guard let texts else { continue }
        let width = Int(narrowed[index].width)
        if width <= max(ColumnNarrowing.narrowest, texts.longestWord + ColumnPlan.indent) { continue }
        let lines = texts.lines(width - 1) - texts.lines(width)
        if best.map({ lines < $0.lines }) ?? true { best = (index, lines) }
      }
      guard let best else { return plans }
      let width = narrowed[best.column].width
      narrowed[best.column].width = (width - 1).rounded(.up)
      narrowed[best.column].look.wraps = true
      excess -= PageLayout.points(width) - PageLayout.points(narrowed[best.column].width)
    }
    return narrowed
  }
}
