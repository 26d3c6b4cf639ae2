internal import Tables

/// The place of a row in its table, as a column that travels with the row through a step.
enum RowPlace {
  /// The name begins with NUL, so no column of a job can have it.
  static let column = "\0place"
  /// The place of a row of the other table of a full join.
  static let otherColumn = "\0other_place"
  /// Rows of the other table come behind all others.
  static let firstOther: Int64 = 1 << 62

  static func numbers(from first: Int64, count: Int) -> Column {
    .integer(PlainColumn((first..<first + Int64(count)).map(\.self)))
  }

  static func places(of table: Table, in column: String = RowPlace.column) -> [Int64] {
    guard case .integer(let places)? = table.column(named: column) else {
      preconditionFailure("rows carry their places")
    }
    return places.values
  }
}

extension Table {
  /// The table with a column of places, from `first` on.
  func placed(from first: Int64 = 0, in column: String = RowPlace.column) -> Table {
    var table = self
    table.set(column, RowPlace.numbers(from: first, count: rowCount))
    return table
  }

  /// The table without the columns of places.
  var selectingVisiblePlaces: Table {
    selecting(schema.names.filter { $0 != RowPlace.column && $0 != RowPlace.otherColumn })
  }
}

extension RowFlow {
  func placed() -> RowFlow {
    var start: Int64 = 0
    return RowFlow(empty.placed(), bytes: bytes) {
      guard let piece = try next() else { return nil }
      defer { start += Int64(piece.rowCount) }
      return piece.placed(from: start)
    }
  }
}
