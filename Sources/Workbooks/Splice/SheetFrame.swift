/// A sheet as written by the library, without its data rows.
struct SheetFrame {
  /// Up to the end of the header row.
  let head: [UInt8]
  /// From the row of totals, or the end of all rows.
  let tail: [UInt8]

  /// - Throws: a diagnostic if the sheet does not have the form that the splice relies on.
  init(_ xml: [UInt8], _ body: SheetBody, path: String) throws {
    func place(of text: String, from: Int) throws -> Range<Int> {
      guard let start = xml.firstStart(of: text, from: from) else {
        throw Splice.missing(text, in: body.part, path: path)
      }
      return start..<start + text.utf8.count
    }
    let data = try place(of: "<sheetData>", from: 0)
    let header = try place(of: "</row>", from: data.upperBound)
    let totals = max(body.rows.count, 1) + 2
    let end = try place(
      of: body.hasTotals ? "<row r=\"\(totals)\"" : "</sheetData>", from: header.upperBound)
    if let last = SheetFrame.lastCell(of: body) {
      let cell = try place(of: last.name, from: header.upperBound)
      // Its style number is the one that all cells of the column get.
      guard
        last.endings.contains(where: { ending in
          xml[cell.upperBound...].starts(with: ending.utf8) && cell.upperBound < end.lowerBound
        })
      else { throw Splice.missing(last.name + last.endings[0], in: body.part, path: path) }
    }
    head = Array(xml[..<header.upperBound])
    tail = Array(xml[end.lowerBound...])
  }

  /// The placeholder at the end of the data rows, which the library has written without a value, and the forms
  /// in which it can end.
  private static func lastCell(of body: SheetBody) -> (name: String, endings: [String])? {
    guard let column = body.columns.indices.last, !body.rows.isEmpty else { return nil }
    let styles = body.looks.map { [$0[column].cell, $0[column].link] }.joined()
    return (
      "<c r=\"\(CellPolicy.name(body.rows.count, column))\"",
      styles.map { $0 == 0 ? "/>" : " s=\"\($0)\"/>" }
    )
  }
}

/// Byte search in XML.
extension [UInt8] {
  /// The number formed by the digits among these bytes.
  func number(in range: Range<Int>) -> Int {
    self[range].reduce(0) { (0x30...0x39).contains($1) ? $0 * 10 + Int($1 - 0x30) : $0 }
  }

  func firstStart(of text: String, from: Int) -> Int? {
    let wanted = Array(text.utf8)
    var place = from
    while place + wanted.count <= count {
      if self[place] == wanted[0], self[place..<place + wanted.count].elementsEqual(wanted) { return place }
      place += 1
    }
    return nil
  }
}
