internal import Diagnostics
internal import Engine
internal import JobSpec
internal import Tables

/// One workbook in one language: the words, and the things of the job that its sheets name.
struct Book {
  let writer: ExportWriter
  let workbook: WorkbookExport
  let piece: ExportWriter.Piece
  let words: BookWords
  let text: BookText
  /// In the order of the document.
  let sheets: [Sheet]
  /// By column: the labels that sheets give to it, each with the sheet's table.
  private let labels: [String: [(table: String, label: LocalizedText)]]
  /// By column: the labels in this language that other files of the job give to it.
  private let labelsElsewhere: [String: String]
  /// By table: the first sheet that has it, by its place in the document.
  private let sheetOfTable: [String: Int]

  init(writer: ExportWriter, workbook: WorkbookExport, piece: ExportWriter.Piece) {
    self.writer = writer
    self.workbook = workbook
    self.piece = piece
    words = BookWords.in(piece.language, fallbacks: writer.timeline.languages)
    text = BookText(piece.language, writer)
    sheets = workbook.sheets(in: piece.language)
    var labels: [String: [(table: String, label: LocalizedText)]] = [:]
    var places: [String: Int] = [:]
    for (place, sheet) in sheets.enumerated() {
      if case .figures = sheet, places[FigureTable.name] == nil { places[FigureTable.name] = place }
      for table in sheet.tables {
        let name = table.table.value
        if places[name] == nil { places[name] = place }
        for column in (table.columns ?? []).shown(in: piece.language) {
          if let label = column.label { labels[column.name.value, default: []].append((name, label)) }
        }
      }
    }
    self.labels = labels
    labelsElsewhere = Book.labelsElsewhere(writer, piece.language)
    sheetOfTable = places
  }

  var language: String { piece.language }
  /// Whether the book goes to somebody who sees only their own rows.
  var isForRecipient: Bool { piece.only != nil }

  var title: String {
    let base = workbook.title.map { text($0) } ?? writer.job.title.map { text($0) } ?? writer.job.name.value
    if let name = piece.name { return words.pair(base, name) }
    if piece.only?.value == .null { return base }
    return piece.only.map { only in
      let value = BookText.shown(only.value, language, writer.timeline.zone)
      return words.pair(base, label(of: value, ofColumn: only.column))
    } ?? base
  }

  func name(of sheet: Sheet) -> String {
    switch sheet {
    case .about: words.about
    case .method: words.method
    case .figures: words.figures
    case .table(let sheet):
      sheet.name.map { text($0) }
        ?? (CorrectionFile.isRejects(sheet.table.value)
          ? words.rejectedRows
          : StaleCorrections.correctedTable(sheet.table.value) == nil
            ? sheet.table.value : words.staleCorrections)
    case .changes(let sheet): sheet.name.map { text($0) } ?? words.changes
    case .blocks(let sheet): text(sheet.name)
    }
  }

  /// The first sheet with the table, by its place in the document.
  func sheet(of table: String) -> Int? { sheetOfTable[table] }

  /// The name that readers know a table by: its sheet's, if it has one.
  func name(ofTable table: String) -> String {
    sheet(of: table).map { name(of: sheets[$0]) } ?? table
  }

  var methodSheet: Int? {
    sheets.firstIndex { if case .method = $0 { true } else { false } }
  }

  /// The label that a sheet of the book gives to a column; the same table's sheets come first.
  func label(of column: String, in table: String?) -> String {
    let given = labels[column] ?? []
    return (given.first { $0.table == table } ?? given.first).map { text($0.label) } ?? column
  }

  /// The label that any file of the job gives to a column; those of the book come first.
  func labelAnywhere(of column: String, in table: String?) -> String {
    let label = label(of: column, in: table)
    return label == column ? labelsElsewhere[column].map(text.filled) ?? column : label
  }

  private static func labelsElsewhere(_ writer: ExportWriter, _ language: String) -> [String: String] {
    var labels: [String: String] = [:]
    for export in writer.job.exports {
      let columns =
        switch export {
        case .workbook(let workbook): workbook.tables(in: language).flatMap { $0.columns ?? [] }
        case .csv(let csv): csv.columns ?? []
        }
      for column in columns.shown(in: language) where labels[column.name.value] == nil {
        // A text for all languages is in the first one.
        labels[column.name.value] =
          column.label?.texts.first {
            ($0.language ?? writer.timeline.languages[0]) == language
          }?.text
      }
    }
    return labels
  }

  /// The label of an input's column; without one, the header that people see in the file.
  func label(of column: String, in input: Input) -> String {
    let label = label(of: column, in: input.name.value)
    if label != column { return label }
    return input.columns.first { $0.name == column }?.headers.first ?? column
  }
}
