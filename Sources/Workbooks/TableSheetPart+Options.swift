internal import Tables

/// The options of columns beside their values: notes, drop-down lists, protection.
extension TableSheetPart {
  /// Call this after the table has been written, so that its header is there.
  func writeOptions(to workbook: inout Workbook, lists: inout ChoiceLists) throws {
    let words = document.words
    let options = sheet.columns.map(\.options)
    let first = options.firstIndex { !$0.isHidden }
    for (column, option) in options.enumerated() {
      var notes: [String] = []
      if column == first { notes.append(sheet.intro) }
      notes.append(option.note)
      if option.isEditable { notes.append(words.editable) }
      let note = notes.filter { !$0.isEmpty }.joined(separator: "\n\n")
      if !note.isEmpty { try workbook.setNote(note, place, row: top, column: column) }
      if rows.isEmpty { continue }
      if let show = option.show {
        try workbook.show(
          show, place, rows: dataRange, column: column, isPositive: isPositive(column))
      }
      if option.isMixed { try workbook.showWholeNumbers(place, rows: dataRange, column: column) }
      if let choices = option.choices {
        lists.add(choices, plans[column], place, rows: dataRange, column: column)
      } else if option.isEditable, let rule = rule(of: column, words) {
        try workbook.allow(rule.values, place, rows: dataRange, column: column, remark: rule.remark)
      }
    }
    if options.contains(where: \.isEditable) { workbook.protect(place) }
  }

  /// The rows of the sheet with data, of which there are some.
  private var dataRange: ClosedRange<Int> { top + 1...top + rows.count }

  /// Whether no number of the column is below zero.
  private func isPositive(_ column: Int) throws -> Bool {
    var clock = WallClock(document.zone)
    guard let stored else { return rows.allSatisfy { (cells[column].number($0, &clock) ?? 0) >= 0 } }
    return try stored.pieces.numbers(in: rows).allSatisfy { number in
      let cells = CellColumn(try stored.pieces.column(column, ofPiece: number), zone: document.zone)
      return (0..<cells.column.count).allSatisfy { (cells.number($0, &clock) ?? 0) >= 0 }
    }
  }

  /// The values that the cells of a column take, by its type.
  private func rule(of column: Int, _ words: WriterWords) -> (values: Workbook.ValueRange, remark: String)? {
    switch plans[column].kind {
    case .text, .link, .boolean: nil
    case .integer: (.whole, words.notWhole)
    case .number: (.numbers, words.notNumber)
    case .date, .datetime: (.dates, words.notDate)
    }
  }
}
