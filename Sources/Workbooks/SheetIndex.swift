/// Leads through a table that goes on in further sheets: a sheet with a link to each part, before the first, and links
/// from part to part beside the headers.
struct SheetIndex {
  let words: WriterWords
  let name: String
  /// The names of the parts, in order.
  let parts: [String]

  /// - Parameter rows: of the table, by part.
  func cover(title: String, rows: [Range<Int>]) -> CoverSheet {
    let lines = zip(parts.indices, rows).map { part, rows in
      CoverSheet.Line(
        first: .link(parts[part], sheet: part), detail: words.rows(rows.lowerBound + 1, rows.upperBound),
        last: .text(""))
    }
    return CoverSheet(name: name, blocks: [.title(title), .paragraph(words.goesOn), .lines(lines)])
  }

  /// Writes the links of one part into the header row, to the right of the table.
  func writeLinks(of part: Int, after columns: Int, _ place: Workbook.Sheet, to workbook: inout Workbook)
    throws
  {
    guard columns + 3 < CellPolicy.columnLimit else { return }
    let style = try workbook.style(WorkbookLook.partLink)
    func link(_ sign: String, _ target: String, column: Int) throws {
      let width = Double(min(sign.count + target.count + 3, 36))
      try workbook.setWidth(place, columns: column...column, width)
      _ = try workbook.write(
        link: "internal:\(SheetReference.text(target))!A1", text: Workbook.encoded(sign + target), place,
        row: 0, column: column, style)
    }
    try link("↑ ", name, column: columns + 1)
    if part > 0 { try link("← ", parts[part - 1], column: columns + 2) }
    if part + 1 < parts.count { try link("→ ", parts[part + 1], column: columns + 3) }
  }
}
