internal import Tables

/// The values of one column of a sheet: in memory as a whole, or on disk in pieces.
struct SheetValues: Sendable {
  private enum Source {
    case whole(Column)
    case stored(StoredTable)
  }

  let type: ColumnType
  private let source: Source

  init(_ column: Column) {
    type = column.type
    source = .whole(column)
  }

  /// - Parameter stored: a table of one column.
  init(_ stored: StoredTable) {
    type = stored.schema.fields[0].type
    source = .stored(stored)
  }

  /// Calls `body` with all values in order, some at a time.
  func each(_ body: (Column) throws -> Void) throws {
    switch source {
    case .whole(let column): try body(column)
    case .stored(let table):
      for number in 0..<table.blockCount { try body(table.block(number).columns[0]) }
    }
  }

  /// Whether `isSo` holds for a piece.
  func contains(_ isSo: (Column) -> Bool) throws -> Bool {
    switch source {
    case .whole(let column): return isSo(column)
    case .stored(let table):
      return try (0..<table.blockCount).contains { try isSo(table.block($0).columns[0]) }
    }
  }
}
