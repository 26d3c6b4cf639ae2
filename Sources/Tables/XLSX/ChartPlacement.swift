/// Puts a sheet's charts where they do not cover its table.
struct ChartPlacement {
  let part: TableSheetPart
  let totalRows: Int

  func write(to workbook: inout Workbook, notices: inout NoticeLog) throws {
  }
}
