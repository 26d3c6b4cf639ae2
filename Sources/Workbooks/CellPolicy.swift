internal import Tables

/// What a cell of a workbook can hold, and what stands there instead when it cannot: the one place
/// that decides, whoever writes the cell.
package enum CellPolicy {
  /// Rows under the header of one sheet.
  package static let rowLimit = 1_048_575
  package static let columnLimit = 16_384
  /// Links of one sheet.
  static let linkLimit = 65_530
  static let linkLength = 2_079
  /// UTF-16 units of one text.
  static let textLimit = 32_767
  static let lineFeedLimit = 253

  // MARK: Numbers

  /// Whether Excel can hold the number: finite, and neither too large nor too near zero for it.
  static func fits(_ value: Double) -> Bool {
    let magnitude = value.magnitude
    return magnitude == 0 || (magnitude >= 2.2251e-308 && magnitude <= 9.99999999999999e307)
  }

  // MARK: Dates

  /// Excel's number of a day, or nil outside 1900-01-01 … 9999-12-31.
  ///
  /// Excel believes in a 29 February 1900, day 60; days before it are one less than one would count.
  static func serial(days: Int) -> Double? {
    guard (-25_567...2_932_896).contains(days) else { return nil }
    return Double(days >= -25_508 ? days + 25_569 : days + 25_568)
  }

  /// Excel's number of a moment on the wall's clock, in microseconds since 1970, or nil.
  static func serial(wallClock local: Int64) -> Double? {
    let day = floorDivide(local, TimeSpan.day.microseconds)
    guard let whole = serial(days: Int(day)) else { return nil }
    return whole + Double(local - day * TimeSpan.day.microseconds) / Double(TimeSpan.day.microseconds)
  }

  // MARK: Places

  /// `B3`, from 0-based row and column.
  static func name(_ row: Int, _ column: Int) -> String { columnName(column) + String(row + 1) }

  static func columnName(_ column: Int) -> String {
    var name = ""
    var rest = column + 1
    while rest > 0 {
      rest -= 1
      name.unicodeScalars.insert(Unicode.Scalar(UInt8(0x41 + rest % 26)), at: name.startIndex)
      rest /= 26
    }
    return name
  }
}
