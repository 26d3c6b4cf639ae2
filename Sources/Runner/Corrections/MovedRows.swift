internal import Formats
internal import Tables

/// The rows of a sheet that came back with the key of one row and the cells of another: somebody has sorted some of the
/// columns only, swapped keys, or pasted one row over another.
struct MovedRows {
  /// A row with the cells of another one.
  struct Moved {
    let found: ReturnedFile.Row
    /// The row that its cells were sent in.
    let other: Int
    /// Whether all cells that may not be changed are those of the other row.
    let isWhole: Bool
  }

  /// Rows whose key stands with the cells of a row that is nowhere else.
  private(set) var withOtherKeys: [Moved] = []
  /// By line: why nothing of a row may be taken.
  private(set) var reasons: [Int: String] = [:]
  /// By line: why a row that may well be meant as it is looks moved.
  private(set) var doubts: [Int: String] = [:]

  private let sheet: ReturnedSheet
  /// The columns that are there, those that may not be changed and those that may.
  private let fixed: [Int]
  private let editable: [Int]

  /// So many moved rows leave it open whether others, which look like several that were sent, have their own keys.
  private static let many = 3

  init(in sheet: ReturnedSheet) {
    self.sheet = sheet
    fixed = sheet.fixedPlaces
    editable = sheet.editablePlaces
    let moved = sheet.rows.compactMap { row, found in self.moved(found, of: row) }
    let inPlace = Set(sheet.rows.filter { row, found in isWhole(found, row) }.map(\.row))
    withOtherKeys = moved.filter { $0.isWhole && !inPlace.contains($0.other) }
    for entry in moved {
      reasons[entry.found.line] =
        "\(entry.isWhole ? "" : "most of ")what may not be changed in it was sent with the key '\(key(of: entry.other))'"
    }
    if moved.count >= MovedRows.many { holdLookalikes() }
    findExchanged()
  }

  private func key(of row: Int) -> String { sheet.sent.keyText(of: row).joined(separator: ", ") }

  private func cell(_ found: ReturnedFile.Row, _ place: Int) -> ReturnedFile.Cell? {
    found.cell(sheet.places[place]!)
  }

  private func isSame(_ found: ReturnedFile.Row, _ place: Int, _ row: Int) -> Bool {
    sheet.isUnchanged(cell(found, place), sheet.sent.columns[place], row: row)
  }

  private func filled(_ found: ReturnedFile.Row) -> [Int] {
    fixed.filter { !ReturnedValue.isBlank(cell(found, $0)?.text ?? "") }
  }

  private func isWhole(_ found: ReturnedFile.Row, _ row: Int) -> Bool {
    let filled = filled(found)
    return !filled.isEmpty && filled.allSatisfy { isSame(found, $0, row) }
  }

  // MARK: Cells that may not be changed

  /// The row that the cells fit better than the row of their key.
  private func moved(_ found: ReturnedFile.Row, of row: Int) -> Moved? {
    let filled = filled(found)
    let own = filled.count { isSame(found, $0, row) }
    if own == filled.count { return nil }
    // What may be changed tells whether the cells that may not were.
    let ownOfAll = own + editable.count { isSame(found, $0, row) }
    let cells = filled.map { ($0, cell(found, $0)) }
    var best: (row: Int, count: Int, ofAll: Int)?
    for (other, count) in sheet.search.rows(likeMoreThan: own, of: cells) where other != row {
      let ofAll = count + editable.count { isSame(found, $0, other) }
      if ofAll < ownOfAll { continue }
      if let best, (best.count, best.ofAll) >= (count, ofAll) { continue }
      best = (other, count, ofAll)
    }
    return best.map { Moved(found: found, other: $0.row, isWhole: $0.count == filled.count) }
  }

  /// Holds the rows that show the same as several rows that were sent.
  private mutating func holdLookalikes() {
    for (_, found) in sheet.rows where reasons[found.line] == nil {
      let cells = filled(found).map { ($0, cell(found, $0)) }
      guard cells.isEmpty || sheet.search.rows(like: cells, most: 2).count > 1 else { continue }
      reasons[found.line] =
        "\(reasons.count) other rows have another key than the one they were sent with, and nothing shows that this one has its own"
    }
  }

  // MARK: Cells that may be changed

  /// Finds the rows that nothing tells from a row all of whose values they have, while that row has those of another.
  private mutating func findExchanged() {
    var shown: [Int: (found: ReturnedFile.Row, other: Int)] = [:]
    for (row, found) in sheet.rows where reasons[found.line] == nil {
      guard editable.count(where: { !isSame(found, $0, row) }) > 1 else { continue }
      let cells = (filled(found) + editable).map { ($0, cell(found, $0)) }
      let others = sheet.search.rows(like: cells, most: 2)
      if others.count == 1 { shown[row] = (found, others[0]) }
    }
    let present = Set(sheet.rows.map(\.row))
    for (found, other) in shown.values where shown[other] != nil || !present.contains(other) {
      doubts[found.line] = "all its values were sent with the key '\(key(of: other))'"
    }
  }
}
