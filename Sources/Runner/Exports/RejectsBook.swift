internal import Diagnostics
internal import Engine
internal import JobSpec
internal import Ledger
internal import Tables
internal import Workbooks

/// The workbook `rejects/<input>.xlsx`: the rejected rows of an input field by field, for people who correct them and
/// send it back. Rows with the same text stand in it once.
struct RejectsBook {
  let input: String
  let rows: [RejectedRows.Row]
  /// All rejected rows of the input, with its columns.
  let rejected: RejectedRows
  private var columns: [RejectedRows.InputColumn] { rejected.columns }
  private let job: Job
  private let timeline: TimelineDefinition
  private let moment: RunMoment
  private let inputs: [RunInput]
  private let words: BookWords
  /// The places of rows with the same text, by it.
  private let places: [String: [(file: String, line: Int)]]
  private let total: Int

  /// In front of the input's columns, and behind them.
  private static let before = ["file", "line", "reason"]
  private static let behind = ["raw"]
  /// The longest text of a cell that a program certainly sends back.
  private static let longest = 32_000

  /// Nil if the input has no rejects.
  ///
  /// - Parameter total: the number of rejects.
  init?(
    _ input: Input, _ rejected: RejectedRows?, total: Int, of job: Job, _ timeline: TimelineDefinition,
    _ moment: RunMoment, inputs: [RunInput]
  ) {
    guard let rejected else { return nil }
    var shown: [RejectedRows.Row] = []
    var places: [String: [(file: String, line: Int)]] = [:]
    for row in rejected.rows where !row.isRead {
      let key = RejectKey.id(row.raw)
      if places[key] == nil, shown.count < RejectedRows.most { shown.append(row) }
      places[key, default: []].append((row.file, row.line))
    }
    if shown.isEmpty { return nil }
    self.input = input.name.value
    self.total = total
    rows = shown
    self.places = places
    self.rejected = rejected
    self.job = job
    self.timeline = timeline
    self.moment = moment
    self.inputs = inputs
    words = BookWords.in(timeline.languages[0], fallbacks: timeline.languages)
  }

  /// The table of the job whose rows it has.
  var table: String { CorrectionFile.rejects(of: input) }
  private var language: String { timeline.languages[0] }

  // MARK: The document

  func document() -> WorkbookDocument {
    let process = timeline.title?.text(in: language, fallbacks: timeline.languages)
    let title = job.title?.text(in: language, fallbacks: timeline.languages) ?? job.name.value
    var document = WorkbookDocument(
      title: words.pair(title, words.rejectedRows), subject: process ?? timeline.process.value,
      created: moment.asOf.microseconds, zone: timeline.zone, language: language)
    document.fallbackLanguage = timeline.languages[0]
    document.properties = WorkbookBuilder.properties(of: job, timeline, moment, inputs)
    document.properties.append((RejectsBook.property, input))
    document.sheets = [.table(sheet)]
    return document
  }

  /// By this the workbook is recognised when it comes back.
  static let property = "acta_rejects"

  private var sheet: TableSheetDocument {
    var sheet = TableSheetDocument(name: words.rejectedRows, table: cells, columns: [])
    let technical = { (name: String) in TableSheetDocument.SheetColumn(label: self.header(name)) }
    sheet.columns = RejectsBook.before.map(technical)
    for column in columns {
      var shown = TableSheetDocument.SheetColumn(label: label(of: column.name), format: "text")
      shown.options.isEditable = true
      sheet.columns.append(shown)
    }
    sheet.columns += RejectsBook.behind.map(technical)
    sheet.columns.append(.init(label: words.rejectKey))
    sheet.intro = words.rejectsToCorrect
    if places.values.reduce(0, { $0 + $1.count }) < total {
      let rest = BookWords.filled(
        words.firstRejects, ["n": "\(rows.count)", "total": "\(total)", "file": "rejects/\(input).csv"])
      sheet.intro += " " + rest
    }
    sheet.source = .init(table: table, key: [words.rejectKey])
    for (place, column) in columns.enumerated() {
      let faulty = rows.map { $0.column == column.name }
      guard faulty.contains(true), sheet.highlights.count < 200 else { continue }
      sheet.highlights.append(.init(rows: faulty, columns: [RejectsBook.before.count + place: .bad]))
    }
    return sheet
  }

