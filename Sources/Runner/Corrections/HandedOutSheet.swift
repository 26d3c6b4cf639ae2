internal import Diagnostics
internal import Engine
internal import JobSpec
internal import Tables
internal import Workbooks

/// A sheet that staff may change, as a run published it.
struct HandedOutSheet {
  struct SheetColumn {
    /// The name in the table.
    let name: String
    /// On the sheet.
    let header: String
    let isEditable: Bool
    let values: Column
    /// The values that the cells show: labels instead of codes.
    let shown: Column
    /// The value that each label stands for, in any of the job's languages.
    let meanings: [String: Value]
    /// The values of the drop-down list, as shown; nil if there is none.
    let choices: Column?
    /// The decimal mark of a column of texts that may be numbers.
    var decimal: UInt8?
    /// Its headers in CSV files for people.
    var otherHeaders: [String] = []
    /// The formats in which CSV files for people show it.
    var formats: [String?] = [nil]
  }

  /// A field of a text, with its old and its new value.
  typealias Part = (column: String, from: Value, to: Value)

  let table: String
  let key: [String]
  let columns: [SheetColumn]
  let language: WrittenLanguage
  let zone: Zone
  let rowCount: Int
  /// The places in `columns` of those with a total below them.
  let totalPlaces: Set<Int>
  /// The workbook that has the sheet, and its place in it.
  let document: WorkbookDocument
  private let place: Int
  /// By the key's values as text: the row of the table.
  let rowOfKey: [[String]: Int]
  /// By row: the key that corrections have, if it is not that of the sheet.
  private let keysOfCorrections: [[(column: String, text: String)]]?
  let written: WrittenTexts
  /// The workbook's name below its night; nil if it may be one of several, or no workbook.
  private(set) var file: String?
  /// The recipient of each row, if each recipient has a file of their own and this sheet has the rows of all.
  private(set) var recipients: Column?
  /// The fields that another text of a row changes, if the texts of the list hold several fields.
  var divided: ((_ row: Int, _ text: String) throws(ReturnedValue.Unreadable) -> [Part])?

  var keyPlaces: [Int] { key.compactMap { name in columns.firstIndex { $0.name == name } } }
  var editablePlaces: [Int] { columns.indices.filter { columns[$0].isEditable } }

  func isInBook(named name: String) -> Bool { document.place(ofSheet: name) != nil }
  /// Whether this sheet, or a sheet on which it goes on, has the name.
  func isSheet(named name: String) -> Bool { document.place(ofSheet: name)?.sheet == place }

  func keyText(of row: Int) -> [String] {
    keyPlaces.map { columns[$0].values.value(at: row).text(in: zone) }
  }

  /// The columns of the key and their values, as corrections of a row have them.
  func keyOfCorrections(of row: Int) -> [(column: String, text: String)] {
    keysOfCorrections?[row] ?? zip(key, keyText(of: row)).map { (column: $0, text: $1) }
  }

  /// The only sheet of a workbook, which shows texts.
  init(
    table: String, key: [String], columns: [SheetColumn], language: WrittenLanguage, zone: Zone,
    document: WorkbookDocument, keys: [[String]], keysOfCorrections: [[(column: String, text: String)]]
  ) {
    self.table = table
    self.key = key
    self.columns = columns
    self.language = language
    self.zone = zone
    self.document = document
    self.keysOfCorrections = keysOfCorrections
    written = WrittenTexts(language: language.code, zone: zone)
    rowCount = keys.count
    totalPlaces = []
    place = 0
    rowOfKey = Dictionary(keys.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
  }
}

extension HandedOutSheet {
  /// The sheets with editable columns that a run published, in each language.
  ///
  /// - Parameter file: the only workbook whose sheets are wanted, with the rows of its recipient. If none has the name,
  ///   all sheets are given, with the rows of all recipients.
  static func all(
    of snapshot: Snapshot, of file: String? = nil, in workspace: Workspace, _ sentExports: SentExports
  ) throws -> [HandedOutSheet] {
    let run = try sentExports.of(snapshot, in: workspace)
    return try withExtendedLifetime(run.restored.workspace) {
      let (writer, exports) = (run.writer, run.exports)
      var found: [HandedOutSheet] = []
      let own = exports.compactMap { export, _, pieces in
        export.each == nil ? nil : pieces.first { $0.file == file }
      }.first
      for (export, plan, pieces) in exports {
        guard case .workbook(let workbook) = export else { continue }
        if let own, !pieces.contains(where: { $0.file == own.file }) { continue }
        // A column may have asked for any of many languages, each of which makes the sheets again.
        let used = Set(pieces.map(\.language))
        let languages = writer.possibleLanguages(of: export).filter(used.contains)
        for language in languages where workbook.tables(in: language).contains(where: \.isEditable) {
          if let own, own.language != language { continue }
          let book = Book(
            writer: writer, workbook: workbook,
            piece: own ?? ExportWriter.Piece(file: "", language: language))
          let document = try WorkbookBuilder(book: book, plan: plan).document()
          for (place, (definition, sheet)) in zip(book.sheets, document.sheets).enumerated() {
            guard case .table(let definition) = definition, case .table(let sheet) = sheet,
              definition.isEditable, let source = sheet.source
            else { continue }
            var sent = HandedOutSheet(definition, sheet, source.key, book, document, at: place)
            sent.file =
              own?.file ?? (workbook.each == nil ? pieces.first { $0.language == language }?.file : nil)
            if own == nil, !definition.showsAllRows, let by = workbook.each?.by.value {
              sent.recipients = book.rows(of: definition).column(named: by)
            }
            found.append(sent)
          }
        }
      }
      return found
    }
  }

