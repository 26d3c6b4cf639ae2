internal import Diagnostics
internal import Engine
internal import JobSpec
internal import Ledger
internal import Tables
internal import Workbooks

/// Builds the content of a workbook in one language: sheets, labels, charts and highlights.
struct WorkbookBuilder {
  let writer: ExportWriter
  let plan: ExportPlan
  let workbook: WorkbookExport
  let piece: ExportWriter.Piece

  private var timeline: TimelineDefinition { writer.timeline }
  private var language: String { piece.language }
  private var job: Job { writer.job }

  func document() throws -> WorkbookDocument {
    let process = timeline.title.map(text) ?? timeline.process.value
    var document = WorkbookDocument(
      title: title, subject: process, created: writer.moment.asOf.microseconds, zone: timeline.zone,
      language: language)
    document.properties = [
      ("acta_job", job.name.value), ("acta_night", writer.moment.night.iso),
      ("acta_as_of", writer.moment.asOfText(in: timeline.zone)),
    ]
    if let stage = writer.moment.stage { document.properties.append(("acta_stage", stage.name.value)) }
    var conditions = plan.highlights.makeIterator()
    for sheet in workbook.sheets {
      switch sheet {
      case .about:
        let cover = CoverBuilder(writer: writer, title: title, piece: piece)
        document.sheets.append(.cover(cover.sheet()))
      case .figures:
        document.sheets.append(.table(figures()))
      case .table(let sheet):
        document.sheets.append(.table(try table(sheet, conditions: conditions.next() ?? [])))
      case .changes(let sheet):
        let changes = ChangesBuilder(writer: writer, workbook: workbook, sheet: sheet, piece: piece)
        document.sheets.append(.table(try changes.document()))
      }
    }
    return document
  }

  private func text(_ text: LocalizedText) -> String {
    text.text(in: language, fallbacks: timeline.languages)
  }

  private var title: String {
    let base = workbook.title.map(text) ?? job.title.map(text) ?? job.name.value
    return piece.only.map { "\(base): \($0.value.text(in: timeline.zone))" } ?? base
  }

  private func table(_ sheet: TableSheet, conditions: [BoundExpression]) throws -> TableSheetDocument {
    let name = sheet.table.value
    let rows = sheet.showsAllRows ? writer.rows(of: name, in: language) : writer.rows(of: name, piece)
    var shown = rows.visible
    if let columns = sheet.columns { shown = shown.selecting(columns.map(\.name.value)) }
    let columns =
      sheet.columns ?? shown.schema.names.map { ExportColumn(name: Located($0, at: sheet.location)) }
    var document = TableSheetDocument(
      name: sheet.name.map(text) ?? name, table: shown,
      columns: columns.map { column in
        TableSheetDocument.SheetColumn(
          label: column.label(in: language, timeline), format: column.format?.value,
          total: column.total.flatMap { .init(rawValue: $0.rawValue) }, width: column.width)
      })
    document.charts = sheet.charts.compactMap { chart in
      guard let category = shown.schema.index(of: chart.category.value) else { return nil }
      let values = chart.values.compactMap { shown.schema.index(of: $0.value) }
      return TableSheetDocument.SheetChart(
        kind: .init(rawValue: chart.kind.rawValue)!, category: category, values: values,
        title: chart.title.map(text) ?? "")
    }
    for (highlight, condition) in zip(sheet.highlights, conditions) {
      guard case .boolean(let flags) = try condition.evaluate(on: rows, in: timeline.zone) else { continue }
      let isSet = (0..<flags.count).map { flags.values[$0] && flags.validity[$0] }
      document.highlights.append(.init(rows: isSet, style: .init(rawValue: highlight.style.rawValue)!))
    }
    return document
  }

  /// The figures, with those that differ from the published value highlighted.
  private func figures() -> TableSheetDocument {
    let words = CoverWords.in(language)
    let table = writer.rows(of: FigureTable.name, piece)
    // Staff know a figure by its title; only jobs use its name.
    let names = [
      "title", "item", "value", "published", "difference", "previous", "change", "claim", "definition",
      "figure",
    ]
    let shown = table.selecting(names)
    var document = TableSheetDocument(
      name: words.figures, table: shown,
      columns: names.map { name in
        TableSheetDocument.SheetColumn(label: words.figureColumns[name] ?? name)
      })
    let difference = shown.column(named: "difference")!
    let differs = (0..<shown.rowCount).map { row in
      difference.value(at: row).asNumber.map { $0 != 0 } ?? false
    }
    document.highlights = [.init(rows: differs, style: .warn)]
    return document
  }
}
