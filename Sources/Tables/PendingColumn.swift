internal import Synchronization

/// Selected rows of a column, copied when they are first read.
///
/// Several steps in a row (a filter, a distinct, a sort) compose their selections. The values are then
/// copied only once, and never if the column is not read.
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

  /// The column; the first caller makes it, and others wait.
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

  /// The source column and the selection; no selection once the rows have been copied.
  var source: (column: Column, selection: RowSelection?) {
    state.withLock { state in
      switch state {
      case .made(let column): (column, nil)
      case .chosen(let source, let selection): (source, selection)
      }
    }
  }
}
