internal import Synchronization

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
