internal import Tables

/// From which day the dates of a workbook count.
enum SerialEpoch: Sendable {
  /// Day 1 is 1 January 1900, and day 60 is a 29 February 1900 that there never was.
  case year1900
  /// Day 0 is 1 January 1904.
  case year1904

  /// Days that a workbook can show: up to 31 December 9999.
  private var limit: Double { self == .year1900 ? 2_958_466 : 2_957_004 }
  private static let dayLength = 86_400_000

  /// Appends a number as the date or time that its format shows, to the millisecond.
  ///
  /// - Returns: nil, with nothing appended, where no calendar has it.
  func write(_ serial: Double, as format: NumberFormatKind, to bytes: inout [UInt8]) -> CellKind? {
    guard serial >= 0, serial < limit else { return nil }
    var days = Int(serial)
    var milliseconds = Int(((serial - Double(days)) * Double(SerialEpoch.dayLength)).rounded())
    if milliseconds == SerialEpoch.dayLength {
      days += 1
      milliseconds = 0
    }
    // Below 1 there is no day, whatever the format shows; in the epoch of 1904, 0 is one.
    let isTime = days == 0 && (format == .time || self == .year1900)
    if isTime || format == .duration {
      SerialEpoch.clock(days * 24, milliseconds, to: &bytes)
      return .time
    }
    let number =
      switch self {
      case .year1900: days - 25_569 + (days < 60 ? 1 : 0)
      case .year1904: days - 24_107
      }
    let date = CivilDate(days: number)
    bytes.appendDigits(date.year, 4)
    bytes.append(UInt8(ascii: "-"))
    bytes.appendDigits(date.month, 2)
    bytes.append(UInt8(ascii: "-"))
    bytes.appendDigits(date.day, 2)
    // A cell that shows a day and holds a time holds the time all the same.
    if milliseconds == 0, format == .date { return .date }
    bytes.append(UInt8(ascii: "T"))
    SerialEpoch.clock(0, milliseconds, to: &bytes)
    return .datetime
  }

  private static func clock(_ hours: Int, _ milliseconds: Int, to bytes: inout [UInt8]) {
    bytes.appendDigits(hours + milliseconds / 3_600_000, 2)
    bytes.append(UInt8(ascii: ":"))
    bytes.appendDigits(milliseconds / 60_000 % 60, 2)
    bytes.append(UInt8(ascii: ":"))
    bytes.appendDigits(milliseconds / 1000 % 60, 2)
    if milliseconds % 1000 > 0 {
      bytes.append(UInt8(ascii: "."))
      bytes.appendDigits(milliseconds % 1000, 3)
    }
  }
}

/// The numbers of cells, from and to text.
enum SerialText {
  /// Exact for up to 15 digits without an exponent, which is nearly all that workbooks hold; other numbers are
  /// left to the standard library.
  static func value(of bytes: Span<UInt8>, _ range: Range<Int>) -> Double? {
    var digits = 0
    var scale = 0
    var number: Int64 = 0
    var sawPoint = false
    for index in range {
      let digit = bytes[index] &- 48
      if digit <= 9 {
        digits += 1
        if digits > 15 { return standard(bytes, range) }
        number = number * 10 + Int64(digit)
        if sawPoint { scale += 1 }
      } else if bytes[index] == UInt8(ascii: "."), !sawPoint {
        sawPoint = true
      } else {
        return standard(bytes, range)
      }
    }
    return digits == 0 ? nil : Double(number) / powers[scale]
  }

  /// Digits without an exponent where there are up to 15; else the shortest text that reads back the same.
  static func plain(_ value: Double) -> String {
    if value == value.rounded(), abs(value) < 1e15 { return "\(Int64(value))" }
    return "\(value)"
  }

  private static let powers: [Double] = (0...15).map { power in
    (0..<power).reduce(1.0) { value, _ in value * 10 }
  }

  private static func standard(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Double? {
    var text: [UInt8] = []
    text.append(bytes, range)
    let value = Double(String(decoding: text, as: UTF8.self))
    return value.flatMap { $0.isFinite ? $0 : nil }
  }
}

extension [UInt8] {
  /// At least `width` digits of a number that is not negative.
  fileprivate mutating func appendDigits(_ number: Int, _ width: Int) {
    var divisor = 1
    for _ in 1..<width { divisor *= 10 }
    while number / divisor >= 10 { divisor *= 10 }
    while divisor > 0 {
      append(48 + UInt8(number / divisor % 10))
      divisor /= 10
    }
  }
}
