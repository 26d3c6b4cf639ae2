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
  /// By the location of a table sheet: the place of its conditions in the plan, which has those of all table sheets,
  /// also those of other languages.
  private let places: [SourceLocation: Int]

  init(book: Book, plan: ExportPlan) {
    self.book = book
    self.plan = plan
    places = Dictionary(
      book.workbook.sheets.flatMap(\.tables).enumerated().map { ($1.location, $0) },
      uniquingKeysWith: { first, _ in first })
  }

  private var writer: ExportWriter { book.writer }
  private var timeline: TimelineDefinition { writer.timeline }
  private var language: String { book.language }

  func document() throws -> WorkbookDocument {
    let process = timeline.title.map { book.text($0) } ?? timeline.process.value
    var document = WorkbookDocument(
      title: book.title, subject: process, created: writer.moment.asOf.microseconds, zone: timeline.zone,
      language: language)
    document.fallbackLanguage = timeline.languages[0]
    document.properties = WorkbookBuilder.properties(of: writer.job, timeline, writer.moment, writer.inputs)
    if book.workbook.each != nil, book.workbook.tables(in: language).contains(where: \.isEditable) {
      document.properties.append((Book.fileProperty, book.piece.file))
    }
    document.footer = [book.asOf] + (book.workbook.notice.map { [book.text($0)] } ?? [])
    for sheet in book.sheets {
      switch sheet {
      case .about: document.sheets.append(.cover(try CoverBuilder(book: book).sheet()))
      case .method: document.sheets.append(.cover(MethodBuilder(book: book).sheet()))
      case .figures: document.sheets.append(.table(FiguresSheet(book: book).document()))
      case .table(let sheet): document.sheets.append(.table(try table(sheet)))
      case .blocks(let sheet): document.sheets.append(.blocks(try blocks(sheet)))
      case .changes(let sheet):
        let changes = ChangesBuilder(writer: writer, workbook: book.workbook, sheet: sheet, piece: book.piece)
        var shown = try changes.document()
        shown.tab = sheet.tab
        shown.isLandscape = sheet.isLandscape
        document.sheets.append(.table(shown))
      }
    }
    return document
  }

  /// By these a file that comes back is recognised, and by its name if it has the rows of one recipient.
  static func properties(
    of job: Job, _ timeline: TimelineDefinition, _ moment: RunMoment, _ inputs: [RunInput]
  ) -> [(name: String, value: String)] {
    var properties = [
      ("acta_process", timeline.process.value), ("acta_job", job.name.value),
      ("acta_night", moment.night.iso), ("acta_as_of", moment.asOfText(in: timeline.zone)),
    ]
    if let stage = moment.stage { properties.append(("acta_stage", stage.name.value)) }
    properties.append(("acta_inputs", inputs.fingerprint))
    return properties
  }

  /// A pivoted table's columns are values of another column, and have its labels.
  private func header(_ column: String, _ pivoted: Step.Pivot?) -> String {
    guard let pivoted, pivoted.made(column) else { return column }
    // Rows without a value are in a column of this name.
    if column == "null" { return book.words.empty }
    return book.item(column, of: pivoted.column.value)
  }

  private func format(of column: String, _ pivoted: Step.Pivot?, in table: Table) -> String? {
    guard let pivoted, pivoted.made(column), case .integer? = table.column(named: column) else { return nil }
    return pivoted.countFormat
  }

  private func table(_ sheet: TableSheet) throws -> TableSheetDocument {
    let stored = book.stored(sheet)
    // Rows that are few enough are read at once.
    let isInPieces = try stored.map { try isLong($0, of: sheet) } ?? false
    let rows = try stored.map { isInPieces ? $0.empty : try $0.table() } ?? book.rows(of: sheet)
    let columns = book.columns(of: sheet, rows)
    let rejects = book.rejectedInput(of: sheet.table.value).map { input in
      RejectsInWords(words: book.words) { book.label(of: $0, in: input) }
    }
    let stale = book.staleInWords(sheet.table.value)
    let pivoted = book.pivoted(sheet.table.value)
    let (writer, language) = (writer, language)
    @Sendable func shown(_ rows: Table) throws -> Table {
      try writer.labelled(rows.visible.selecting(columns.map(\.name.value)), columns, in: language)
    }
    // By pieces, this has the columns only.
    let labelled = try shown(rejects?.table(rows) ?? stale?.table(rows) ?? rows)
    let shownColumns = try columns.map { column in
      var shown = TableSheetDocument.SheetColumn(
        label: column.label.map { book.text($0) } ?? rejects?.header(column.name.value)
          ?? stale?.header(column.name.value) ?? header(column.name.value, pivoted),
        format: column.format?.value ?? format(of: column.name.value, pivoted, in: labelled),
        total: column.total.flatMap { .init(rawValue: $0.rawValue) }, width: column.width)
      shown.options = try book.options(of: column, in: rows)
      return shown
    }
    let name = book.name(of: .table(sheet))
    var document: TableSheetDocument
    if isInPieces, let stored, let stages = writer.execution.stages {
      document = TableSheetDocument(
        name: name, stored: try StoredSheetRows(stored, in: stages.place, shown: shown), columns: shownColumns
      )
    } else {
      document = TableSheetDocument(name: name, table: labelled, columns: shownColumns)
    }
    document.tab = sheet.tab
    document.isLandscape = sheet.isLandscape
    document.intro = sheet.intro.map { book.text($0) } ?? ""
    let key = writer.job.table(named: sheet.table.value)?.key.map(\.value) ?? []
    if !key.isEmpty { document.source = .init(table: sheet.table.value, key: key) }
    let charts = sheet.charts.compactMap { drawn($0, of: document) }
    document.charts = charts
    let conditions = places[sheet.location].map { plan.highlights[$0] } ?? []
    for (highlight, condition) in zip(sheet.highlights, conditions) {
      let isSet = try highlighted(condition, isInPieces ? stored : nil, rows)
      document.highlights.append(.init(rows: isSet, style: .init(rawValue: highlight.style.rawValue)!))
    }
    return document
  }

  /// Whether a table on disk is written in pieces.
  ///
  /// - Throws: a diagnostic if it cannot be, and has more bytes than fit.
  private func isLong(_ table: StoredTable, of sheet: TableSheet) throws -> Bool {
    guard let stages = writer.execution.stages else { return false }
    let bytes = table.bytes()
    if bytes <= 8 * stages.place.block.bytes { return false }
    if !StoredSheetRows.isShort(rows: table.rowCount) { return true }
    try stages.sizes.verifyFit(
      bytes, "sheet '\(book.name(of: .table(sheet)))' of \(book.piece.file)", sheet.location,
      most: 2 * stages.sizes.most)
    return false
  }

  /// By row: whether the condition holds.
  private func highlighted(
    _ condition: BoundExpression, _ stored: StoredTable?, _ rows: Table
  ) throws -> [Bool] {
    func flags(of rows: Table) throws -> [Bool] {
      guard case .boolean(let flags) = try condition.evaluate(on: rows, in: timeline.zone) else { return [] }
      return (0..<flags.count).map { flags.values[$0] && flags.validity[$0] }
    }
    guard let stored else { return try flags(of: rows) }
    let read = stored.selecting(stored.schema.names.filter { condition.columns.contains($0) })
    do {
      return try (0..<read.blockCount).flatMap { try flags(of: read.block($0)) }
    } catch let fault as Diagnostic where fault.code == .evaluation {
      // The number of a row counts in the whole table.
      return try flags(of: read.table())
    }
  }
}

