import Foundation
import TestSupport
import Testing

@testable import Tables
@testable import Workbooks

/// Writes workbooks and finds cells in the XML of their parts, for the suites that look at them.
protocol WorkbookWriting {}

extension WorkbookWriting {
  var zone: Zone { Zone("America/Santiago")! }

  func document(_ sheets: [SheetDocument], language: String = "es") -> WorkbookDocument {
    var document = WorkbookDocument(
      title: "Asistencia", subject: "Revisión", created: 1_619_753_400_000_000, zone: zone,
      language: language)
    document.sheets = sheets
    return document
  }

  func sheet(
    _ columns: [(String, Column)], name: String = "Hoja",
    _ change: (inout TableSheetDocument) -> Void = { _ in }
  ) -> TableSheetDocument {
    let table = Table(
      Schema(columns.enumerated().map { Field("c\($0)", $1.1.type) }), columns.map(\.1))
    var sheet = TableSheetDocument(name: name, table: table, columns: columns.map { .init(label: $0.0) })
    change(&sheet)
    return sheet
  }

  func written(
    _ document: WorkbookDocument, rowLimit: Int = CellPolicy.rowLimit
  ) throws -> (zip: ZipReader, report: WorkbookReport) {
    try withFolder { folder in
      let path = folder + "/book.xlsx"
      let report = try WorkbookWriter.write(
        document, to: path, temporaryDirectory: folder, isFingerprinted: true, rowLimit: rowLimit)
      // Whatever is written: the report says which bytes the file has.
      #expect(try report.fingerprint == FileFingerprint(of: InputFile(path: path, displayName: path)))
      return (try ZipReader(path: path), report)
    }
  }

  func written(_ sheet: TableSheetDocument, rowLimit: Int = CellPolicy.rowLimit) throws -> (
    zip: ZipReader, report: WorkbookReport
  ) {
    try written(document([.table(sheet)]), rowLimit: rowLimit)
  }

  func texts(_ values: [String?]) -> Column { .text(TextColumn(values)) }
  func integers(_ values: [Int64]) -> Column { .integer(PlainColumn(values)) }

  /// The `<c …>` of a cell, or nil when there is none.
  func cell(_ name: String, in xml: String) -> String? {
    guard let start = xml.range(of: "<c r=\"\(name)\"") else { return nil }
    let rest = xml[start.lowerBound...]
    let close = rest.range(of: ">")!
    if rest[..<close.upperBound].hasSuffix("/>") { return String(rest[..<close.upperBound]) }
    return String(rest[..<rest.range(of: "</c>")!.upperBound])
  }

  func value(_ name: String, in xml: String) -> String? {
    guard let cell = cell(name, in: xml), let start = cell.range(of: "<v>") else { return nil }
    return String(cell[start.upperBound...].prefix { $0 != "<" })
  }

  /// The number format of a cell.
  func format(of name: String, _ zip: ZipReader, sheet: String = "xl/worksheets/sheet1.xml") throws -> String
  {
    let cell = try #require(try cell(name, in: zip.text(sheet)))
    let index = cell.firstMatch(of: /s="(\d+)"/).map { Int($0.1)! } ?? 0
    let styles = try zip.text("xl/styles.xml")
    let xfs = styles.matches(of: /<xf [^>]*numFmtId="(\d+)"[^>]*xfId="0"/).map { String($0.1) }
    let id = xfs[index]
    let custom = try Regex("<numFmt numFmtId=\"\(id)\" formatCode=\"([^\"]*)\"/>")
    guard let match = styles.firstMatch(of: custom), let code = match.output[1].substring else {
      return id == "0" ? "General" : id
    }
    return code.replacingOccurrences(of: "&quot;", with: "\"")
  }
}
