/// A column of a table: complete, or still to be gathered.
enum TableColumn: Sendable {
  case made(Column)
  case pending(PendingColumn)

  var column: Column {
    switch self {
    case .made(let column): column
    case .pending(let pending): pending.column
    }
  }

  var type: ColumnType {
    switch self {
    case .made(let column): column.type
    case .pending(let pending): pending.type
    }
  }

  var source: (column: Column, selection: RowSelection?) {
    switch self {
    case .made(let column): (column, nil)
    case .pending(let pending): pending.source
    }
  }
}
