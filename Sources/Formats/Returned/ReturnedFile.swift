internal import Diagnostics
package import Tables

/// A workbook or CSV file that went out and came back, cell by cell, whichever program saved it.
package struct ReturnedFile: Sendable {
  package enum Kind: Sendable {
    case text, number, boolean, date, datetime, time
    /// A text of a CSV file, whose cells have no types.
    case written
    /// An error such as `#N/A`, or a formula without a stored value; the text says which.
    case unreadable
  }

  package struct Cell: Sendable, Equatable {
    /// Dates and times in ISO 8601, numbers with a point.
    package var text: String
    package var kind: Kind
    /// Whether it is computed from other cells.
    package var isFormula = false

    package init(_ text: String, _ kind: Kind) {
      self.text = text
      self.kind = kind
    }
  }

  package struct Row: Sendable {
    /// The number of the row on the sheet, or of the line in the file.
    package var line: Int
    /// From the sheet's first column; nil where a cell is empty.
    package var cells: [Cell?]

    package func cell(_ column: Int) -> Cell? { column < cells.count ? cells[column] : nil }
  }

  package struct Sheet: Sendable {
    package var name: String
    /// Those that hold something.
    package var rows: [Row]
    package var isHidden: Bool = false
  }

  package let name: String
  /// The properties that Acta gave the workbook: `acta_job`, `acta_night`. Empty if the file has none.
  package let properties: [String: String]
  /// The person who last saved the workbook, if it says so.
  package let author: String?
  package let sheets: [Sheet]

  /// - Throws: a diagnostic if it is neither an Excel workbook nor a CSV file, or is damaged.
  package init(_ input: InputFile) throws {
    let options = ReadingOptions(zone: .utc)
    name = input.displayName
    switch try OpenedFile(input, options: options) {
    case .text:
      sheets = [try ReturnedFile.sheet(ofCSV: input)]
      properties = [:]
      author = nil
    case .binary(let content, let refusal):
      guard content.bytes.starts(with: [0x50, 0x4B]) else { throw refusal }
      let archive = try ZipArchive(
        name: content.name, size: content.size, sizeOnDisk: content.sizeOnDisk, limits: options.limits
      ) {
        try content.read($0)
      }
      let book = try XLSXWorkbook(archive)
      var sheets = try book.sheets.map { sheet in
        Sheet(
          name: sheet.name,
          rows: ReturnedFile.rows(of: try book.grid(of: sheet, keepsUnreadable: true)),
          isHidden: sheet.isHidden)
      }
      var (properties, author) = try book.properties()
      // Google Sheets drops properties, so that the workbook repeats them in a hidden sheet.
      let prefix = ReturnedFile.propertyPrefix
      sheets.removeAll { sheet in
        // Some programs rename it.
        guard let first = sheet.rows.first?.cell(0), first.text.hasPrefix(prefix) else { return false }
        for row in sheet.rows {
          guard let key = row.cell(0)?.text, let value = row.cell(1)?.text, key.hasPrefix(prefix) else {
            continue
          }
          if properties[key] == nil { properties[key] = value }
        }
        return true
      }
      (self.properties, self.author, self.sheets) = (properties, author, sheets)
    }
  }

  fileprivate static let propertyPrefix = "acta_"

  private static func rows(of grid: SheetGrid) -> [Row] {
    var rows = grid.lines.map { Row(line: Int($0), cells: []) }
    func put(_ cell: Cell, _ row: Int, _ column: Int) {
      while rows[row].cells.count < column { rows[row].cells.append(nil) }
      rows[row].cells.append(cell)
    }
    for (column, cells) in grid.columns.enumerated() {
      for cell in cells { put(Cell(grid.text(cell), Kind(cell.kind)), Int(cell.row), column) }
    }
    let places = Dictionary(
      grid.lines.enumerated().map { (Int($1), $0) }, uniquingKeysWith: { first, _ in first })
    for (line, column, what) in grid.unreadable ?? [] {
      guard let row = places[line] else { continue }
      while rows[row].cells.count <= column { rows[row].cells.append(nil) }
      rows[row].cells[column] = Cell(what, .unreadable)
    }
    for (line, column) in grid.formulas ?? [] {
      guard let row = places[line], rows[row].cell(column) != nil else { continue }
      rows[row].cells[column]?.isFormula = true
    }
    return rows
  }

  private static func sheet(ofCSV input: InputFile) throws -> Sheet {
    var options = ReadingOptions(zone: .utc)
    options.format = .csv
    options.ragged = .pad
    options.wantsSourceLine = true
    let read = try InputReader.read([input], options: options)
    if read.rejects.rowCount > 0 {
      throw Diagnostic(
        .init(.cannotRead, "cannot read '\(input.displayName)'"),
        reason: "\(counted(read.rejects.rowCount, "row")) of it cannot be read as rows of a table")
    }
    let names = read.table.schema.visibleNames
    let columns = names.map { read.table.column(named: $0)! }
    let lines = read.table.column(named: Field.sourceLine.name)
    var rows = [Row(line: 1, cells: names.map { Cell($0, .written) })]
    for row in 0..<read.table.rowCount {
      var line = row + 2
      if case .integer(let number)? = lines?.value(at: row) { line = Int(number) }
      let cells = columns.map { column -> Cell? in
        let value = column.value(at: row)
        return value == .null ? nil : Cell(value.messageText, .written)
      }
      rows.append(Row(line: line, cells: cells))
    }
    return Sheet(name: "", rows: rows)
  }
}

extension ReturnedFile.Kind {
  fileprivate init(_ kind: CellKind) {
    switch kind {
    case .text: self = .text
    case .number: self = .number
    case .boolean: self = .boolean
    case .date: self = .date
    case .datetime: self = .datetime
    case .time: self = .time
    }
  }
}

extension XLSXWorkbook {
  /// The custom properties with Acta's prefix, and the person who last saved the workbook.
  fileprivate func properties() throws -> (own: [String: String], author: String?) {
    let custom = WorkbookProperties()
    let core = WorkbookProperties()
    for part in try XLSXWorkbook.relationships(of: "", in: archive) where archive.member(part.target) != nil {
      if part.type.hasSuffix("/custom-properties") {
        try XLSXWorkbook.parse(part.target, in: archive, custom)
      }
      if part.type.hasSuffix("/core-properties") { try XLSXWorkbook.parse(part.target, in: archive, core) }
    }
    return (custom.own, core.author.flatMap { $0.isEmpty ? nil : $0 })
  }
}

private final class WorkbookProperties: XMLHandler {
  private(set) var own: [String: String] = [:]
  private(set) var author: String?
  private var property: String?
  private var isAuthor = false
  private var bytes: [UInt8] = []

  override func start(_ element: XMLName, _ attributes: XMLAttributes) {
    bytes = []
    if element == "property" { property = attributes.string("name") }
    isAuthor = element == "lastModifiedBy"
  }

  override func end(_ element: XMLName) {
    let text = String(decoding: bytes, as: UTF8.self)
    if element == "lastModifiedBy" { author = text }
    guard element == "property", let property else { return }
    if property.hasPrefix(ReturnedFile.propertyPrefix) { own[property] = text }
    self.property = nil
  }

  override func text(_ piece: Span<UInt8>) {
    if property != nil || isAuthor { bytes.append(piece, 0..<piece.count) }
  }
}
