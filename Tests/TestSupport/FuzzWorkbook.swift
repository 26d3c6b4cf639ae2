internal import Formats
internal import Tables
internal import Workbooks

/// A small table whose names and values are bytes from outside, written as a workbook and read again: each cell must
/// come back as the value that it was, or as what a cell holds instead.
struct FuzzWorkbook {
  private let name: String
  private let columns: [(label: String, values: [Value])]
  private let rowCount: Int

  /// - Parameter bytes: the numbers of columns and rows, the name of the sheet, and the columns: a label, a type, values.
  init(_ bytes: [UInt8]) {
    var source = Source(bytes: bytes)
    let width = 1 + Int(source.byte()) % 6
    let height = 1 + Int(source.byte()) % 24
    name = source.text()
    rowCount = height
    columns = (0..<width).map { _ in
      let label = source.text()
      let kind = source.byte()
      return (label, (0..<height).map { _ in source.value(kind) })
    }
  }

  func writeAndRead(_ path: String) throws {
    let types = columns.map { $0.values.lazy.compactMap(FuzzWorkbook.type).first ?? .text }
    let table = Table(
      Schema(types.enumerated().map { Field("c\($0)", $1) }),
      zip(columns, types).map { Column($1, $0.values) },
      rowCount: rowCount)
    let sheet = TableSheetDocument(
      name: name, table: table, columns: columns.map { TableSheetDocument.SheetColumn(label: $0.label) })
    var document = WorkbookDocument(
      title: name, subject: columns[0].label, created: 1_619_753_400_000_000, zone: .utc, language: "es")
    document.sheets = [.table(sheet)]
    let folder = path.split(separator: "/").dropLast().joined(separator: "/")
    let report = try WorkbookWriter.write(document, to: path, temporaryDirectory: "/" + folder)
    let file = InputFile(path: path, displayName: "Inputs/fuzz.xlsx")
    let returned = try ReturnedFile(file)
    guard let found = returned.sheets.first(where: { $0.name == report.sheets[0] }) else {
      throw FuzzTarget.Fault(description: "no sheet '\(report.sheets[0])'")
    }
    try compare(sheet, found)
    // As an input of a job, no row may be lost.
    var options = ReadingOptions(zone: .utc)
    options.headerRow = 1
    let result = try InputReader.read([file], options: options)
    let (all, rejected) = (result.files[0].rows, result.files[0].rejected)
    let leftOut = result.files[0].leftOut.reduce(0) { $0 + $1.rows }
    guard all == result.table.rowCount + rejected + leftOut, all == found.rows.count - 1 else {
      throw FuzzTarget.Fault(
        description: "\(found.rows.count - 1) rows, \(all) found, \(rejected) rejected, \(leftOut) left out")
    }
  }

  private func compare(_ sheet: TableSheetDocument, _ found: ReturnedFile.Sheet) throws {
    let rows = Dictionary(found.rows.map { ($0.line, $0) }, uniquingKeysWith: { first, _ in first })
    for (column, (header, values)) in zip(sheet.headers, columns.map(\.values)).enumerated() {
      guard rows[1]?.cell(column)?.text == header else {
        throw FuzzTarget.Fault(
          description: "header '\(rows[1]?.cell(column)?.text ?? "")' is not '\(header)'")
      }
      for (row, value) in values.enumerated() {
        let cell = rows[row + 2]?.cell(column)
        guard FuzzWorkbook.holds(cell, value) else {
          throw FuzzTarget.Fault(
            description: "row \(row), column \(column): \(String(describing: cell)) is not \(value)")
        }
      }
    }
  }

  private static func holds(_ cell: ReturnedFile.Cell?, _ value: Value) -> Bool {
    switch value {
    case .null: return cell == nil
    case .text(let text):
      let written = text.replacing("\r\n", with: "\n").replacing("\r", with: "\n").replacing(
        "\0", with: "\u{FFFD}")
      return written.isEmpty
        ? cell == nil || cell!.text.isEmpty : cell?.kind == .text && cell?.text == written
    case .integer(let number):
      // Cells hold 15 digits; longer numbers are texts.
      return cell?.text == "\(number)"
    case .number(let number):
      guard let read = cell.flatMap({ Double($0.text) }) else { return false }
      return read == number || (read - number).magnitude <= number.magnitude * 1e-14
    case .boolean(let truth): return cell?.text == "\(truth)"
    case .date, .datetime: return false
    }
  }

  private static func type(_ value: Value) -> ColumnType? {
    switch value {
    case .text: .text
    case .integer: .integer
    case .number: .number
    case .boolean: .boolean
    default: nil
    }
  }

  /// Takes values from bytes; zeros when they have ended.
  private struct Source {
    let bytes: [UInt8]
    var place = 0

    mutating func byte() -> UInt8 {
      defer { place += 1 }
      return place < bytes.count ? bytes[place] : 0
    }

    /// A length, and as many bytes.
    mutating func text() -> String {
      let length = Int(byte())
      return String(decoding: (0..<length).map { _ in byte() }, as: UTF8.self)
    }

    mutating func value(_ kind: UInt8) -> Value {
      if kind % 5 == 4 || byte() % 8 == 7 { return .null }
      switch kind % 5 {
      case 0: return .text(text())
      case 1: return .integer(Int64(bitPattern: bits()) >> Int64(byte() % 64))
      case 2:
        let number = Double(bitPattern: bits())
        return .number(number.isFinite ? number : 0.5)
      default: return .boolean(byte() % 2 == 1)
      }
    }

    private mutating func bits() -> UInt64 { (0..<8).reduce(0) { bits, _ in bits << 8 | UInt64(byte()) } }
  }
}
