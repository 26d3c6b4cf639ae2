/// Writes dates and times by a pattern.
extension DatePattern {
  /// - Parameters:
  ///   - local: Microseconds since 1970-01-01 00:00 on the local clock.
  ///   - instant: Microseconds since 1970 in UTC; the difference is the offset.
  package func append(local: Int64, instant: Int64, _ names: CalendarNames, to output: inout [UInt8]) {
    let days = Int(floorDivide(local, TimeSpan.day.microseconds))
    let time = local - Int64(days) * TimeSpan.day.microseconds
    let date = CivilDate(days: days)
    for piece in pieces {
      switch piece {
      case .literal(let bytes): output.append(contentsOf: bytes)
      case .field(let field, let width):
        if field.isTimeOfDay {
          DatePattern.append(field, width, time, offset: local - instant, to: &output)
        } else {
          DatePattern.append(field, width, date, days, names, to: &output)
        }
      }
    }
  }

  private static func append(
    _ field: Field, _ width: Int, _ date: CivilDate, _ days: Int, _ names: CalendarNames,
    to output: inout [UInt8]
  ) {
    func number(_ value: Int) { output.append(digits: UInt64(value), width: width) }
    switch field {
    case .year: number(width == 2 ? date.year % 100 : date.year)
    case .month:
      switch width {
      case 3: output.append(contentsOf: names.shortMonths[date.month - 1].utf8)
      case 4: output.append(contentsOf: names.months[date.month - 1].utf8)
      default: number(date.month)
      }
    case .day: number(date.day)
    case .dayOfYear: number(days - CivilDate(year: date.year, month: 1, day: 1)!.days + 1)
    case .weekday:
      let day = date.weekday - 1
      output.append(contentsOf: (width == 4 ? names.days[day] : names.shortDays[day]).utf8)
    case .quarter: number((date.month - 1) / 3 + 1)
    default:
      // The first ISO week of a year is the one with its first Thursday.
      let thursday = CivilDate(days: days - date.weekday + 4)
      if field == .weekYear {
        number(width == 2 ? thursday.year % 100 : thursday.year)
      } else {
        number((thursday.days - CivilDate(year: thursday.year, month: 1, day: 1)!.days) / 7 + 1)
      }
    }
  }

  private static func append(
    _ field: Field, _ width: Int, _ time: Int64, offset: Int64, to output: inout [UInt8]
  ) {
    func number(_ value: Int64) { output.append(digits: UInt64(value), width: width) }
    let hour = time / TimeSpan.hour.microseconds
    switch field {
    case .hour: number(hour)
    case .halfDayHour: number((hour + 11) % 12 + 1)
    case .minute: number(time / TimeSpan.minute.microseconds % 60)
    case .second: number(time / TimeSpan.second.microseconds % 60)
    case .fraction:
      var fraction = time % TimeSpan.second.microseconds
      for _ in width..<6 { fraction /= 10 }
      number(fraction)
    case .half: output.append(contentsOf: (hour < 12 ? "AM" : "PM").utf8)
    default:
      if field == .offsetOrZ, offset == 0 {
        output.append(UInt8(ascii: "Z"))
      } else {
        DateFormatting.append(offset: offset, to: &output)
      }
    }
  }
}
