internal import Diagnostics
internal import Engine
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
  /// The column of the table that the cell is in.
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
    (column, value, subject) = try withExtendedLifetime(restored.workspace) {
      try PublishedCell.find(found, in: file, restored)
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
    _ reference: CellReference, in file: String, _ restored: RestoredRun
  ) throws -> (column: String, value: Value, subject: Subject) {
    let writer = try restored.runner.writer(
      restored.job, moment: restored.moment, options: restored.options)
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
      let (sheet, row, block) = try PublishedCell.row(
        reference, of: document, found.sheet, firstRow: found.firstRow)
      let column = reference.place.column
      guard sheet.table.schema.fields.indices.contains(column), row >= 0, row < sheet.table.rowCount else {
        throw Diagnostic(
          .init(
            .unknownCell, "cell \(reference.cell) of sheet '\(reference.sheet)' shows no row of the table"),
          reason: "the sheet has \(counted(sheet.table.rowCount, "row")) below its header and "
            + counted(sheet.table.schema.fields.count, "column"))
      }
      let name = sheet.table.schema.names[column]
      let value = sheet.table.columns[column].value(at: row)
      switch book.sheets[found.sheet] {
      case .about, .method, .changes: continue
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
