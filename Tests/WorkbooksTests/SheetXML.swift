import Foundation
import TestSupport
import Testing

/// A sheet's XML made comparable: texts instead of their numbers, numbers as the library rounds them,
/// without `spans`, which are only a hint.
struct SheetXML: Equatable {
  var before: String
  var rows: [String]
  var after: String

  init(_ zip: ZipReader, sheet: Int) throws {
    let xml = try zip.text("xl/worksheets/sheet\(sheet).xml")
    let texts = try SheetXML.texts(zip)
    let start = try #require(xml.range(of: "<sheetData>"))
    let end = try #require(xml.range(of: "</sheetData>"))
    before = String(xml[..<start.lowerBound])
    after = String(xml[end.upperBound...])
    rows = xml[start.upperBound..<end.lowerBound].components(separatedBy: "<row ").dropFirst().map {
      SheetXML.row($0, texts)
    }
  }

  /// What the parts of shared strings hold, between `<si>` and `</si>`.
  static func texts(_ zip: ZipReader) throws -> [String] {
    try zip.text("xl/sharedStrings.xml").components(separatedBy: "<si>").dropFirst().map {
      String($0[..<$0.range(of: "</si>")!.lowerBound])
    }
  }

  private static func row(_ xml: String, _ texts: [String]) -> String {
    let cells = xml.components(separatedBy: "<c ")
    let head = cells[0].replacing(/\sspans="[0-9:]*"/, with: "")
    return ([head] + cells.dropFirst().map { cell($0, texts) }).joined(separator: "\n<c ")
  }

  private static func cell(_ xml: String, _ texts: [String]) -> String {
    guard let start = xml.range(of: "<v>"), let end = xml.range(of: "</v>") else { return xml }
    let value = String(xml[start.upperBound..<end.lowerBound])
    let held: String
    if xml.contains(" t=\"s\"") {
      held = texts[Int(value)!]
    } else {
      // The library keeps 16 digits; minus zero is zero.
      held = String(format: "%.16G", Double(value)! + 0)
    }
    return xml.replacingCharacters(in: start.upperBound..<end.lowerBound, with: held)
  }
}
