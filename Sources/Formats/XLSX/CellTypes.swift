internal import Tables

/// Collects the types of the cells of a column.
struct CellTypes: Sendable {
  private var kinds: UInt8 = 0
  private var areIntegers = true

  var isEmpty: Bool { kinds == 0 }

  /// The type that all cells have; text where they differ, or there are none.
  var type: ColumnType {
    let (date, datetime) = (CellKind.date.bit, CellKind.datetime.bit)
    switch kinds {
    case CellKind.boolean.bit: return .boolean
    case date: return .date
    case datetime, date | datetime: return .datetime
    case CellKind.number.bit: return areIntegers ? .integer : .number
    default: return .text
    }
  }

  mutating func take(_ cells: ArraySlice<SheetGrid.Cell>, of grid: SheetGrid) {
    for cell in cells { kinds |= cell.kind.bit }
    guard kinds == CellKind.number.bit, areIntegers else { return }
    let syntax = NumberSyntax()
    let bytes = grid.bytes.span
    for cell in cells where syntax.integer(bytes, cell.range) == nil || CellTypes.hasPoint(bytes, cell.range)
    {
      areIntegers = false
      return
    }
  }

  private static func hasPoint(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
    for index in range where bytes[index] == UInt8(ascii: ".") { return true }
    return false
  }
}