/// Sheets of blocks, and charts.
extension WorkbookBuilder {
  private func blocks(_ sheet: BlocksSheet) throws -> BlockSheetDocument {
    // Each with its place among the blocks that are written: charts that cannot be drawn are not.
    var tables: [Int: (table: TableSheetDocument, block: Int)] = [:]
    var blocks: [BlockSheetDocument.Block] = []
    for (place, block) in sheet.blocks.enumerated() {
      switch block {
      case .text(let words): blocks.append(.text(book.text(words)))
      case .table(let definition):
        var table = try table(definition)
        table.name = definition.name.map { book.text($0) } ?? ""
        table.source = nil
        tables[place] = (table, blocks.count)
        blocks.append(.table(table))
      case .chart(let chart, let name, let source):
        var table: TableSheetDocument
        if let known = source.flatMap({ tables[$0] }) {
          table = known.table
        } else {
          var definition = TableSheet(table: name, location: chart.location)
          definition.columns = ([chart.category] + chart.values).map { column in
            var shown = ExportColumn(name: Located(column.value, at: column.location))
            let label = book.label(of: column.value, in: name.value)
            if label != column.value { shown.label = LocalizedText([(nil, label)], at: column.location) }
            // No sheet says whether codes have labels here; the job's other sheets do.
            if column.value == chart.category.value, let set = writer.labels(ofColumn: column.value) {
              shown.labels = Located(set.name.value, at: column.location)
            }
            return shown
          }
          table = try self.table(definition)
        }
        // The columns that the chart names are there, whatever language the others are in.
        guard let drawn = drawn(chart, of: table) else { continue }
        blocks.append(.chart(drawn, of: table, block: source.flatMap { tables[$0]?.block }))
      }
    }
    var document = BlockSheetDocument(name: book.text(sheet.name), blocks: blocks)
    try verifyFit(document, sheet.location)
    document.tab = sheet.tab
    document.isLandscape = sheet.isLandscape
    return document
  }

