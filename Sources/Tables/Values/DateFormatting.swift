/// Dates and instants as text, into bytes.
package enum DateFormatting {
  /// The order in which a day is written.
  package enum Order: Sendable {
    /// `2021-04-26`
    case iso
    /// `26/04/2021`
    case dayFirst
  }

  package static func append(days: Int, to output: inout OutputBuffer, order: Order = .iso) {
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

  /// `2021-04-26T09:00:00-04:00`; `Z` where the offset is zero because the zone is UTC; fractions of
  /// a second only where there are any.
  package static func append(
    instant: Int64, offset: Int64, isUTC: Bool, to output: inout OutputBuffer
  ) {
    append(wallClock: instant &+ offset, to: &output, between: UInt8(ascii: "T"), order: .iso)
    if isUTC {
      output.append(UInt8(ascii: "Z"))
    } else {
      append(offset: offset, to: &output)
    }
  }

  /// Local microseconds, as a clock on the wall shows them.
  package static func append(
    wallClock local: Int64, to output: inout OutputBuffer, between: UInt8, order: Order,
    mark: UInt8 = UInt8(ascii: ".")
  ) {
    let day = floorDivide(local, Zone.day)
    append(days: Int(day), to: &output, order: order)
    output.append(between)
    let time = UInt64(local - day * Zone.day)
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

  private static func append(offset: Int64, to output: inout OutputBuffer) {
    output.append(offset < 0 ? UInt8(ascii: "-") : UInt8(ascii: "+"))
    let seconds = offset.magnitude / 1_000_000
    output.append(digits: seconds / 3600, width: 2)
    output.append(UInt8(ascii: ":"))
    output.append(digits: seconds / 60 % 60, width: 2)
    // Offsets with seconds are of the time before standard time, when towns kept their own noon.
    if seconds % 60 > 0 {
      output.append(UInt8(ascii: ":"))
      output.append(digits: seconds % 60, width: 2)
    }
  }

  private static func appendYear(_ year: Int, to output: inout OutputBuffer) {
    if year < 0 { output.append(UInt8(ascii: "-")) }
    output.append(digits: UInt64(year.magnitude), width: 4)
  }
}
