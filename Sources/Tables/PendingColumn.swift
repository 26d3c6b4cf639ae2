internal import Synchronization

/// Rows of a table by their numbers, in an order of their own; a negative number stands for a row of nulls.
final class RowSelection: Sendable {
  let rows: [Int32]

  init(_ rows: [Int32]) { self.rows = rows }

  /// These rows of the rows that `self` selects.
  func selecting(_ places: [Int32]) -> RowSelection {
    let pieces = Parallel.pieces(rows: places.count)
    let all = rows
    return RowSelection(
      [Int32](regions: pieces.map(\.count)) { number, output in
        let (chosen, rows) = (places.span, all.span)
        for index in pieces[number] {
          let place = chosen[index]
          output.append(place < 0 ? place : rows[Int(place)])
        }
      })
  }
}

/// Chosen rows of a column, copied together when somebody first reads them.
///
/// A filter, a distinct and a sort one after the other choose rows of rows of rows; the values are
/// then moved once, and those of a column that nobody reads never.
final class PendingColumn: Sendable {
  let type: ColumnType
  private let state: Mutex<State>

  private enum State: Sendable {
    case chosen(of: Column, RowSelection)
    case made(Column)
  }

  init(_ selection: RowSelection, of source: Column) {
    type = source.type
    state = Mutex(.chosen(of: source, selection))
  }

  /// The column; whoever asks first makes it, and the others wait.
  var column: Column {
    state.withLock { state in
      switch state {
      case .made(let column): return column
      case .chosen(let source, let selection):
        let column = source.gather(selection.rows)
        state = .made(column)
        return column
      }
    }
  }

  /// What the rows are chosen from; no selection where they have been copied.
  var source: (column: Column, selection: RowSelection?) {
    state.withLock { state in
      switch state {
      case .made(let column): (column, nil)
      case .chosen(let source, let selection): (source, selection)
      }
    }
  }
}

/// A column of a table: there, or still to be put together.
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

  /// What it is read from, and which rows of that.
  var source: (column: Column, selection: RowSelection?) {
    switch self {
    case .made(let column): (column, nil)
    case .pending(let pending): pending.source
    }
  }
}
