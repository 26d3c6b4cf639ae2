internal import Diagnostics
internal import Engine
internal import JobSpec
internal import Ledger
internal import Tables
internal import Workbooks

/// Writes a job's exports to the staging folder.
struct ExportWriter {
  let job: Job
  let plan: JobPlan
  let execution: Execution
  /// The engine's row balance with the rows of exports.
  private(set) var balance: RowBalance
  let timeline: TimelineDefinition
  let moment: RunMoment
  let inputs: [RunInput]
  /// The names of missing inputs.
  let absent: [String]
  /// The rejects of the inputs that have any.
  let rejects: [RejectSummary]
  /// Nil without an earlier night to compare with.
  let changes: NightChanges?
  /// Images by their path below `Inputs/`.
  let logos: [String: [UInt8]]
  /// The sets of labels, which are read once for all values and files.
  let knownLabels = KnownLabels()
  /// The languages of the job's texts, if a column says the language of files.
  let textLanguages: [String]

  init(
    job: Job, plan: JobPlan, execution: Execution, timeline: TimelineDefinition, moment: RunMoment,
    inputs: [RunInput], absent: [String], rejects: [RejectSummary], changes: NightChanges? = nil,
    logos: [String: [UInt8]] = [:]
  ) throws {
    self.job = job
    self.plan = plan
    self.execution = execution
    self.timeline = timeline
    self.moment = moment
    self.inputs = inputs
    self.absent = absent
    self.changes = changes
    self.logos = logos
    self.rejects = rejects
    textLanguages = job.exports.contains { $0.each?.language != nil } ? job.textLanguages : []
    balance = execution.balance
    balance.exports = try account()
    try balance.verifyExports(rows: execution.rowsWithoutSteps, job: plan.location)
  }

  /// One file of an export: its name and, if it is one of several, the value it is for.
  struct Piece {
    var file: String
    var language: String
    /// The language that a column asks for, if it cannot be had.
    var missingLanguage: String?
    /// The rows with one value of a column, in the tables that have the column.
    var only: (column: String, value: Value)?
    /// The name that titles show for the value; nil: the value.
    var name: String?
    /// By table: the rows with the value; nothing for a table that is not divided yet.
    var rows: [String: [Int32]] = [:]
  }

  /// - Parameter isWanted: selects among the job's exports.
  func write(
    into publication: Publication, where isWanted: (Export) -> Bool = { _ in true }
  ) throws -> [RunFile] {
    var entries: [RunFile] = []
    var written: [String: Int] = [:]
    for (export, plan, pieces) in try allPieces() where isWanted(export) {
      let pieces = try divided(pieces, of: export)
      let paths = try pieces.map { try publication.path(for: $0.file) }
      let folder = publication.staging
      // Small files on all cores; large ones, one after the other, use all cores by themselves.
      let files = try Parallel.map(pieces.indices.map { $0 }, onThreads: export.each != nil) { index in
        try write(export, plan, pieces[index], to: paths[index], temporaryDirectory: folder)
      }
      for (piece, entry) in zip(pieces, files) {
        entries.append(entry)
        written[name(of: export, in: piece.language), default: 0] += entry.rows
      }
    }
    try TextOverflow.verify("an export")
    try verify(written, against: balance.exports)
    return entries
  }

  private func write(
    _ export: Export, _ plan: ExportPlan, _ piece: Piece, to path: String, temporaryDirectory: String
  ) throws -> RunFile {
    var entry: RunFile
    switch export {
    case .csv(let csv): entry = try write(csv, piece, to: path)
    case .workbook(let workbook):
      let builder = WorkbookBuilder(book: Book(writer: self, workbook: workbook, piece: piece), plan: plan)
      let report = try WorkbookWriter.write(
        builder.document(), to: path, temporaryDirectory: temporaryDirectory, isFingerprinted: true)
      entry = RunFile(file: piece.file, report.fingerprint!, rows: report.rows)
      entry.notices = report.notices.map(\.words)
    }
    if let only = piece.only {
      entry.recipient = only.value == .null ? nil : only.value.text(in: timeline.zone)
      entry.language = export.isForPeople ? piece.language : nil
    }
    return entry
  }

  /// The files that `write` would make, for a dry run.
  func planned() throws -> [RunFile] {
    try allPieces().flatMap { export, _, pieces in
      pieces.map { piece in
        var entry = RunFile(file: piece.file, sha256: "", bytes: 0, rows: 0)
        if case .csv(let csv) = export {
          entry.rows =
            stored(csv.table.value, piece)?.rowCount ?? rows(of: csv.table.value, piece).rowCount
        }
        return entry
      }
    }
  }

