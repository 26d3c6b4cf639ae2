/// The custom properties of a workbook, by which a file that comes back is recognised.
///
/// Excel and LibreOffice keep them. Google Sheets does not, so a workbook that people change has them in the hidden
/// sheet `acta` as well, a name and a value in each row.
struct PropertyLog {
  private var properties: [(name: String, value: String)] = []

  /// The table and the key of one sheet: `acta_table.Personas`, `acta_key.Personas`.
  mutating func add(_ source: TableSheetDocument.Source, sheet: String, _ notices: inout NoticeLog) {
    add("acta_table.\(sheet)", source.table, &notices)
    add("acta_key.\(sheet)", source.key.joined(separator: ", "), &notices)
  }

  /// An empty value is left out, and one of more than 255 characters is cut and reported.
  mutating func add(_ name: String, _ value: String, _ notices: inout NoticeLog) {
    let (shortName, shortValue) = (CellPolicy.label(name), CellPolicy.label(value))
    guard !shortName.isEmpty, !shortValue.isEmpty else { return }
    if value.utf16.count > 255 {
      notices.add("property '\(shortName)' of more than 255 characters cut", sheet: "")
    }
    properties.append((shortName, shortValue))
  }

  func write(to workbook: inout Workbook) throws {
    for (name, value) in properties { try workbook.setProperty(name, value) }
  }

  func writeSheet(to workbook: inout Workbook, names: inout SheetNames) throws {
    let sheet = try workbook.addSheet(named: names.unique("acta"))
    for (row, property) in properties.enumerated() {
      try workbook.write(text: property.name, sheet, row: row, column: 0, nil)
      try workbook.write(text: property.value, sheet, row: row, column: 1, nil)
    }
    workbook.hide(sheet)
    workbook.protect(sheet)
  }
}
