internal import Tables

extension CellAttributes {
  /// The column of a place such as `C17`, from 0; nil for anything else.
  @inline(__always)
  static func column(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Int? {
    var index = range.lowerBound
    var column = 0
    while index < range.upperBound {
      let letter = (bytes[index] | 0x20) &- 97
      if letter >= 26 || column > CellPlace.columnLimit { break }
      column = column * 26 + Int(letter) + 1
      index += 1
    }
    var row = 0
    while index < range.upperBound {
      let digit = bytes[index] &- 48
      if digit > 9 || row > CellPlace.rowLimit { break }
      row = row * 10 + Int(digit)
      index += 1
    }
    return index == range.upperBound && column > 0 && row > 0 ? column - 1 : nil
  }

  @inline(__always)
  static func style(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Int {
    var result = 0
    for index in range {
      let digit = bytes[index] &- 48
      if digit > 9 || result > 1_000_000 { return result }
      result = result * 10 + Int(digit)
    }
    return result
  }
}
