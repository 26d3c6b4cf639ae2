internal import Diagnostics
package import Tables

/// The differences between two states of a table, row by row. The columns of `key` say which rows are the same
/// row.
package struct TableComparison: Sendable {
  /// Differences that do not count.
  package struct Tolerance: Sendable, Equatable {
    /// Columns that are not compared.
    package var ignored: Set<String> = []
    /// Whether texts that differ only in upper and lower case are equal.
    package var ignoresCase = false
    /// Whether texts that differ only in blanks are equal.
    package var ignoresSpaces = false
    /// Numbers that differ by no more than this are equal.
    package var numbers = 0.0

    package init() {}
  }

  /// A row that both states have, with other values.
  package struct ChangedRow: Sendable, Equatable {
    package var old: Int32
    package var new: Int32
    /// Indexes of ``columns`` whose values differ.
    package var columns: [Int]
  }

  /// A column whose type has changed. Its values are compared as texts, or as numbers.
  package struct Retyped: Sendable, Equatable {
    package var name: String
    package var old: ColumnType
    package var new: ColumnType
  }

  /// The reason why rows cannot be compared.
  package enum Obstacle: Error, Equatable {
    case noColumn(String, isOld: Bool)
    /// The key does not identify the rows of one state; with the finding about them.
    case ambiguous(String, isOld: Bool)
  }

  package let key: [String]
  package let old: Table
  package let new: Table
  /// The columns that were compared: those of both states outside the key, in the order of the new state.
  package let columns: [String]
  package let columnsAdded: [Field]
  package let columnsRemoved: [Field]
  package let columnsRetyped: [Retyped]
  /// Rows of the new state.
  package let added: [Int32]
  /// Rows of the old state.
  package let removed: [Int32]
  /// In the order of the new state.
  package let changed: [ChangedRow]
  /// How many rows both states have that are the same and in neither table.
  private var leftOut = 0

  package var unchanged: Int { new.rowCount - added.count - changed.count + leftOut }
  package var hasSameColumns: Bool {
    columnsAdded.isEmpty && columnsRemoved.isEmpty && columnsRetyped.isEmpty
  }
  package var isEmpty: Bool { added.isEmpty && removed.isEmpty && changed.isEmpty && hasSameColumns }

  /// - Parameters:
  ///   - key: the columns that identify a row; not empty.
  ///   - zone: for values that are compared as texts.
  /// - Throws: ``Obstacle``.
  package init(
    from old: Table, to new: Table, key: [String], _ tolerance: Tolerance = Tolerance(), in zone: Zone
  ) throws {
    let (old, new) = (old.visibleColumns, new.visibleColumns)
    for (table, isOld) in [(old, true), (new, false)] {
      if let missing = key.first(where: { table.schema.index(of: $0) == nil }) {
        throw Obstacle.noColumn(missing, isOld: isOld)
      }
      var search = KeyFaultSearch(key, zone)
      try search.add(table, places: nil)
      if !search.isSound { throw Obstacle.ambiguous(search.finding, isOld: isOld) }
    }
    try self.init(identified: old, new, key: key, tolerance, in: zone)
  }

  /// The differences between two states whose rows the key identifies, and that have only visible columns.
  ///
  /// - Parameter leftOut: how many rows that are the same are in neither table.
  init(
    identified old: Table, _ new: Table, key: [String], _ tolerance: Tolerance = Tolerance(), in zone: Zone,
    leftOut: Int = 0
  ) throws {
    self.leftOut = leftOut
    self.key = key
    self.old = old
    self.new = new
    let isCompared = { (field: Field) in !key.contains(field.name) && !tolerance.ignored.contains(field.name)
    }
    let before = old.schema.fields.filter(isCompared)
    let after = new.schema.fields.filter(isCompared)
    columns = after.map(\.name).filter { old.schema.index(of: $0) != nil }
    columnsAdded = after.filter { old.schema.index(of: $0.name) == nil }
    columnsRemoved = before.filter { new.schema.index(of: $0.name) == nil }
    columnsRetyped = new.schema.fields.compactMap { field in
      guard !tolerance.ignored.contains(field.name), let was = old.schema.field(named: field.name),
        was.type != field.type
      else { return nil }
      return Retyped(name: field.name, old: was.type, new: field.type)
    }
    let keys = key.map { alike(old.column(named: $0)!, new.column(named: $0)!, zone) }
    let found = try RowMatches(
      of: keys.map(\.new), rowCount: new.rowCount, among: keys.map(\.old), rowCount: old.rowCount
    ).found
    var isFound = [Bool](repeating: false, count: old.rowCount)
    var added: [Int32] = []
    for (row, match) in found.enumerated() {
      if match < 0 { added.append(Int32(row)) } else { isFound[Int(match)] = true }
    }
    self.added = added
    removed = isFound.indices.filter { !isFound[$0] }.map { Int32($0) }
    let pairs = columns.map { alike(old.column(named: $0)!, new.column(named: $0)!, zone) }
    changed = try TableComparison.changes(found, pairs, tolerance)
  }

  /// A table that has not changed.
  ///
  /// - Parameter leftOut: how many rows it has beside those of `table`.
  package init(same table: Table, key: [String], leftOut: Int = 0) {
    self.key = key
    self.leftOut = leftOut
    (old, new) = (table, table)
    columns = table.schema.visibleNames.filter { !key.contains($0) }
    (columnsAdded, columnsRemoved, columnsRetyped) = ([], [], [])
    (added, removed, changed) = ([], [], [])
  }

  /// The pairs of rows with different values.
  ///
  /// - Parameter found: the old row of each new row, or -1.
  private static func changes(
    _ found: [Int32], _ pairs: [(old: Column, new: Column)], _ tolerance: Tolerance
  ) throws -> [ChangedRow] {
    let (before, after) = (pairs.map(\.old), pairs.map(\.new))
    return try Parallel.map(Parallel.pieces(rows: found.count)) { piece in
      unsafe withKeyViews(before) { olds in
        unsafe withKeyViews(after) { news in
          var changes: [ChangedRow] = []
          for row in piece where found[row] >= 0 {
            let was = Int(found[row])
            if unsafe news.equal(row, olds, was) { continue }
            let differing = pairs.indices.filter { index in
              unsafe !news[index].equals(row, olds[index], was)
                && !tolerance.accepts(before[index].value(at: was), after[index].value(at: row))
            }
            if !differing.isEmpty {
              changes.append(ChangedRow(old: Int32(was), new: Int32(row), columns: differing))
            }
          }
          return changes
        }
      }
    }.flatMap(\.self)
  }
}

