internal import Diagnostics
internal import Formats
internal import Foundation
internal import Tables

/// The sheets of a workbook that came back that have no columns that may be changed, compared with the workbook that was
/// sent: a row of theirs has no key, and may stand somewhere else.
struct FixedSheets {
  /// What is not taken, in words for people.
  private(set) var notes: [String] = []

  /// So many cells and rows of a sheet are named.
  private static let named = 10

  /// - Parameters:
  ///   - others: the names of sheets that are not compared.
  ///   - sent: the workbook as it was sent.
  init(of file: ReturnedFile, but others: Set<String>, _ sent: ReturnedFile) {
    let returned = file.sheets.filter { !others.contains($0.name) }
    let names = Set(file.sheets.map { $0.name.lowercased() })
    for sheet in returned {
      if let same = sent.sheets.first(where: { $0.name.lowercased() == sheet.name.lowercased() }) {
        note(sheet, as: same)
        continue
      }
      // Somebody may have given another name to a sheet, or a program that saved it.
      let isRenamed = sent.sheets.contains { other in
        !names.contains(other.name.lowercased()) && SheetDifferences(sheet, other).isNone
      }
      if !isRenamed, !sheet.isHidden, !sheet.rows.isEmpty {
        notes.append("sheet '\(sheet.name)' is not one that was sent; nothing of it is taken")
      }
    }
  }

  private mutating func note(_ sheet: ReturnedFile.Sheet, as sent: ReturnedFile.Sheet) {
    let found = SheetDifferences(sheet, sent)
    if found.isNone { return }
    let places = found.cells.map { "cell \($0)" } + found.rows.map { "row \($0)" }
    let rest = places.count - FixedSheets.named
    let words = enumeration(
      places.prefix(FixedSheets.named) + (rest > 0 ? ["\(rest) more \(rest == 1 ? "place" : "places")"] : []))
    notes.append(
      "sheet '\(sheet.name)': \(words) \(places.count == 1 ? "is" : "are") not as sent, and the sheet has no columns that may be changed; nothing of it is taken"
    )
  }
}

/// The rows of a sheet that came back that were not sent as they are, wherever they stand.
private struct SheetDifferences {
  /// The cells with another value, by their references.
  private(set) var cells: [String] = []
  /// The rows that are like none that was sent, or have more changed cells than others.
  private(set) var rows: [Int] = []

  var isNone: Bool { cells.isEmpty && rows.isEmpty }

  /// More comparisons of rows than these are not made: the rows are named, and not their cells.
  private static let mostComparisons = 1_000_000

  init(_ sheet: ReturnedFile.Sheet, _ sent: ReturnedFile.Sheet) {
    var (found, expected) = SheetDifferences.unpaired(sheet.rows, sent.rows) { $0.values }
    // Columns that were moved are so in each row.
    let filled = sheet.rows.count { $0.values.count > 1 }
    if found.count(where: { $0.values.count > 1 }) == filled {
      (found, expected) = SheetDifferences.unpaired(found, expected) { $0.values.sorted() }
    }
    if found.count * expected.count > SheetDifferences.mostComparisons {
      rows = found.map(\.line)
      return
    }
    for row in found where !row.values.isEmpty {
      guard let place = SheetDifferences.likest(row, in: expected) else {
        rows.append(row.line)
        continue
      }
      let old = expected.remove(at: place)
      let changed = row.changed(from: old)
      if changed.count > 1, changed.count * 2 > row.values.count {
        rows.append(row.line)
      } else {
        cells += changed.map { "\(CellPlace.letters(ofColumn: $0))\(row.line)" }
      }
    }
  }

  /// The rows of each side that the other one does not have.
  private static func unpaired<Key: Hashable>(
    _ found: [ReturnedFile.Row], _ sent: [ReturnedFile.Row], by key: (ReturnedFile.Row) -> Key
  ) -> (found: [ReturnedFile.Row], sent: [ReturnedFile.Row]) {
    var counts: [Key: Int] = [:]
    for row in sent { counts[key(row), default: 0] += 1 }
    var missing = counts
    let left = found.filter { row in
      let key = key(row)
      guard let count = missing[key], count > 0 else { return true }
      missing[key] = count - 1
      return false
    }
    let rest = sent.filter { row in
      let key = key(row)
      guard let count = missing[key], count > 0 else { return false }
      missing[key] = count - 1
      return true
    }
    return (left, rest)
  }

  /// The row that was sent with the most of the same cells; of equal ones that in the same place.
  private static func likest(_ row: ReturnedFile.Row, in sent: [ReturnedFile.Row]) -> Int? {
    let likeness = sent.map { other -> (same: Int, isInPlace: Bool) in
      let width = max(row.cells.count, other.cells.count)
      let same = (0..<width).count { place in
        guard let cell = other.cell(place), !cell.isFormula else { return false }
        return cell.isSame(as: row.cell(place))
      }
      return (same, other.line == row.line)
    }
    return likeness.indices.filter { likeness[$0].same > 0 || likeness[$0].isInPlace }
      .max { first, second in
        let (first, second) = (likeness[first], likeness[second])
        return first.same != second.same ? first.same < second.same : !first.isInPlace && second.isInPlace
      }
  }
}

extension ReturnedFile.Row {
  /// What its filled cells show, but for computed ones, whose values change with others.
  fileprivate var values: [String] {
    cells.compactMap { cell in
      guard let cell, !cell.isFormula, !ReturnedValue.isBlank(cell.text) else { return nil }
      return cell.shown
    }
  }

  /// The columns of the cells that another row does not have.
  fileprivate func changed(from sent: ReturnedFile.Row) -> [Int] {
    (0..<max(cells.count, sent.cells.count)).filter { place in
      let old = sent.cell(place)
      if old?.isFormula == true { return false }
      return old.map { !$0.isSame(as: cell(place)) } ?? !ReturnedValue.isBlank(cell(place)?.text ?? "")
    }
  }
}

extension ReturnedFile.Cell {
  /// The same for cells that show the same, but for numbers that differ in their last digits only.
  fileprivate var shown: String {
    guard let number else { return "\(kind == .boolean ? "b" : "t")\(ReturnedValue.plain(text))" }
    if number == 0 { return "n0" }
    let scale = pow(10, 13 - log10(abs(number)).rounded(.down))
    return "n\(scale.isFinite ? (number * scale).rounded() / scale : number)"
  }

  fileprivate func isSame(as other: ReturnedFile.Cell?) -> Bool {
    guard let other, !ReturnedValue.isBlank(other.text) else { return ReturnedValue.isBlank(text) }
    if let number, let found = other.number {
      return abs(number - found)
        <= max(abs(number) * 1e-14, isTime || other.isTime ? ReturnedFile.Cell.second : 0)
    }
    return shown == other.shown
  }

  /// In days.
  private static let second = 1.0 / 86_400

  private var isTime: Bool { kind == .date || kind == .datetime || kind == .time }

  /// The number in the cell, or the serial number of its date.
  private var number: Double? {
    switch kind {
    case .number: Double(text)
    case .date, .datetime:
      // A date whose cell has lost its format is a number.
      ISOTime.read(text).map { Double($0.local) / 86_400e6 + 25_569 }
    case .text, .written, .boolean, .time, .unreadable: nil
    }
  }
}
