/// The only writer of ISO 8601 dates and instants, and of dates for people in CSV files.
package enum DateFormatting {
  /// The order of year, month and day.
  package enum Order: Sendable {
    /// `2021-04-26`
    case iso
    /// `26/04/2021`
    case dayFirst
  }

  package static func append<Output: ByteSink & ~Copyable>(
    days: Int, to output: inout Output, order: Order = .iso
  ) {
    let date = CivilDate(days: days)
    switch order {
    case .iso:
      appendYear(date.year, to: &output)
      output.append(UInt8(ascii: "-"))
      output.append(digits: UInt64(date.month), width: 2)
      output.append(UInt8(ascii: "-"))
      output.append(digits: UInt64(date.day), width: 2)
    case .dayFirst:
      output.append(digits: UInt64(date.day), width: 2)
      output.append(UInt8(ascii: "/"))
      output.append(digits: UInt64(date.month), width: 2)
      output.append(UInt8(ascii: "/"))
      appendYear(date.year, to: &output)
    }
  }

  /// `2021-04-26T09:00:00-04:00`, with a fraction of a second only if it is not zero. UTC is written as
  /// `Z`; another zone with the same time, such as Africa/Accra, as `+00:00`.
  package static func append<Output: ByteSink & ~Copyable>(
    instant: Int64, offset: Int64, isUTC: Bool, to output: inout Output
  ) {
    append(wallClock: instant &+ offset, to: &output, between: UInt8(ascii: "T"), order: .iso)
    if isUTC {
      output.append(UInt8(ascii: "Z"))
    } else {
      append(offset: offset, to: &output)
    }
  }

  /// A date and time of day, from local microseconds since 1970.
  package static func append<Output: ByteSink & ~Copyable>(
    wallClock local: Int64, to output: inout Output, between: UInt8, order: Order,
    mark: UInt8 = UInt8(ascii: ".")
  ) {
    let day = floorDivide(local, TimeSpan.day.microseconds)
    append(days: Int(day), to: &output, order: order)
    output.append(between)
    let time = UInt64(local - day * TimeSpan.day.microseconds)
    let second = time / 1_000_000
    output.append(digits: second / 3600, width: 2)
    output.append(UInt8(ascii: ":"))
    output.append(digits: second / 60 % 60, width: 2)
    output.append(UInt8(ascii: ":"))
    output.append(digits: second % 60, width: 2)
    var fraction = time % 1_000_000
    guard fraction > 0 else { return }
    output.append(mark)
    var width = 6
    while fraction % 10 == 0 {
      fraction /= 10
      width -= 1
    }
    output.append(digits: fraction, width: width)
  }

  /// `-04:00`
  package static func append<Output: ByteSink & ~Copyable>(offset: Int64, to output: inout Output) {
    output.append(offset < 0 ? UInt8(ascii: "-") : UInt8(ascii: "+"))
    let seconds = offset.magnitude / TimeSpan.second.microseconds.magnitude
    output.append(digits: seconds / 3600, width: 2)
    output.append(UInt8(ascii: ":"))
    output.append(digits: seconds / 60 % 60, width: 2)
    // Before standard time, local mean times had offsets with seconds.
    if seconds % 60 > 0 {
      output.append(UInt8(ascii: ":"))
      output.append(digits: seconds % 60, width: 2)
    }
  }

  private static func appendYear<Output: ByteSink & ~Copyable>(_ year: Int, to output: inout Output) {
    if year < 0 { output.append(UInt8(ascii: "-")) }
    output.append(digits: UInt64(year.magnitude), width: 4)
  }
}

/// Entry points for other modules, which write whole columns.
extension DateFormatting {
  package static func append(days: Int, to output: inout [UInt8]) {
    append(days: days, to: &output, order: .iso)
  }

  /// - Parameter local: the same instant on the local clock.
  package static func append(instant: Int64, local: Int64, isUTC: Bool, to output: inout [UInt8]) {
    append(instant: instant, offset: local &- instant, isUTC: isUTC, to: &output)
  }

  /// `2021-04-26T09:00:00-04:00`
  package static func text(_ instant: Int64, in zone: Zone) -> String {
    var bytes: [UInt8] = []
    append(instant: instant, local: zone.local(instant), isUTC: zone.isUTC, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }
}
