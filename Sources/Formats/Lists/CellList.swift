internal import Tables

/// A report or list that is known by its words and stands in the cells of a workbook or the members of JSON.
struct CellList {
  let options: ReadingOptions
  /// The format of the file that holds the cells.
  let own: InputFormat
  /// The file of a text of the cells.
  let file: (_ text: [UInt8]) -> TextFile

  /// Enough to find a header.
  private static let head = 40

  /// The rows of the list; nil if the list is unknown, or the job says how to read it.
  /// - Parameter text: the first rows as CSV.
  func read(_ text: (_ rows: Int) -> CellText) throws -> FileRows? {
    var options = options
    if let declared = options.format, declared != own {
      guard let format = ReportFormats.named(declared) else { return nil }
      options.delimiter = UInt8(ascii: ",")
      return try read(format, text(.max), options)
    }
    guard let format = format(text) else { return nil }
    options.delimiter = UInt8(ascii: ",")
    return try read(format, text(.max), options)
  }

  /// The list that the cells are; nil if it is unknown, or the job says how to read it.
  func format(_ text: (_ rows: Int) -> CellText) -> (any ReportFormat.Type)? {
    guard options.format == nil, options.columns.isEmpty, options.range == nil, options.headerRow == nil,
      options.delimited.rowKeys.isEmpty
    else {
      return nil
    }
    let beginning = FileBeginning(.text(file(text(CellList.head).bytes)), delimiter: UInt8(ascii: ","))
    let formats = own == .xlsx ? ReportFormats.ofCells : ReportFormats.lists
    return formats.first { $0.recognises(beginning) }
  }

  private func read(
    _ format: any ReportFormat.Type, _ text: CellText, _ options: ReadingOptions
  ) throws -> FileRows {
    var reader = try format.init(.text(file(text.bytes)), options: options)
    var rows = try reader.read()
    // The text is Acta's own; what is in the file is not text.
    (rows.report.encoding, rows.report.delimiter) = (nil, nil)
    rows.renumber(by: text)
    if text.blankRows > 0 {
      rows.report.leftOut.append(("blank line", text.blankRows))
      rows.report.rows += text.blankRows
    }
    return rows
  }
}
