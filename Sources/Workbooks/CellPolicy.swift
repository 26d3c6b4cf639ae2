internal import Tables

/// Decides which values a cell can hold and what replaces the others. All code that writes cells follows it.
package enum CellPolicy {
  /// Maximum of rows below the header of one sheet.
  package static let rowLimit = 1_048_575
  package static let columnLimit = 16_384
  /// Maximum of links in one sheet.
  static let linkLimit = 65_530
  static let linkLength = 2_079
  /// Maximum of UTF-16 units in one text.
  static let textLimit = 32_767
  static let lineFeedLimit = 253

  // MARK: Numbers

  /// Whether Excel can hold the number: it must be finite, not too large and not too close to zero.
  static func fits(_ value: Double) -> Bool {
    let magnitude = value.magnitude
    return magnitude == 0 || (magnitude >= 2.2251e-308 && magnitude <= 9.99999999999999e307)
  }

  // MARK: Dates

  /// Excel's serial number of a day, or nil outside 1900-01-01 … 9999-12-31.
  ///
  /// Excel counts a 29 February 1900, as day 60, which never existed; earlier days are one less than the true
  /// count.
  static func serial(days: Int) -> Double? {
    guard (-25_567...2_932_896).contains(days) else { return nil }
    return Double(days >= -25_508 ? days + 25_569 : days + 25_568)
  }

  /// Excel's serial number of a local date and time, given in microseconds since 1970, or nil outside the
  /// range.
  static func serial(wallClock local: Int64) -> Double? {
    let day = floorDivide(local, TimeSpan.day.microseconds)
    guard let whole = serial(days: Int(day)) else { return nil }
    return whole + Double(local - day * TimeSpan.day.microseconds) / Double(TimeSpan.day.microseconds)
  }

  // MARK: Cell references

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
