/// Collects the values that cells could not hold: one notice per column and kind, with the first row and the
/// number of cells.
struct NoticeLog {
  private struct Key: Hashable {
    var sheet: String
    var column: String
    var what: String
  }
  private var places: [Key: Int] = [:]
  private(set) var notices: [WorkbookReport.Notice] = []

  mutating func add(_ what: String, sheet: String, column: String = "", row: Int? = nil, count: Int = 1) {
    let key = Key(sheet: sheet, column: column, what: what)
    if let place = places[key] {
      notices[place].count += count
    } else {
      places[key] = notices.count
      notices.append(.init(sheet: sheet, column: column, row: row, what: what, count: count))
    }
  }
}
