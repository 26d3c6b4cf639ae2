internal import Diagnostics
internal import Foundation
internal import Tables

/// Objects as cells: a column for each member, those of nested objects as `a.b`, in the order in which the file
/// first has them.
struct JSONRows {
  private var places: [[String]: Int] = [:]
  private var paths: [[String]] = []
  private(set) var grid = SheetGrid()

  /// As many columns as a sheet has.
  private static let mostColumns = CellPlace.columnLimit
  /// Up to so many columns, objects that lack some of them do no harm.
  private static let usualColumns = 1000
  /// Each row has a cell in each column, whether or not its object has the member.
  private static let mostCells = 100_000_000

  /// - Parameter line: the line of the object, or its number in the list.
  /// - Throws: a diagnostic if the objects have too many different members.
  mutating func add(_ object: [String: JSONNode], line: Int, of file: TextFile) throws {
    grid.lines.append(Int32(clamping: line))
    add(object, below: [])
    let isSparse = paths.count > JSONRows.usualColumns && grid.lines.count > JSONRows.mostCells / paths.count
    if paths.count > JSONRows.mostColumns || isSparse {
      throw Diagnostic(
        .manyMembers(file.name), at: file.location(),
        reason:
          grid.lines.count == 1
          ? "its first object has \(paths.count) of them, and each is a column"
          : "its first \(grid.lines.count) objects have \(paths.count) different ones, and each is a column",
        hint: "names that are values, such as numbers or dates, belong into a member of their own")
    }
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
    let positions = JSONScanner.positions(of: Set(paths.joined()), in: text.span)
    func position(_ key: String) -> Int { positions[key] ?? .max }
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

extension Diagnostic.Message {
  fileprivate static func manyMembers(_ file: String) -> Self {
    Self(.tooLarge, "the objects of '\(file)' have too many different members")
  }
}