  private func write(_ csv: CSVExport, _ piece: Piece, to path: String) throws -> RunFile {
    /// The columns that the file shows.
    func shown(_ table: Table) throws -> Table {
      let table = table.visible
      guard let columns = csv.columns else { return table }
      let shown = csv.audience == .people ? columns.shown(in: piece.language) : columns
      let chosen = table.selecting(shown.map(\.name.value))
      return csv.audience == .people ? try labelled(chosen, shown, in: piece.language) : chosen
    }
    let stored = stored(csv.table.value, piece)
    let table = try shown(stored?.empty ?? rows(of: csv.table.value, piece))
    let headers: [String]
    let dialect: CSVDialect
    switch csv.audience {
    case .machines:
      headers = table.schema.names
      dialect = .machines
    case .people:
      let columns =
        csv.columns?.shown(in: piece.language)
        ?? table.schema.names.map { ExportColumn(name: Located($0, at: csv.location)) }
      headers = columns.map { column in
        column.label.map { BookText(piece.language, self)($0) } ?? column.name.value
      }
      dialect = .people(language: piece.language, formats: columns.map { $0.format?.value })
    }
    let compressed = piece.file.hasSuffix(".gz")
    let fingerprint =
      if let stored {
        try CSVWriter.writeFingerprinted(
          stored, headers: headers, to: path, dialect: dialect, zone: timeline.zone, compressed: compressed,
          prepared: shown)
      } else {
        try CSVWriter.writeFingerprinted(
          table, headers: headers, to: path, dialect: dialect, zone: timeline.zone, compressed: compressed)
      }
    return RunFile(
      file: piece.file, fingerprint, rows: stored?.rowCount ?? table.rowCount, columns: table.schema.fields)
  }

  /// The rows of a table that is on disk; only those with the part's value if the part has one.
  func stored(_ table: String, _ piece: Piece) -> StoredTable? {
    guard let stored = execution.stored[table], let only = piece.only,
      stored.schema.index(of: only.column) != nil
    else { return execution.stored[table] }
    guard let divided = execution.divided[table]?[only.column] else {
      preconditionFailure("a recipient would get the rows of all")
    }
    return divided.part(of: only.value)
  }

  /// The rows of a table, or the first one of each value that gets a file.
  private func rows(for each: EachValue) -> Table {
    execution.divided[each.table.value]?[each.by.value]?.firsts ?? execution.tables[each.table.value]!
  }

  /// A table's rows; only those with the part's value if the part has one.
  func rows(of name: String, _ piece: Piece) -> Table {
    let table = rows(of: name, in: piece.language)
    if let rows = piece.rows[name] { return table.gather(rows) }
    guard let only = piece.only, let column = table.column(named: only.column) else { return table }
    return table.gather(column.rows(equalTo: only.value))
  }

  func rows(of name: String, in language: String) -> Table {
    name == FigureTable.name
      ? FigureTable.table(execution.figures, language: language, fallbacks: timeline.languages)
      : execution.tables[name]!
  }

  /// The files of each export. Names that a job gives stay as they are; names made from values avoid them.
  func allPieces() throws -> [(export: Export, plan: ExportPlan, pieces: [Piece])] {
    var taken = FileNames()
    taken.add(Manifest.fileName)
    var all = zip(job.exports, plan.exports).map { (export: $0, plan: $1, pieces: [Piece]()) }
    for byValue in [false, true] {
      for index in all.indices where (all[index].export.each != nil) == byValue {
        all[index].pieces = try pieces(of: all[index].export, &taken)
      }
    }
    return all
  }

  func languages(of export: Export) -> [String] {
    switch export {
    case .workbook(let workbook) where !workbook.languages.isEmpty: workbook.languages.map(\.value)
    case .workbook: [timeline.languages[0]]
    case .csv(let csv): [csv.language?.value ?? timeline.languages[0]]
    }
  }

  /// All languages that its files can be in, those that a column says included.
  func possibleLanguages(of export: Export) -> [String] {
    export.each?.language == nil
      ? languages(of: export)
      : export.recipientLanguages(timeline: timeline.languages, texts: textLanguages)
  }

  /// The name of an export's file in one language; for parts, with the placeholder for the value.
  func name(of export: Export, in language: String) -> String {
    export.file(in: language).replacing("{night}", with: moment.night.iso)
  }

