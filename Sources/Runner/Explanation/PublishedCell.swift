internal import Diagnostics
internal import Engine
internal import Formats
internal import Foundation
internal import JobSpec
internal import Ledger
package import Tables
internal import Workbooks

/// A cell of a published workbook, and the row or figure that it shows.
package struct PublishedCell: Sendable {
  package enum Subject: Sendable {
    /// A row of a table, from 0.
    case row(Int32, of: String)
    case figure(String, item: String?)
  }

  package let snapshot: Snapshot
  /// The file's name in its run.
  package let file: String
  package let sheet: String
  /// `C17`
  package let cell: String
  package let column: String
  package let value: Value
  package let subject: Subject

  /// - Parameters:
  ///   - path: a file as it was published, also as a path in the workspace; it may have been moved, but not
  ///     changed.
  ///   - reference: `Personas!C17`, `'Por categoría'!B2`
  /// - Throws: a diagnostic if no archived run published the file, or the cell shows no row of a table.
  package init(_ reference: String, of path: String, in workspace: Workspace) throws {
    guard let found = CellReference(reference) else {
      throw Diagnostic(
        .init(.unknownCell, "'\(reference)' is not a cell of a sheet"),
        hint: "write the sheet and the cell, such as  'Personas!C17'")
    }
    let (snapshot, file) = try PublishedCell.run(thatPublished: path, in: workspace)
    let restored = try RestoredRun(snapshot, in: workspace)
    let isThere = FileStatus(path: path)?.kind == .regular
    let input = InputFile(path: isThere ? path : workspace.path(of: path), displayName: path)
    (column, value, subject) = try withExtendedLifetime(restored.workspace) {
      try PublishedCell.findReject(found, in: file, restored)
        ?? PublishedCell.find(found, in: file, restored, as: input)
    }
    self.snapshot = snapshot
    self.file = file
    sheet = found.sheet
    cell = found.cell
  }

  private static func run(
    thatPublished path: String, in workspace: Workspace
  ) throws -> (Snapshot, file: String) {
    let files = FileManager.default
    guard let content = files.bytes(ofFile: path) ?? files.bytes(ofFile: workspace.path(of: path))
    else {
      throw Diagnostic(.init(.cannotRead, "cannot read '\(path)'"))
    }
    let sha256 = FileFingerprint(of: Array(content)).sha256
    for known in Snapshot.all(state: workspace.state).reversed() {
      guard let snapshot = try Snapshot.read(state: workspace.state, night: known.night, run: known.run),
        let file = snapshot.run.files.first(where: { $0.sha256 == sha256 })
      else { continue }
      return (snapshot, file.file)
    }
    throw Diagnostic(
      .init(.unknownRun, "no archived run published '\(path)'"),
      reason: "no published file has its SHA-256, \(sha256.prefix(16))…",
      hint: "the file was changed after it was published, or its run is not archived any more;"
        + " 'acta explain JOB TABLE --where' finds rows by their values")
  }

  private static func find(
    _ reference: CellReference, in file: String, _ restored: RestoredRun, as input: InputFile
  ) throws -> (column: String, value: Value, subject: Subject) {
    let writer = try restored.runner.writer(
      restored.job, moment: restored.moment, options: restored.options, withChanges: true, atOnce: true)
    for (export, plan, pieces) in try writer.allPieces() {
      guard case .workbook(let workbook) = export, let piece = pieces.first(where: { $0.file == file })
      else { continue }
      let book = Book(writer: writer, workbook: workbook, piece: piece)
      let document = try WorkbookBuilder(book: book, plan: plan).document()
      guard let found = document.place(ofSheet: reference.sheet) else {
        let names = document.sheets.map(\.name)
        throw Diagnostic(
          .init(.unknownCell, "'\(file)' has no sheet '\(reference.sheet)'"),
          reason: "it has \(names.joined(separator: ", "))",
          hint: suggestion(for: reference.sheet, among: names))
      }
      if case .about = book.sheets[found.sheet] {
        return try PublishedCell.headline(reference, CoverBuilder(book: book).headlines, in: input)
      }
      let (sheet, row, block) = try PublishedCell.row(
        reference, of: document, found.sheet, firstRow: found.firstRow)
      let column = reference.place.column
      guard sheet.table.schema.fields.indices.contains(column), row >= 0, row < sheet.table.rowCount else {
        let isTotal = row == sheet.table.rowCount && sheet.columns.contains { $0.total != nil }
        throw Diagnostic(
          .init(
            .unknownCell, "cell \(reference.cell) of sheet '\(reference.sheet)' shows no row of the table"),
          reason: isTotal
            ? "it is in the row of totals, over all \(counted(sheet.table.rowCount, "row")) above it"
            : "the sheet has \(counted(sheet.table.rowCount, "row")) below its header and "
              + counted(sheet.table.schema.fields.count, "column"))
      }
      let name = sheet.table.schema.names[column]
      let value = sheet.table.columns[column].value(at: row)
      switch book.sheets[found.sheet] {
      case .about, .method: continue
      case .changes(let definition):
        let changes = ChangesBuilder(writer: writer, workbook: workbook, sheet: definition, piece: piece)
        return (
          sheet.columns[column].label, value,
          try PublishedCell.subject(try changes.subject(ofLine: row), definition, reference, writer)
        )
      case .figures:
        // The sheet shows labels; the figure itself is in the table.
        let figures = writer.rows(of: FigureTable.name, piece)
        func text(_ column: String) -> String? {
          let value = figures.column(named: column)?.value(at: row) ?? .null
          return value == .null ? nil : value.messageText
        }
        return (name, value, .figure(text("figure") ?? "", item: text("item")))
      case .table(let definition): return (name, value, PublishedCell.subject(row, definition, piece, writer))
      case .blocks(let blocks):
        return (name, value, PublishedCell.subject(row, blocks.tables[block], piece, writer))
      }
    }
    throw Diagnostic(
      .init(.unknownCell, "'\(file)' is not a workbook of job '\(restored.job.name.value)'"))
  }

  /// The table that the cell is in, the row of the table, and the number of the table on a sheet of blocks. The first
  /// row of other sheets is the header.
  private static func row(
    _ reference: CellReference, of document: WorkbookDocument, _ sheet: Int, firstRow: Int
  ) throws -> (sheet: TableSheetDocument, row: Int, block: Int) {
    switch document.sheets[sheet] {
    case .table(let table):
      return (table, reference.place.row < 1 ? -1 : firstRow + reference.place.row - 1, 0)
    case .blocks(let blocks):
      if let place = try blocks.place(ofRow: reference.place.row, in: document) {
        return (blocks.tables[place.table], place.row, place.table)
      }
    case .cover: break
    }
    throw Diagnostic(
      .init(.unknownCell, "cell \(reference.cell) of sheet '\(reference.sheet)' is in no row of a table"))
  }

  /// The row of a table that a line of a sheet of changes is about.
  private static func subject(
    _ subject: ChangesBuilder.Subject?, _ definition: ChangesSheet, _ reference: CellReference,
    _ writer: ExportWriter
  ) throws -> Subject {
    let table = definition.table.value
    switch subject {
    case .row(let row): return .row(row, of: table)
    case .gone(let key, let night):
      let condition = key.map { column, value in
        "\(column) == \(value.type == .text ? "\"\(value.messageText)\"" : value.text(in: writer.timeline.zone))"
      }
      throw Diagnostic(
        .init(.unknownCell, "cell \(reference.cell) of sheet '\(reference.sheet)' shows a row that is gone"),
        reason: "table '\(table)' had it on the night of \(night)",
        hint:
          "acta explain \(writer.job.name.value) \(table) --night \(night) --where '\(condition.joined(separator: " and "))'"
      )
    case nil:
      throw Diagnostic(
        .init(.unknownCell, "cell \(reference.cell) of sheet '\(reference.sheet)' shows no change"))
    }
  }

  /// The figure that a cover shows in a cell, or right above or below it: a number stands above what it means, and its
  /// change below that.
  private static func headline(
    _ reference: CellReference, _ headlines: [(figure: String, item: String?, tile: CoverSheet.Tile)],
    in input: InputFile
  ) throws -> (column: String, value: Value, subject: Subject) {
    let sheet = try ReturnedFile(input).sheets.first { $0.name == reference.sheet }
    let (row, column) = (reference.place.row + 1, reference.place.column)
    // The caption first of the cell itself, then of the cells below and above it.
    for other in [row, row + 1, row - 1, row - 2] {
      let text = sheet?.rows.first { $0.line == other }?.cell(column)?.text
      guard let found = headlines.first(where: { $0.tile.caption == text }) else { continue }
      return (found.tile.caption, found.tile.value, .figure(found.figure, item: found.item))
    }
    throw Diagnostic(
      .init(.unknownCell, "cell \(reference.cell) of sheet '\(reference.sheet)' shows no figure"),
      hint: headlines.isEmpty
        ? nil : "the sheet's figures are \(headlines.map { "'\($0.tile.caption)'" }.joined(separator: ", "))")
  }

  /// A cell of a workbook of rejects; nil if the file is another one.
  private static func findReject(
    _ reference: CellReference, in file: String, _ restored: RestoredRun
  ) throws -> (column: String, value: Value, subject: Subject)? {
    guard restored.job.inputs.contains(where: { Evidence.rejectsBook(of: $0.name.value) == file }) else {
      return nil
    }
    let (inputs, entries) = try restored.runner.inputs(
      of: restored.job, moment: restored.moment, options: restored.options)
    let books = RejectsBook.all(of: restored.job, inputs, entries, restored.timeline, restored.moment)
    guard let book = books.first(where: { Evidence.rejectsBook(of: $0.input) == file }) else { return nil }
    let sent = book.handedOut()
    let (row, column) = (reference.place.row - 1, reference.place.column)
    guard sent.isSheet(named: reference.sheet), book.rows.indices.contains(row),
      sent.columns.indices.contains(column), let rejects = inputs[book.input]?.rejects
    else {
      throw Diagnostic(
        .init(.unknownCell, "cell \(reference.cell) of sheet '\(reference.sheet)' shows no rejected row"))
    }
    let own = book.rows[row]
    let place = (0..<rejects.rowCount).first { other in
      rejects.column(named: "file")?.value(at: other) == .text(own.file)
        && rejects.column(named: "line")?.value(at: other) == .integer(Int64(own.line))
    }
    guard let place else { return nil }
    return (
      sent.columns[column].header, sent.columns[column].shown.value(at: row),
      .row(Int32(place), of: book.table)
    )
  }

  private static func subject(
    _ row: Int, _ definition: TableSheet, _ piece: ExportWriter.Piece, _ writer: ExportWriter
  ) -> Subject {
    var number = Int32(row)
    if let only = piece.only, !definition.showsAllRows,
      let column = writer.rows(of: definition.table.value, in: piece.language).column(named: only.column)
    {
      number = column.rows(equalTo: only.value)[row]
    }
    return .row(number, of: definition.table.value)
  }
}

/// `Personas!C17`: a cell of a sheet.
struct CellReference {
  let sheet: String
  /// `C17`
  let cell: String
  let place: CellPlace

  init?(_ text: String) {
    guard let mark = text.lastIndex(of: "!"), let place = CellPlace(text[text.index(after: mark)...]) else {
      return nil
    }
    var sheet = String(text[..<mark])
    if sheet.count > 2, sheet.hasPrefix("'"), sheet.hasSuffix("'") {
      sheet = String(sheet.dropFirst().dropLast()).replacing("''", with: "'")
    }
    guard !sheet.isEmpty, place.isOnSheet else { return nil }
    self.sheet = sheet
    self.place = place
    cell = "\(CellPlace.letters(ofColumn: place.column))\(place.row + 1)"
  }
}
