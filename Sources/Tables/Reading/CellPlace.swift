/// Where a cell stands on a sheet; both numbers count from 0.
package struct CellPlace: Hashable, Sendable {
  package var row: Int
  package var column: Int

  /// Excel's limits.
  package static let rowLimit = 1_048_576
  package static let columnLimit = 16_384

  /// `C17`.
  package init?(_ text: some StringProtocol) {
    var row = 0
    var column = 0
    var digits = 0
    for byte in text.utf8 where byte != UInt8(ascii: "$") {
      if digits == 0, (byte | 0x20) &- 97 < 26, column < CellPlace.columnLimit {
        column = column * 26 + Int(byte | 0x20) - 96
      } else if byte &- 48 <= 9, column > 0, digits < 8 {
        row = row * 10 + Int(byte - 48)
        digits += 1
      } else {
        return nil
      }
    }
    guard row > 0, column > 0 else { return nil }
    self.init(row: row - 1, column: column - 1)
  }

  package init(row: Int, column: Int) {
    self.row = row
    self.column = column
  }

  package var isOnSheet: Bool {
    row >= 0 && row < CellPlace.rowLimit && column >= 0 && column < CellPlace.columnLimit
  }

  /// `AB`
  package static func letters(ofColumn column: Int) -> String {
    var result = ""
    var rest = column + 1
    while rest > 0 {
      result = String(UnicodeScalar(UInt8(65 + (rest - 1) % 26))) + result
      rest = (rest - 1) / 26
    }
    return result
  }
}

/// A rectangle of cells, as in `B3:H200`.
package struct CellRange: Hashable, Sendable {
  package var rows: ClosedRange<Int>
  package var columns: ClosedRange<Int>

  /// One cell or two corners, in any order; whole columns (`A:H`), or columns from a row on (`B3:H`). Nil where it is
  /// none of these.
  package init?(_ text: some StringProtocol) {
    let corners = text.split(separator: ":", omittingEmptySubsequences: false)
    guard corners.count <= 2 else { return nil }
    let isOpen = corners.count == 2 && corners[1].utf8.allSatisfy { ($0 | 0x20) &- 97 < 26 || $0 == 0x24 }
    let isWhole = isOpen && corners[0].utf8.allSatisfy { ($0 | 0x20) &- 97 < 26 || $0 == 0x24 }
    guard let first = CellPlace(isWhole ? "\(corners[0])1" : String(corners[0])),
      let last = CellPlace(isOpen ? "\(corners[1])\(CellPlace.rowLimit)" : String(corners.last!))
    else { return nil }
    rows = min(first.row, last.row)...max(first.row, last.row)
    columns = min(first.column, last.column)...max(first.column, last.column)
  }
}

/// Which sheet of a workbook an input means.
package enum SheetChoice: Hashable, Sendable {
  case name(String)
  /// 1-based, in the order of the tabs, hidden ones included.
  case number(Int)
}