  /// The sheets with rejected rows that a run handed over, one for each input, or of one input only.
  static func rejects(
    of snapshot: Snapshot, input: String? = nil, in workspace: Workspace
  ) throws -> [HandedOutSheet] {
    try restoredRejects(of: snapshot, in: workspace).map(\.book).filter { input ?? $0.input == $0.input }
      .map { $0.handedOut() }
  }

  /// The rejects of a run's inputs, read again.
  static func restoredRejects(
    of snapshot: Snapshot, in workspace: Workspace
  ) throws -> [(book: RejectsBook, data: InputData)] {
    let restored = try RestoredRun(snapshot, in: workspace)
    return try withExtendedLifetime(restored.workspace) {
      let (inputs, entries) = try restored.runner.inputs(
        of: restored.job, moment: restored.moment, options: restored.options)
      return RejectsBook.all(of: restored.job, inputs, entries, restored.timeline, restored.moment)
        .map { ($0, inputs[$0.input]!) }
    }
  }

  private init(
    _ definition: TableSheet, _ sheet: TableSheetDocument, _ key: [String], _ book: Book,
    _ document: WorkbookDocument, at place: Int
  ) {
    let rows = book.rows(of: definition)
    let headers = sheet.headers
    let shown = book.columns(of: definition, rows)
    table = definition.table.value
    self.key = key
    keysOfCorrections = nil
    self.document = document
    self.place = place
    language = WrittenLanguage(book.language)
    zone = book.writer.timeline.zone
    written = WrittenTexts(language: language.code, zone: zone)
    rowCount = rows.rowCount
    totalPlaces = Set(sheet.columns.indices.filter { sheet.columns[$0].total != nil })
    let files = book.files(of: definition.table.value)
    columns = shown.enumerated().map { place, column in
      let values = rows.column(named: column.name.value)!
      var sent = SheetColumn(
        name: column.name.value, header: headers[place], isEditable: column.options.isEditable,
        values: values,
        shown: sheet.table.columns[place],
        meanings: book.meanings(of: column, ofTable: definition.table.value, values.type),
        choices: sheet.columns[place].options.choices)
      let others = files.flatMap { $0 }.filter { $0.name.value == column.name.value }
      sent.otherHeaders = others.map {
        $0.label.map { BookText(book.language, book.writer)($0) } ?? $0.name.value
      }
      sent.formats += ([column] + others).compactMap { $0.format?.value }
      return sent
    }
    var known: [[String]: Int] = [:]
    let keys = key.compactMap { rows.column(named: $0) }
    for row in 0..<rows.rowCount {
      known[keys.map { $0.value(at: row).text(in: book.writer.timeline.zone) }] = row
    }
    rowOfKey = known
  }
}

extension TableSheet {
  var isEditable: Bool { columns?.contains(where: \.options.isEditable) ?? false }
}

extension Job {
  /// Whether a sheet of one of its workbooks can come back with changes.
  package var hasEditableSheets: Bool {
    exports.contains { export in
      guard case .workbook(let workbook) = export else { return false }
      return workbook.sheets.contains { $0.tables.contains(where: \.isEditable) }
    }
  }
}

extension Book {
  /// The property of a workbook for one recipient that has its name.
  static let fileProperty = "acta_file"

  /// The columns of each CSV file for people that shows a table in the book's language.
  fileprivate func files(of table: String) -> [[ExportColumn]] {
    writer.job.exports.compactMap { export in
      guard case .csv(let csv) = export, csv.audience == .people, csv.table.value == table,
        csv.each?.language != nil || csv.language?.value ?? writer.timeline.languages[0] == language
      else { return nil }
      return csv.columns?.shown(in: language)
    }
  }

  /// The values that the labels of a column stand for. Those of the sheet and of the book's language come first: other
  /// files may show the column with other labels.
  fileprivate func meanings(of column: ExportColumn, ofTable table: String, _ type: ColumnType) -> [String:
    Value]
  {
    let names =
      [column.labels] + writer.job.exports.columns(of: table, named: column.name.value).map(\.labels)
    let sets = names.compactMap { $0.flatMap { writer.job.labels(named: $0.value) } }
    var meanings: [String: Value] = [:]
    for (set, language) in sets.flatMap({ set in ([language] + writer.timeline.languages).map { (set, $0) } })
    {
      for (code, label) in writer.labels(set, in: language).sorted(by: { $0.key < $1.key }) {
        let key = HeaderMatching.key(label)
        guard meanings[key] == nil, let value = Value(code, as: type, in: writer.timeline.zone) else {
          continue
        }
        meanings[key] = value
      }
    }
    return meanings
  }
}

extension [Export] {
  /// A column of a table, as each sheet and file shows it.
  fileprivate func columns(of table: String, named name: String) -> [ExportColumn] {
    flatMap { export -> [[ExportColumn]?] in
      switch export {
      case .csv(let csv): csv.table.value == table ? [csv.columns] : []
      case .workbook(let workbook):
        workbook.sheets.flatMap(\.tables).filter { $0.table.value == table }.map(\.columns)
      }
    }.flatMap { $0 ?? [] }.filter { $0.name.value == name }
  }
}
