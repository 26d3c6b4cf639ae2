internal import Engine
internal import JobSpec
internal import Tables
internal import Workbooks

/// The sheet `figures`: one row a figure and item. How each is counted stands in words; columns that would be empty
/// are left out, and those for jobs (name and definition) are on the sheet `method`.
struct FiguresSheet {
  let book: Book

  func document() -> TableSheetDocument {
    var table = book.writer.rows(of: FigureTable.name, book.piece)
    table.set("item", .text(TextColumn(items(of: table))))
    table.set("title", .text(TextColumn(titles(of: table))))
    table.set("claim", .text(TextColumn(texts("claim", of: table).map { $0.map(book.text.filled) })))
    table.set("meaning", .text(TextColumn(meanings(of: table))))
    let difference = table.column(named: "difference")!
    let differs = (0..<table.rowCount).map { row in
      difference.value(at: row).asNumber.map { $0 != 0 } ?? false
    }
    let names = ["title", "item", "value", "published", "difference", "change", "claim", "meaning"].filter {
      name in
      if ["title", "value"].contains(name) { return true }
      if name == "difference", !differs.contains(true) { return false }
      let column = table.column(named: name)!
      return (0..<table.rowCount).contains { column.validity[$0] }
    }
    var document = TableSheetDocument(
      name: book.words.figures, table: table.selecting(names),
      columns: names.map { name in
        let column = table.column(named: name)!
        var shown = TableSheetDocument.SheetColumn(
          label: book.words.figureColumns[name] ?? name,
          format: ["difference", "change"].contains(name) ? format(of: column) : nil)
        // Some figures count, others are means.
        shown.options.isMixed = ["value", "published"].contains(name) && !isWhole(column)
        return shown
      })
    document.highlights = [.init(rows: differs, style: .warn)]
    return document
  }

  /// Differences have their sign.
  private func format(of column: Column) -> String {
    isWhole(column) ? "+#,##0;−#,##0;=" : "+#,##0.0##;−#,##0.0##;="
  }

  private func isWhole(_ column: Column) -> Bool {
    (0..<column.count).allSatisfy { row in
      column.value(at: row).asNumber.map { $0 == $0.rounded() } ?? true
    }
  }

  private func texts(_ name: String, of table: Table) -> [String?] {
    let column = table.column(named: name)!
    return (0..<table.rowCount).map { row in
      if case .text(let text) = column.value(at: row) { text } else { nil }
    }
  }

  private func items(of table: Table) -> [String?] {
    let columns = Dictionary(
      book.writer.execution.figures.map { ($0.figure.name, $0.figure.by) },
      uniquingKeysWith: { first, _ in first })
    return zip(texts("item", of: table), texts("figure", of: table)).map { item, figure in
      let column = figure.flatMap { columns[$0] ?? nil }
      return item.map { book.item($0, of: column) } ?? column.map { _ in book.words.empty }
    }
  }

  /// A figure without a title is shown by its name.
  private func titles(of table: Table) -> [String?] {
    zip(texts("title", of: table), texts("figure", of: table)).map { $0.map(book.text.filled) ?? $1 }
  }

  /// Once for each figure, on its first row; without a meaning, the title of the sheet that shows its table.
  private func meanings(of table: Table) -> [String?] {
    let names = texts("figure", of: table)
    let meanings = texts("meaning", of: table)
    return names.indices.map { row in
      if row > 0, names[row] == names[row - 1] { return nil }
      if let meaning = meanings[row] { return book.text.filled(meaning) }
      let figure = book.writer.execution.figures.first { $0.figure.name == names[row] }?.figure
      return figure?.count.flatMap { book.sheet(of: $0.table) }.map { book.name(of: book.sheets[$0]) }
    }
  }
}

extension Book {
  /// An item of a figure as readers of the language write it: dates are written as elsewhere in the book.
  ///
  /// - Parameter column: the `by` column of the figure.
  func item(_ item: String, of column: String?) -> String {
    let label = label(of: item, ofColumn: column)
    if label != item { return label }
    let parts = item.split(separator: "-", omittingEmptySubsequences: false)
    guard item.utf8.count == 10, parts.count == 3, let year = Int(parts[0]), let month = Int(parts[1]),
      let day = Int(parts[2]), let date = CivilDate(year: year, month: month, day: day), date.iso == item
    else { return words.told(item) }
    return BookText.shown(.date(Int32(date.days)), language, writer.timeline.zone)
  }
}
