internal import Formats
internal import Tables

/// Finds the rows of a sheet that was handed out by what cells show, and the values of its drop-down lists. Each column
/// is put in order once, when it is first needed; comparing each row that came back with each that was sent would grow
/// with the square of their number.
final class SentRows {
  private let columns: [HandedOutSheet.SheetColumn]
  private let reading: ReturnedValue
  /// By column.
  private var indexes: [Int: CellIndex] = [:]
  private var choices: [Int: (index: CellIndex, meanings: Set<Value>)] = [:]
  /// How often a cell was compared with a value that was sent.
  private(set) var comparisons = 0

  init(_ sent: HandedOutSheet, _ reading: ReturnedValue) {
    columns = sent.columns
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
      let found = index(of: place).places(like: cell)
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
    let lists = cells.map { index(of: $0.place).places(like: $0.cell) }.sorted { $0.count < $1.count }
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

  /// Whether the drop-down list of a column has the value of a cell, or the column has no list.
  func hasChoice(_ cell: ReturnedFile.Cell?, at place: Int) -> Bool {
    let column = columns[place]
    guard let list = column.choices, let cell, !ReturnedValue.isBlank(cell.text) else { return true }
    let (index, meanings) = choices(of: column, list, at: place)
    let isListed = index.places(like: cell).contains { choice in
      comparisons += 1
      return reading.isSame(cell, list.value(at: Int(choice)))
    }
    return isListed || column.meanings[HeaderMatching.key(cell.text)].map(meanings.contains) == true
  }

  private func index(of place: Int) -> CellIndex {
    if let known = indexes[place] { return known }
    let made = CellIndex(columns[place].shown, reading)
    indexes[place] = made
    return made
  }

  private func choices(of column: HandedOutSheet.SheetColumn, _ list: Column, at place: Int) -> (
    index: CellIndex, meanings: Set<Value>
  ) {
    if let known = choices[place] { return known }
    let meanings = (0..<list.count).compactMap {
      column.meanings[HeaderMatching.key(list.value(at: $0).text(in: reading.zone))]
    }
    let made = (index: CellIndex(list, reading), meanings: Set(meanings))
    choices[place] = made
    return made
  }
}