  private func header(_ column: String) -> String { words.rejectColumns[column] ?? column }

  /// The label of a column in the job's workbooks.
  private func label(of column: String) -> String {
    for case .workbook(let workbook) in job.exports {
      for shown in workbook.sheets.flatMap(\.tables).flatMap({ $0.columns ?? [] })
      where shown.name.value == column {
        if let label = shown.label { return label.text(in: language, fallbacks: timeline.languages) }
      }
    }
    return column
  }

  private var cells: Table {
    let names = RejectsBook.before + columns.indices.map { "\($0)" } + RejectsBook.behind + ["key"]
    let columns = (0..<names.count).map { place -> Column in
      .text(TextColumn(rows.map { text(place, of: $0) }))
    }
    return Table(Schema(names.map { Field($0, .text) }), columns, rowCount: rows.count)
  }

  private func text(_ place: Int, of row: RejectedRows.Row) -> String? {
    switch place {
    case 0: row.file
    case 1: lines(of: row)
    case 2: reason(of: row)
    case 3..<3 + columns.count: field(place - 3, of: row)
    case 3 + columns.count: String(RejectKey.text(row.raw).prefix(RejectsBook.longest))
    default: RejectKey.id(row.raw)
    }
  }

  /// `5`, or `5, 9, other.csv:3` for rows with the same text.
  private func lines(of row: RejectedRows.Row) -> String {
    let all = (places[RejectKey.id(row.raw)] ?? []).map { place in
      place.file == row.file ? "\(place.line)" : "\(place.file):\(place.line)"
    }
    return all.prefix(10).joined(separator: ", ") + (all.count > 10 ? ", …" : "")
  }

  private func reason(of row: RejectedRows.Row) -> String {
    let reason = RejectReason(row.code)
    let words = BookWords.filled(words.rejectReasons[reason] ?? "", ["column": row.column.map(label) ?? ""])
    return self.words.rowFaults[row.code].map { "\(words) (\($0))" } ?? words
  }

  private func field(_ place: Int, of row: RejectedRows.Row) -> String? {
    row.fields[place].flatMap { $0.utf16.count > RejectsBook.longest ? nil : $0 }
  }

  // MARK: What was handed out

  /// As one of the sheets that may come back.
  func handedOut() -> HandedOutSheet {
    let shown = sheet
    let values = shown.table.columns
    let headers = shown.headers
    let last = values.count - 1
    let all = values.indices.map { place -> HandedOutSheet.SheetColumn in
      let isField = (3..<3 + columns.count).contains(place)
      return HandedOutSheet.SheetColumn(
        name: isField ? columns[place - 3].name : place == last ? "\0key" : "\0\(place)",
        header: headers[place], isEditable: isField, values: values[place], shown: values[place],
        meanings: [:], choices: nil, decimal: isField ? columns[place - 3].decimal : nil)
    }
    return handedOut(
      key: ["\0key"], columns: all, keys: rows.map { [RejectKey.id($0.raw)] },
      keysOfCorrections: rows.map { [(CorrectionFile.raw, RejectKey.text($0.raw))] })
  }

  func handedOut(
    key: [String], columns: [HandedOutSheet.SheetColumn], keys: [[String]],
    keysOfCorrections: [[(column: String, text: String)]]
  ) -> HandedOutSheet {
    HandedOutSheet(
      table: table, key: key, columns: columns, language: WrittenLanguage(language), zone: timeline.zone,
      document: document(), keys: keys, keysOfCorrections: keysOfCorrections)
  }
}

extension RejectsBook {
  /// Those of all inputs of a run that have rejects.
  static func all(
    of job: Job, _ inputs: [String: InputData], _ entries: [RunInput], _ timeline: TimelineDefinition,
    _ moment: RunMoment
  ) -> [RejectsBook] {
    job.inputs.filter(\.isFile).sorted { $0.name.value < $1.name.value }.compactMap { input in
      inputs[input.name.value].flatMap {
        RejectsBook(
          input, $0.rejectedRows, total: $0.rejects.rowCount, of: job, timeline, moment, inputs: entries)
      }
    }
  }
}
