internal import Tables

/// A column's total, computed as Excel's SUBTOTAL computes it from the cells, so that a recalculation does not
/// change the value in the file.
enum ColumnTotal {
  enum Result: Equatable {
    case value(Double)
    /// No value to take a mean, minimum or maximum of.
    case none
    /// The column's cells do not hold the values that the total needs.
    case impossible(String)
  }

  static func value(of column: Column, _ total: TableSheetDocument.Total, zone: Zone) -> Result {
    if total == .count { return .value(Double(count(column))) }
    switch column {
    case .text, .boolean: return .impossible("no \(total.rawValue) of a column that is not of numbers")
    case .integer(let integers):
      var values: [Double] = []
      var sum: Int64 = 0
      for row in 0..<integers.count where integers.validity[row] {
        let value = integers.values[row]
        let (next, overflow) = sum.addingReportingOverflow(value)
        guard SpreadsheetPrecision.keeps(value), !overflow else {
          return .impossible("no total, because an integer has more than 15 digits")
        }
        sum = next
        values.append(Double(value))
      }
      if total == .sum { return .value(Double(sum)) }
      if total == .mean { return values.isEmpty ? .none : .value(Double(sum) / Double(values.count)) }
      return extreme(values, total)
    case .number(let numbers):
      var values: [Double] = []
      for row in 0..<numbers.count where numbers.validity[row] {
        guard CellPolicy.fits(numbers.values[row]) else {
          return .impossible("no total, because a number is out of Excel's range")
        }
        values.append(numbers.values[row])
      }
      let sum = values.reduce(0, +)
      if total == .sum || total == .mean, !sum.isFinite {
        return .impossible("no total, because it is out of Excel's range")
      }
      if total == .sum { return .value(sum) }
      if total == .mean { return values.isEmpty ? .none : .value(sum / Double(values.count)) }
      return extreme(values, total)
    case .date(let days):
      return extreme(dates(days) { CellPolicy.serial(days: Int($0)) }, total)
    case .datetime(let instants):
      var cursor = Zone.Cursor(zone)
      return extreme(dates(instants) { CellPolicy.serial(wallClock: cursor.local($0)) }, total)
    }
  }

  /// Cells that are not empty; an empty text leaves its cell empty.
  private static func count(_ column: Column) -> Int {
    guard case .text(let texts) = column else { return column.count - column.validity.nullCount }
    return (0..<texts.count).reduce(0) { $0 + (texts.range(at: $1).isEmpty ? 0 : 1) }
  }

  private static func dates<E>(_ column: PlainColumn<E>, _ serial: (E) -> Double?) -> [Double]? {
    var values: [Double] = []
    for row in 0..<column.count where column.validity[row] {
      guard let value = serial(column.values[row]) else { return nil }
      values.append(value)
    }
    return values
  }

  private static func extreme(_ values: [Double]?, _ total: TableSheetDocument.Total) -> Result {
    guard let values else { return .impossible("no total, because a date is out of Excel's range") }
    switch total {
    case .min: return values.min().map { .value($0) } ?? .none
    case .max: return values.max().map { .value($0) } ?? .none
    case .sum, .mean, .count: return .impossible("no \(total.rawValue) of dates")
    }
  }
}
