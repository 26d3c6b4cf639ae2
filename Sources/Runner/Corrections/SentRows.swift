internal import Formats
internal import Tables

/// Finds the rows of a sheet that was handed out by what cells show. Each column is put in order once, when it is first
/// needed; comparing each row that came back with each that was sent would grow with the square of their number.
final class SentRows {
  private let columns: [HandedOutSheet.SheetColumn]
  private let rowCount: Int
  private let reading: ReturnedValue
  /// By column.
  private var orders: [Int: Order] = [:]
  /// How often a cell was compared with a value that was sent.
  private(set) var comparisons = 0

  /// The rows of a column, in an order in which those that may be the same as a cell are found.
  private enum Order {
    case byKey([String: [Int32]])
    case byNumber(keys: [Double], rows: [Int32], empty: [Int32])
  }

  init(_ sent: HandedOutSheet, _ reading: ReturnedValue) {
    columns = sent.columns
    rowCount = sent.rowCount
    self.reading = reading
  }

  /// The first rows that show the same as all of the cells, in ascending order.
  ///
  /// - Parameters:
  ///   - cells: each with the place of its column; one at least.
  ///   - most: how many rows are wanted.
  func rows(
    like cells: [(place: Int, cell: ReturnedFile.Cell?)], most: Int,
    where isWanted: (Int) -> Bool = { _ in true }
  ) -> [Int] {
    var fewest: [Int32]?
    for (place, cell) in cells {
      let found = candidates(like: cell, at: place)
      if found.count < fewest?.count ?? .max { fewest = found }
      if found.isEmpty { return [] }
    }
    var rows: [Int] = []
    for row in fewest ?? [] where isWanted(Int(row)) {
      comparisons += 1
      let isSame = cells.allSatisfy { place, cell in
        reading.isSame(cell, columns[place].shown.value(at: Int(row)))
      }
      if isSame { rows.append(Int(row)) }
      if rows.count == most { break }
    }
    return rows
  }

  /// So many rows are compared with one that came back.
  private static let looked = 200

  /// Rows that show the same as more than `least` of the cells, with how many; not all, if a great many do.
  func rows(
    likeMoreThan least: Int, of cells: [(place: Int, cell: ReturnedFile.Cell?)]
  ) -> [(row: Int, count: Int)] {
    // Such a row is the same in one of any columns that are more than the cells that may differ.
    let lists = cells.map { candidates(like: $0.cell, at: $0.place) }.sorted { $0.count < $1.count }
    var looked: Set<Int32> = []
    for list in lists.prefix(cells.count - least) {
      for row in list where looked.count < SentRows.looked { looked.insert(row) }
    }
    return looked.sorted().compactMap { row in
      comparisons += 1
      let count = cells.count { place, cell in
        reading.isSame(cell, columns[place].shown.value(at: Int(row)))
      }
      return count > least ? (Int(row), count) : nil
    }
  }

  /// All rows that can be the same as the cell in one column, and perhaps others, in ascending order.
  private func candidates(like cell: ReturnedFile.Cell?, at place: Int) -> [Int32] {
    switch order(of: place) {
    case .byKey(let rows):
      let lists = reading.keys(of: cell, as: columns[place].shown.type).compactMap { rows[$0] }
      return lists.count == 1 ? lists[0] : Set(lists.joined()).sorted()
    case .byNumber(let keys, let rows, let empty):
      guard let ranges = reading.ranges(of: cell, as: columns[place].shown.type) else { return empty }
      var found: Set<Int32> = []
      for range in ranges {
        var at = keys.firstPlace { $0 >= range.lowerBound }
        while at < keys.count, keys[at] <= range.upperBound {
          found.insert(rows[at])
          at += 1
        }
      }
      return found.sorted()
    }
  }

  private func order(of place: Int) -> Order {
    if let known = orders[place] { return known }
    let made: Order
    let shown = columns[place].shown
    switch shown.type {
    case .text, .boolean:
      var rows: [String: [Int32]] = [:]
      for row in 0..<rowCount {
        for key in Set(reading.keys(of: shown.value(at: row))) { rows[key, default: []].append(Int32(row)) }
      }
      made = .byKey(rows)
    case .integer, .number, .date, .datetime:
      var empty: [Int32] = []
      var numbered: [(key: Double, row: Int32)] = []
      for row in 0..<rowCount {
        if let key = reading.number(of: shown.value(at: row)) {
          numbered.append((key, Int32(row)))
        } else {
          empty.append(Int32(row))
        }
      }
      numbered.sort { $0 < $1 }
      made = .byNumber(keys: numbered.map(\.key), rows: numbered.map(\.row), empty: empty)
    }
    orders[place] = made
    return made
  }
}
