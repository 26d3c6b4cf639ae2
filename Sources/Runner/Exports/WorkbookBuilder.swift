internal import Diagnostics
internal import Engine
internal import JobSpec
internal import Ledger
internal import Tables
internal import Workbooks

/// Builds the content of a workbook in one language: sheets, labels, charts and highlights.
struct WorkbookBuilder {
  let book: Book
  let plan: ExportPlan

  private var writer: ExportWriter { book.writer }
  private var timeline: TimelineDefinition { writer.timeline }
  private var language: String { book.language }

  func document() throws -> WorkbookDocument {
    let process = timeline.title.map { book.text($0) } ?? timeline.process.value
    var document = WorkbookDocument(
      title: book.title, subject: process, created: writer.moment.asOf.microseconds, zone: timeline.zone,
      language: language)
    document.properties = [
      ("acta_job", writer.job.name.value), ("acta_night", writer.moment.night.iso),
      ("acta_as_of", writer.moment.asOfText(in: timeline.zone)),
    ]
    if let stage = writer.moment.stage { document.properties.append(("acta_stage", stage.name.value)) }
    for sheet in book.sheets {
      switch sheet {
      case .about: document.sheets.append(.cover(CoverBuilder(book: book).sheet()))
      case .method: document.sheets.append(.cover(MethodBuilder(book: book).sheet()))
      case .figures: document.sheets.append(.table(FiguresSheet(book: book).document()))
      case .table(let sheet): document.sheets.append(.table(try table(sheet)))
      case .changes(let sheet):
        let changes = ChangesBuilder(writer: writer, workbook: book.workbook, sheet: sheet, piece: book.piece)
        document.sheets.append(.table(try changes.document()))
      }
    }
    return document
  }

  /// A pivoted table's columns are values of another column, and have its labels.
  private func header(_ column: String, _ pivoted: (column: String, rows: [String])?) -> String {
    guard let pivoted, !pivoted.rows.contains(column) else { return column }
    return book.label(of: column, ofColumn: pivoted.column)
  }

  /// The plan has the conditions of all table sheets, also those of other languages.
  private func conditions(of sheet: TableSheet) -> [BoundExpression] {
    var place = 0
    for case .table(let other) in book.workbook.sheets {
      if other.location == sheet.location { return plan.highlights[place] }
      place += 1
    }
    return []
  }

  private func table(_ sheet: TableSheet) throws -> TableSheetDocument {
    let rows = book.rows(of: sheet)
    let columns = book.columns(of: sheet, rows)
    let rejects =
      RejectsInWords.isRejects(sheet.table.value)
      ? RejectsInWords(words: book.words) { book.label(of: $0, in: nil) } : nil
    let shown = try writer.labelled(
      (rejects?.table(rows) ?? rows).visible.selecting(columns.map(\.name.value)), columns, in: language)
    let pivoted = book.pivoted(sheet.table.value)
    var document = TableSheetDocument(
      name: book.name(of: .table(sheet)), table: shown,
      columns: columns.map { column in
        TableSheetDocument.SheetColumn(
          label: column.label.map { book.text($0) } ?? rejects?.header(column.name.value)
            ?? header(column.name.value, pivoted),
          format: column.format?.value,
          total: column.total.flatMap { .init(rawValue: $0.rawValue) }, width: column.width)
      })
    document.charts = sheet.charts.compactMap { chart in
      guard let category = shown.schema.index(of: chart.category.value) else { return nil }
      let values = chart.values.compactMap { shown.schema.index(of: $0.value) }
      if values.isEmpty { return nil }
      return TableSheetDocument.SheetChart(
        kind: .init(rawValue: chart.kind.rawValue)!, category: category, values: values,
        title: chart.title.map { book.text($0) } ?? "")
    }
    for (highlight, condition) in zip(sheet.highlights, conditions(of: sheet)) {
      guard case .boolean(let flags) = try condition.evaluate(on: rows, in: timeline.zone) else { continue }
      let isSet = (0..<flags.count).map { flags.values[$0] && flags.validity[$0] }
      document.highlights.append(.init(rows: isSet, style: .init(rawValue: highlight.style.rawValue)!))
    }
    return document
  }
}

extension Book {
  /// A sheet's rows; in a book for one recipient, only that recipient's unless the sheet shows all.
  func rows(of sheet: TableSheet) -> Table {
    sheet.showsAllRows
      ? writer.rows(of: sheet.table.value, in: language) : writer.rows(of: sheet.table.value, piece)
  }

  func columns(of sheet: TableSheet, _ rows: Table) -> [ExportColumn] {
    sheet.columns.map { $0.shown(in: language) }
      ?? rows.visible.schema.names.map { ExportColumn(name: Located($0, at: sheet.location)) }
  }
}