extension TableComparison.Tolerance {
  /// Whether two values that are not equal count as equal.
  package func accepts(_ old: Value, _ new: Value) -> Bool {
    switch (old, new) {
    case (.text(let a), .text(let b)):
      guard ignoresCase || ignoresSpaces else { return false }
      return comparable(a).utf8.elementsEqual(comparable(b).utf8)
    case (.integer, .integer), (.number, .number):
      guard numbers > 0, let a = old.asNumber, let b = new.asNumber else { return false }
      return abs(a - b) <= numbers
    default: return false
    }
  }

  private func comparable(_ text: String) -> String {
    var text = text
    if ignoresCase { text = text.lowercased() }
    if ignoresSpaces {
      text = text.unicodeScalars.split { $0.properties.isWhitespace }.map { String($0) }.joined(
        separator: " ")
    }
    return text
  }
}

/// Two columns of one type: as they are, as numbers, or as texts.
func alike(_ old: Column, _ new: Column, _ zone: Zone) -> (old: Column, new: Column) {
  if old.type == new.type { return (old, new) }
  let (a, b) = widened(old, new)
  return a.type == b.type ? (a, b) : (a.asTexts(in: zone), b.asTexts(in: zone))
}

extension Column {
  fileprivate func asTexts(in zone: Zone) -> Column {
    if case .text = self { return self }
    return .text(
      TextColumn(
        (0..<count).map { row in
          let value = value(at: row)
          return value == .null ? nil : value.text(in: zone)
        }))
  }
}

extension Table {
  /// Without the columns that tell where rows came from.
  fileprivate var visibleColumns: Table { selecting(schema.visibleNames) }
}
