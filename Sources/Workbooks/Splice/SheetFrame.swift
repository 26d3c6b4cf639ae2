internal import Tables

/// A sheet as the library wrote it, apart from its data rows.
struct SheetFrame {
  /// Up to the end of the header row.
  let head: [UInt8]
  /// From the row of totals, or the end of all rows.
  let tail: [UInt8]

  /// Nil when it is not a sheet with a header.
  init?(_ xml: [UInt8], _ body: SheetBody) {
    let totals = max(body.rows.count, 1) + 2
    guard let data = xml.firstEnd(of: "<sheetData>", from: 0),
      let start = xml.firstEnd(of: "</row>", from: data),
      let end = xml.firstStart(of: body.hasTotals ? "<row r=\"\(totals)\"" : "</sheetData>", from: start)
    else { return nil }
    head = Array(xml[..<start])
    tail = Array(xml[end...])
  }
}

/// Looking for signs in XML, as bytes.
extension [UInt8] {
  /// The number that the digits among these bytes make.
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

  func firstEnd(of text: String, from: Int) -> Int? {
    firstStart(of: text, from: from).map { $0 + text.utf8.count }
  }
}
