internal import Foundation
internal import Tables

/// Objects as cells: a column for each member, those of nested objects as `a.b`, in the order in which the file
/// first has them.
struct JSONRows {
  private var places: [[String]: Int] = [:]
  private var paths: [[String]] = []
  private(set) var grid = SheetGrid()

  /// - Parameter line: the line of the object, or its number in the list.
  mutating func add(_ object: [String: JSONNode], line: Int) {
    grid.lines.append(Int32(clamping: line))
    add(object, below: [])
  }

  private mutating func add(_ object: [String: JSONNode], below path: [String]) {
    // Dictionaries have no order of their own.
    for (key, value) in object.sorted(by: { $0.key < $1.key }) {
      if case .object(let inner) = value, !inner.isEmpty, path.count < 16 {
        add(inner, below: path + [key])
      } else {
        add(value, at: path + [key])
      }
    }
  }

  private mutating func add(_ value: JSONNode, at path: [String]) {
    let column = places[path] ?? paths.count
    if column == paths.count {
      places[path] = column
      paths.append(path)
      grid.columns.append([])
    }
    guard let (kind, text) = value.cell else { return }
    let start = grid.bytes.count
    // NUL is no text in any file.
    grid.bytes.append(contentsOf: text.utf8.lazy.map { $0 == 0 ? 0x20 : $0 })
    grid.columns[column].append(
      SheetGrid.Cell(
        row: Int32(grid.lines.count - 1), start: UInt32(start), end: UInt32(grid.bytes.count), kind: kind))
  }

  /// Puts the columns in the order of the text, and gives their names.
  mutating func finish(_ text: Data) -> [String] {
    var positions: [String: Int] = [:]
    func position(_ key: String) -> Int {
      if let known = positions[key] { return known }
      let found = text.range(of: Data("\"\(key)\"".utf8))?.lowerBound ?? .max
      positions[key] = found
      return found
    }
    let order = paths.indices.sorted { left, right in
      for (a, b) in zip(paths[left], paths[right]) where a != b {
        let (first, second) = (position(a), position(b))
        return first == second ? a < b : first < second
      }
      return paths[left].count < paths[right].count
    }
    grid.columns = order.map { grid.columns[$0] }
    return order.map { paths[$0].joined(separator: ".").replacing("\0", with: " ") }
  }
}
