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

  /// - Throws: a diagnostic if values on disk cannot be read.
  static func value(
    of values: SheetValues, _ total: TableSheetDocument.Total, zone: Zone
  ) throws -> Result {
    if total == .count {
      var count = 0
      try values.each { count += filled($0) }
      return .value(Double(count))
    }
    var running = Running(total, zone: zone)
    try values.each { running.add($0) }
    return running.result(of: values.type)
  }

  /// Cells that are not empty; an empty text leaves its cell empty.
  private static func filled(_ column: Column) -> Int {
    guard case .text(let texts) = column else { return column.count - column.validity.nullCount }
    return (0..<texts.count).reduce(0) { $0 + (texts.range(at: $1).isEmpty ? 0 : 1) }
  }

  /// The total of the values so far.
  private struct Running {
    private let total: TableSheetDocument.Total
    private var cursor: Zone.Cursor
    private var count = 0
    /// The sum of integers.
    private var whole: Int64 = 0
    private var sum = 0.0
    private var least = Double.infinity
    private var most = -Double.infinity
    private var fault: String?

    init(_ total: TableSheetDocument.Total, zone: Zone) {
      self.total = total
      cursor = Zone.Cursor(zone)
    }

    mutating func add(_ column: Column) {
      if fault != nil { return }
      switch column {
      case .text, .boolean: fault = "no \(total.rawValue) of a column that is not of numbers"
      case .integer(let integers):
        for row in 0..<integers.count where integers.validity[row] {
          let value = integers.values[row]
          let (next, overflow) = whole.addingReportingOverflow(value)
          guard SpreadsheetPrecision.keeps(value), !overflow else {
            fault = "no total, because an integer has more than 15 digits"
            return
          }
          whole = next
          add(Double(value))
        }
      case .number(let numbers):
        for row in 0..<numbers.count where numbers.validity[row] {
          guard CellPolicy.fits(numbers.values[row]) else {
            fault = "no total, because a number is out of Excel's range"
            return
          }
          sum += numbers.values[row]
          add(numbers.values[row])
        }
      case .date(let days):
        for row in 0..<days.count where days.validity[row] {
          add(date: CellPolicy.serial(days: Int(days.values[row])))
        }
      case .datetime(let instants):
        for row in 0..<instants.count where instants.validity[row] {
          add(date: CellPolicy.serial(wallClock: cursor.local(instants.values[row])))
        }
      }
    }

    private mutating func add(_ value: Double) {
      count += 1
      if value < least { least = value }
      if value > most { most = value }
    }

    private mutating func add(date serial: Double?) {
      if let serial { add(serial) } else { fault = "no total, because a date is out of Excel's range" }
    }

    func result(of type: ColumnType) -> Result {
      if let fault { return .impossible(fault) }
      let isAdded = total == .sum || total == .mean
      switch type {
      case .text, .boolean: return .impossible("no \(total.rawValue) of a column that is not of numbers")
      case .date where isAdded, .datetime where isAdded: return .impossible("no \(total.rawValue) of dates")
      case .number where isAdded && !sum.isFinite:
        return .impossible("no total, because it is out of Excel's range")
      case .integer, .number, .date, .datetime: break
      }
      let sum = type == .integer ? Double(whole) : sum
      switch total {
      case .sum: return .value(sum)
      case _ where count == 0: return .none
      case .mean: return .value(sum / Double(count))
      case .min: return .value(least)
      case .max: return .value(most)
      case .count: return .value(Double(count))
      }
    }
  }
}