  /// One file per language and value.
  private func pieces(of export: Export, _ taken: inout FileNames) throws -> [Piece] {
    if let each = export.each, let column = each.language {
      return try piecesByLanguage(of: export, each, column, &taken)
    }
    let languages = languages(of: export)
    guard let each = export.each else {
      return languages.map { language in
        let file = name(of: export, in: language)
        taken.add(file)
        return Piece(file: file, language: language)
      }
    }
    let column = rows(for: each).column(named: each.by.value)!
    let firstRows = try Grouping.by([column], rowCount: column.count).firstRows
    let pieces = languages.flatMap { language in
      let template = name(of: export, in: language)
      return firstRows.filter { $0 >= 0 }.map { row in
        unnamed(template, language, each, column.value(at: Int(row)), Int(row))
      }
    }
    return named(pieces, &taken)
  }

  /// One file per value, in the language that the value's first row says.
  private func piecesByLanguage(
    of export: Export, _ each: EachValue, _ language: Located<String>, _ taken: inout FileNames
  ) throws -> [Piece] {
    let table = rows(for: each)
    let column = table.column(named: each.by.value)!
    let languages = table.column(named: language.value)!
    let known = RecipientLanguages(of: export, by: self)
    let firstRows = try Grouping.by([column], rowCount: column.count).firstRows
    let pieces = firstRows.filter { $0 >= 0 }.map { row in
      let wanted = languages.value(at: Int(row))
      let (language, missing) = known.language(for: wanted == .null ? "" : wanted.text(in: timeline.zone))
      var unnamed = unnamed(
        name(of: export, in: language), language, each, column.value(at: Int(row)), Int(row))
      unnamed.piece.missingLanguage = missing
      return unnamed
    }
    return named(pieces, &taken)
  }

  /// A piece with what its name is made of: the name with the placeholder of the value, and the value for it.
  private typealias Unnamed = (piece: Piece, template: String, value: Value)

  /// The pieces with their names. Values whose names are alike all get a mark, so that no file has one recipient's rows
  /// on one night and another's on the next, whatever the order of rows.
  private func named(_ pieces: [Unnamed], _ taken: inout FileNames) -> [Piece] {
    func name(_ unnamed: Unnamed, isMarked: Bool) -> String {
      FileName.named(
        unnamed.template, unnamed.piece.only!.column, unnamed.value, in: timeline.zone,
        marked: isMarked ? unnamed.piece.only!.value : nil)
    }
    let names = pieces.map { name($0, isMarked: false) }
    let counts = Dictionary(names.map { (folded($0), 1) }, uniquingKeysWith: +)
    return zip(pieces, names).map { unnamed, plain in
      var piece = unnamed.piece
      piece.file = taken.unique(counts[folded(plain)] == 1 ? plain : name(unnamed, isMarked: true))
      return piece
    }
  }

  private func unnamed(
    _ template: String, _ language: String, _ each: EachValue, _ value: Value, _ row: Int
  ) -> Unnamed {
    var piece = Piece(file: "", language: language, only: (each.by.value, value))
    let shown = each.name.flatMap { rows(for: each).column(named: $0.value) }?.value(at: row)
    if let shown, shown != .null { piece.name = BookText.shown(shown, language, timeline.zone) }
    var template = template
    var value = value
    if value == .null, template.hasSuffix(".xlsx") {
      value = .text(BookWords.in(language, fallbacks: timeline.languages).empty)
    }
    if each.name != nil {
      let name = piece.name.map { .text($0) } ?? value
      template = template.replacing(
        "{name}", with: FileName.safe(name, in: timeline.zone, limit: FileName.longestValue))
    }
    return (piece, template, value)
  }
}

extension RunFile {
  /// The record of a file just written.
  init(file: String, _ fingerprint: FileFingerprint, rows: Int, columns: [Field]? = nil) {
    self.init(file: file, sha256: fingerprint.sha256, bytes: fingerprint.bytes, rows: rows, columns: columns)
  }
}

extension WorkbookReport.Notice {
  /// The notice as one sentence.
  package var words: String {
    let place = row.map { ", first in row \($0 + 1)" } ?? ""
    let column = column.isEmpty ? "" : ", column '\(column)'"
    return "sheet '\(sheet)'\(column): \(what) (\(count) \(count == 1 ? "cell" : "cells")\(place))"
  }
}