  /// Cells of blocks are in memory till the workbook is closed, unlike those of a table's own sheet.
  ///
  /// - Throws: a diagnostic if they need more memory than the run may use by stages.
  private func verifyFit(_ sheet: BlockSheetDocument, _ location: SourceLocation) throws {
    guard let sizes = writer.execution.stages?.sizes else { return }
    let bytes = sheet.tables.reduce(0) { bytes, table in
      bytes + 2 * table.table.bytes + table.table.rowCount * table.columns.count * WorkbookBuilder.cellBytes
    }
    try sizes.verifyFit(
      bytes, "sheet '\(sheet.name)' of blocks of \(book.piece.file)", location, most: 2 * sizes.most)
  }

  /// Measured, besides the texts.
  private static let cellBytes = 128

  /// Nil if the book's language does not have the columns.
  private func drawn(_ chart: Chart, of table: TableSheetDocument) -> TableSheetDocument.SheetChart? {
    let schema = table.table.schema
    guard let category = schema.index(of: chart.category.value) else { return nil }
    let values = chart.values.compactMap { schema.index(of: $0.value) }
    if values.isEmpty { return nil }
    var drawn = TableSheetDocument.SheetChart(
      kind: .init(rawValue: chart.kind.rawValue)!, category: category, values: values,
      title: chart.title.map { book.text($0) } ?? "")
    drawn.rest = chart.rest
    drawn.target = chart.target
    drawn.isByValue = chart.order == .value
    drawn.hidesValueName = chart.title != nil && table.columns[values[0]].label == schema.names[values[0]]
    return drawn
  }
}

extension RunInput {
  /// One SHA-256 for all files that a run has read.
  static func fingerprint(of files: [String]) -> String {
    FileFingerprint(of: Array(Set(files).sorted().joined(separator: "\n").utf8)).sha256
  }
}

extension [RunInput] {
  var fingerprint: String { RunInput.fingerprint(of: map(\.sha256)) }
}

extension Book {
  /// A sheet's rows; in a book for one recipient, only that recipient's unless the sheet shows all.
  func rows(of sheet: TableSheet) -> Table {
    sheet.showsAllRows
      ? writer.rows(of: sheet.table.value, in: language) : writer.rows(of: sheet.table.value, piece)
  }

  /// The rows if they are on disk.
  func stored(_ sheet: TableSheet) -> StoredTable? {
    sheet.showsAllRows
      ? writer.execution.stored[sheet.table.value] : writer.stored(sheet.table.value, piece)
  }

  func columns(of sheet: TableSheet, _ rows: Table) -> [ExportColumn] {
    if let columns = sheet.columns { return columns.shown(in: language) }
    let isTechnical =
      CorrectionFile.isRejects(sheet.table.value) ? RejectsInWords.technicalColumns : []
    return rows.visible.schema.names.filter { !isTechnical.contains($0) }
      .map { ExportColumn(name: Located($0, at: sheet.location)) }
  }
}
