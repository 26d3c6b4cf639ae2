internal import Tables

/// The drop-down lists of a workbook. Short lists stand in the rule of their cells; the others in columns of a
/// hidden sheet, each list once.
struct ChoiceLists {
  private struct Use {
    var sheet: Workbook.Sheet
    var rows: ClosedRange<Int>
    var column: Int
    /// The text of each value if the list stands in the rule itself.
    var short: [String]?
    /// Its number among ``lists``.
    var list: Int
  }

  private struct List {
    var values: [Value]
    var header: String
    var look: CellStyle
  }

  private var uses: [Use] = []
  private var lists: [List] = []

  /// The room that a rule has for a list, in bytes; the library counts them before it checks the length.
  private static let ruleBytes = 255

  mutating func add(
    _ choices: Column, _ plan: ColumnPlan, _ sheet: Workbook.Sheet, rows: ClosedRange<Int>, column: Int
  ) {
    let values = (0..<choices.count).map { choices.value(at: $0) }.filter { $0 != .null }
    if values.isEmpty { return }
    var use = Use(sheet: sheet, rows: rows, column: column, short: ChoiceLists.short(values), list: 0)
    if use.short == nil {
      let known = lists.firstIndex { $0.values == values && $0.look.numberFormat == plan.look.numberFormat }
      use.list = known ?? lists.count
      if known == nil {
        lists.append(
          List(values: values, header: plan.header, look: CellStyle(numberFormat: plan.look.numberFormat)))
      }
    }
    uses.append(use)
  }

  /// The texts of a list that fits into the rule and that programs do not take for something else: they read
  /// what is chosen from a rule as if it was typed, so `1-2` would become a date.
  private static func short(_ values: [Value]) -> [String]? {
    var texts: [String] = []
    for value in values {
      switch value {
      case .integer(let number): texts.append(String(number))
      case .text(let text) where text.allSatisfy({ $0.isLetter || " -'.()/".contains($0) }):
        guard let first = text.first, first.isLetter, text.last != " ", !isTruth(text) else { return nil }
        texts.append(text)
      default: return nil
      }
    }
    return texts.reduce(0) { $0 + $1.utf8.count + 1 } <= ruleBytes ? texts : nil
  }

  private static func isTruth(_ text: String) -> Bool {
    ["en", "es", "pt", "fr"].contains { language in
      let truth = WrittenLanguage(language).truth
      return ["\(truth.true)", "\(truth.false)"].contains(text.uppercased())
    }
  }

  /// Writes the hidden sheet, if there is one, and the rules of all cells.
  func write(
    to workbook: inout Workbook, names: inout SheetNames, words: WriterWords, zone: Zone
  ) throws {
    var reference = ""
    if !lists.isEmpty {
      let name = names.unique(words.lists)
      reference = SheetReference.text(name)
      let sheet = try workbook.addSheet(named: name)
      workbook.hide(sheet)
      for (column, list) in lists.enumerated() {
        try write(list, to: &workbook, sheet, column: column, zone: zone)
      }
    }
    for use in uses {
      var source = Workbook.ChoiceSource.formula("")
      if let short = use.short {
        source = .texts(short)
      } else {
        let letters = CellPolicy.columnName(use.list)
        let last = min(lists[use.list].values.count, CellPolicy.rowLimit) + 1
        source = .formula("=\(reference)!$\(letters)$2:$\(letters)$\(last)")
      }
      try workbook.allow(
        source, use.sheet, rows: use.rows, column: use.column, remark: words.notInList)
    }
  }

  private func write(
    _ list: List, to workbook: inout Workbook, _ sheet: Workbook.Sheet, column: Int, zone: Zone
  ) throws {
    try workbook.write(text: list.header, sheet, row: 0, column: column, nil)
    let style = try workbook.style(list.look)
    for (row, value) in list.values.prefix(CellPolicy.rowLimit).enumerated() {
      func put(_ number: Double?) throws {
        if let number {
          try workbook.write(number: number, sheet, row: row + 1, column: column, style)
        } else {
          try workbook.write(text: value.text(in: zone), sheet, row: row + 1, column: column, style)
        }
      }
      switch value {
      case .null: break
      case .text(let text): try workbook.write(text: text, sheet, row: row + 1, column: column, style)
      case .boolean(let flag):
        try workbook.write(boolean: flag, sheet, row: row + 1, column: column, style)
      case .integer(let number): try put(SpreadsheetPrecision.keeps(number) ? Double(number) : nil)
      case .number(let number): try put(CellPolicy.fits(number) ? number : nil)
      case .date(let days): try put(CellPolicy.serial(days: Int(days)))
      case .datetime(let instant): try put(CellPolicy.serial(wallClock: zone.local(instant)))
      }
    }
  }
}
