internal import Diagnostics
package import Tables

/// A sheet of an Excel workbook as a table: one header, one row of the sheet a row. Cells arrive in the types
/// that the workbook gives them.
package struct XLSXTable: ReportFormat {
  package static let name = InputFormat.xlsx
  package static let about = FormatDescription(
    "a sheet of an Excel workbook",
    recognisedBy:
      "the file's first bytes, whatever its name")
  /// The sheet's own headers are its columns.
  package static let columns: [Field] = []
  package static let freeTexts: Set<String> = []

  private let options: ReadingOptions
  private let content: FileContent
  private var book: XLSXWorkbook
  private let sheet: XLSXWorkbook.Sheet
  private var warnings: [Diagnostic] = []

  package static func recognises(_ beginning: FileBeginning) -> Bool {
    guard case .binary(let content, _) = beginning.file else { return false }
    return content.bytes.starts(with: [0x50, 0x4B, 0x03, 0x04])
  }

  package init(_ file: OpenedFile, options: ReadingOptions) throws {
    guard case .binary(let content, _) = file else {
      throw Diagnostic(
        .notAWorkbook(file.name), reason: "it is a text file",
        hint: "leave  format:  out, and Acta finds what it is")
    }
    self.options = options
    self.content = content
    let archive = try ZipArchive(
      name: content.name, size: content.size, sizeOnDisk: content.sizeOnDisk, limits: options.limits
    ) {
      try content.read($0)
    }
    book = try XLSXWorkbook(archive)
    sheet = try XLSXTable.choose(options.sheet, of: book, content.name)
  }

  package mutating func read() throws -> FileRows {
    if let streamed = try SheetStream(book: book, sheet: sheet, content: content, options: options).read() {
      warnings += streamed.matchingWarnings
      note(streamed.notes)
      var rows = streamed.rows
      rows.warnings = warnings + streamed.suspicions
      return rows
    }
    var grid = try book.onlyGrid(of: sheet)
    if let range = options.range { grid = grid.restricted(to: range) }
    let isOtherReport = options.format.map { $0 != XLSXTable.name } ?? false
    if let text = grid.delimitedLines ?? (isOtherReport ? grid.csv() : nil) {
      var rows = try read(TextFile(text: text.bytes, in: content))
      rows.renumber(by: text)
      return rows
    }
    let list = try XLSXTable.list(options, content).read { grid.csv(rows: $0) }
    if var list {
      note(SheetNotes(grid))
      list.warnings = warnings + list.warnings
      return list
    }
    let head = try SheetHead(
      grid, options: options, file: content.name, sheet: sheet.name,
      others: book.sheets.filter { !$0.isHidden && $0.name != sheet.name }.map(\.name))
    let matching = try HeaderMatching(
      header: head.header, location: SourceLocation(file: content.name, line: max(1, head.line)),
      options: options)
    warnings += matching.warnings
    note(SheetNotes(grid))
    let rules = try SheetRules(
      grid, head, matching.plans, options,
      location: SourceLocation(file: content.name, line: max(1, head.line)))
    try rules.grid.verifySize(book.archive)
    warnings += SheetSuspicions(
      grid: rules.grid, head: head, columns: matching.plans, file: content.name
    ).warnings(options)
    let fingerprint = try content.fingerprint()
    var result = FileRows(
      report: FileReport(
        file: content.name, bytes: fingerprint.bytes, sha256: fingerprint.sha256, rows: 0, rejected: 0,
        leftOut: rules.leftOut, format: XLSXTable.name, sheet: sheet.name, modified: content.modified))
    (result.headerRow, result.headerLine) = (head.line, max(1, head.line))
    SheetColumns(grid: rules.grid, firstRow: head.firstRow, options: options).read(
      matching.plans, header: head, into: &result)
    result.report.rows += rules.leftOut.reduce(0) { $0 + $1.rows }
    result.warnings = warnings
    return result
  }

  /// A report in the cells of a workbook.
  static func list(_ options: ReadingOptions, _ content: FileContent) -> CellList {
    CellList(options: options, own: XLSXTable.name) { TextFile(text: $0, in: content) }
  }

  /// Reads a text file that a program has put into the cells of one column, a line a cell.
  private func read(_ text: TextFile) throws -> FileRows {
    var options = options
    (options.sheet, options.range) = (nil, nil)
    if options.format == XLSXTable.name { options.format = nil }
    let file = OpenedFile.text(text)
    let found = try FileRecognition(file, options: options)
    guard let layout = found.layout else { return try InputReader.report(file, found, options) }
    return try CSVReader(text, layout: layout, options: options, sizes: .standard).read()!
  }

  /// The sheet that the job names, or the first that is shown.
  private static func choose(
    _ choice: SheetChoice?, of book: XLSXWorkbook, _ file: String
  ) throws -> XLSXWorkbook.Sheet {
    let names = book.sheets.map(\.name)
    switch choice {
    case nil: return book.sheets.first { !$0.isHidden } ?? book.sheets[0]
    case .number(let number):
      guard number >= 1, number <= names.count else {
        throw Diagnostic(
          .noSheet("\(number)", file), reason: "it has \(names.count): \(HeaderMatching.list(names))")
      }
      return book.sheets[number - 1]
    case .name(let name):
      let exact = book.sheets.first { $0.name == name }
      let key = HeaderMatching.key(name)
      guard let sheet = exact ?? book.sheets.first(where: { HeaderMatching.key($0.name) == key }) else {
        throw Diagnostic(
          .noSheet(name, file), reason: "it has \(HeaderMatching.list(names))",
          hint: suggestion(for: name, among: names))
      }
      return sheet
    }
  }

  /// Says what of the sheet is not as it seems.
  private mutating func note(_ notes: SheetNotes) {
    let place = "sheet '\(sheet.name)' of '\(content.name)'"
    func warn(_ words: String, _ reason: String? = nil, _ hint: String? = nil) {
      warnings.append(
        Diagnostic(
          .notice(words), at: SourceLocation(file: content.name, line: 1), severity: .warning, reason: reason,
          hint: hint))
    }
    if options.sheet == nil {
      let others = book.sheets.filter { $0.name != sheet.name }
      let shown = others.filter { !$0.isHidden }.map(\.name)
      if !shown.isEmpty {
        warn(
          "'\(content.name)' has other sheets, and only '\(sheet.name)' is read",
          "the others are \(HeaderMatching.list(shown))", "say which one in the input:  sheet: \(sheet.name)")
      }
      let hidden = others.filter(\.isHidden).map(\.name)
      if !hidden.isEmpty {
        warn("'\(content.name)' has hidden sheets, which are not read: \(HeaderMatching.list(hidden))")
      }
    }
    if notes.cells.hiddenRows > 0 {
      warn(
        "\(place) has \(notes.cells.hiddenRows) hidden \(notes.cells.hiddenRows == 1 ? "row" : "rows"), read like the others",
        "a filter or somebody's hand has hidden them")
    }
    let hiddenColumns = notes.hiddenColumns
    if hiddenColumns > 0 {
      warn(
        "\(place) has \(hiddenColumns) hidden \(hiddenColumns == 1 ? "column" : "columns"), read like the others"
      )
    }
    if !notes.cells.errors.isEmpty {
      let errors = notes.cells.errors.sorted { $0.key < $1.key }.map { "\($0.value) × \($0.key)" }
      warn("cells of \(place) hold errors and are read as empty: \(errors.joined(separator: ", "))")
    }
    if notes.cells.replacedCells > 0 {
      let count = notes.cells.replacedCells
      warn(
        "\(counted(count, "cell")) of \(place) \(count == 1 ? "comes" : "come") twice, and the last value is read",
        "other programs read the last, too, or refuse the file",
        "open the workbook and save it again as .xlsx")
    }
    if notes.cells.valuelessFormulas > 0 {
      warn(
        "\(counted(notes.cells.valuelessFormulas, "formula")) of \(place) \(notes.cells.valuelessFormulas == 1 ? "has" : "have") no stored value and \(notes.cells.valuelessFormulas == 1 ? "is" : "are") read as empty",
        "the program that wrote the file does not calculate", "open it in a spreadsheet program and save it")
    }
  }
}

extension Diagnostic.Message {
  fileprivate static func notice(_ words: String) -> Self { Self(.workbookNotice, words) }
  fileprivate static func notAWorkbook(_ file: String) -> Self {
    Self(.cannotRead, "'\(file)' is not an Excel workbook")
  }
  fileprivate static func noSheet(_ sheet: String, _ file: String) -> Self {
    Self(.unknownSheet, "'\(file)' has no sheet \(Int(sheet) == nil ? "'\(sheet)'" : sheet)")
  }
}
