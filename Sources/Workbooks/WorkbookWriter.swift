internal import Tables

/// Writes a document as an XLSX file.
///
/// The file is written at the end, after everything else has succeeded; the same document always gives the same
/// bytes. The report lists values that a cell cannot hold, with their substitutes.
package enum WorkbookWriter {
  /// - Parameters:
  ///   - path: the file to create or replace; callers write to a temporary name and rename.
  ///   - temporaryDirectory: holds the parts of the file, which take about as much room as the file.
  ///   - isFingerprinted: whether the report has the fingerprint of the file.
  /// - Throws: a diagnostic that names the file.
  package static func write(
    _ document: WorkbookDocument, to path: String, temporaryDirectory: String, isFingerprinted: Bool = false
  ) throws -> WorkbookReport {
    try write(
      document, to: path, temporaryDirectory: temporaryDirectory, isFingerprinted: isFingerprinted,
      rowLimit: CellPolicy.rowLimit)
  }

  /// Takes another limit of rows for one sheet; for tests.
  static func write(
    _ document: WorkbookDocument, to path: String, temporaryDirectory: String, isFingerprinted: Bool = false,
    rowLimit: Int
  ) throws -> WorkbookReport {
    try Splice.checkLibrary(LibraryVersions.libxlsxwriter, path: path)
    var workbook = try Workbook(path: path, temporaryDirectory: temporaryDirectory)
    var notices = NoticeLog()
    let words = document.words
    var names = SheetNames(fallback: words.sheet)
    var properties = PropertyLog()
    try workbook.setProperties(
      title: CellPolicy.label(document.title), subject: CellPolicy.label(document.subject),
      created: floorDivide(document.created, 1_000_000))
    for property in document.properties { properties.add(property.name, property.value, &notices) }
    var bodies = SheetBodies()
    var lists = ChoiceLists()
    var charts = BookCharts()
    var report = WorkbookReport(sheets: [], rows: 0, notices: [])
    // Covers are filled in last, when the sheets to which they lead have their names.
    var covers: [(CoverSheetWriter, Workbook.Sheet)] = []
    var firstNames: [String] = []
    for sheet in document.sheets {
      switch sheet {
      case .cover(let cover):
        let writer = CoverSheetWriter(document: document, sheet: cover)
        let added = try writer.add(to: &workbook, names: &names)
        covers.append((writer, added.sheet))
        report.sheets.append(added.name)
        firstNames.append(added.name)
      case .table(let table):
        let written = try TableSheetWriter(document: document, sheet: table, rowLimit: rowLimit).write(
          to: &workbook, bodies: &bodies, names: &names, lists: &lists, charts: &charts,
          notices: &notices)
        report.sheets += written.allNames
        firstNames.append(written.allNames[0])
        if let source = table.source {
          for part in written.parts { properties.add(source, sheet: part.name, &notices) }
        }
        if table.countsRows { report.rows += table.rowCount }
      case .blocks(let blocks):
        let name = try BlockSheetWriter(document: document, sheet: blocks).write(
          to: &workbook, names: &names, lists: &lists, charts: &charts, notices: &notices
        ).name
        report.sheets.append(name)
        firstNames.append(name)
        report.rows += blocks.tables.reduce(0) { $0 + $1.table.rowCount }
      }
    }
    for (writer, place) in covers {
      var writer = writer
      try writer.write(place, to: &workbook, sheetNames: firstNames, names: &names)
      try writer.writeLogo(place, to: &workbook, &notices)
    }
    try charts.write(to: &workbook)
    try properties.write(to: &workbook)
    if document.isEditable { try properties.writeSheet(to: &workbook, names: &names) }
    try lists.write(to: &workbook, names: &names, words: words, zone: document.zone)
    // A workbook must have at least one sheet.
    if document.sheets.isEmpty { _ = try workbook.addSheet(named: words.sheet) }
    try workbook.close()
    let edits = PartEdits(
      language: document.language, hasNumberSigns: report.sheets.contains { $0.contains("#") })
    report.fingerprint = try bodies.insert(into: path, edits: edits, isFingerprinted: isFingerprinted)
    report.notices = notices.notices
    return report
  }
}
