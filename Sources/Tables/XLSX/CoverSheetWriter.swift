/// Writes a sheet of headings, texts, pairs and small tables.
struct CoverSheetWriter {
  let document: WorkbookDocument
  let sheet: CoverSheet

  func write(
    to workbook: inout Workbook, names: inout SheetNames, notices: inout NoticeLog
  ) throws -> (name: String, sheet: Workbook.Sheet) {
    let name = names.unique(sheet.name)
    let place = try workbook.addSheet(named: name)
    return (name, place)
  }
}
