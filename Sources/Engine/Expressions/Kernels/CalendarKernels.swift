internal import Diagnostics
internal import Tables

/// The units of `start_of`, by their names in jobs.
enum CalendarUnit: String, Sendable, CaseIterable {
  case year, quarter, month, week, day, hour
}

/// Calendar functions on dates and instants, in the timeline's zone.
enum CalendarKernels {
  /// 0001-01-01 and 9999-12-31.
  static let days: ClosedRange<Int64> = -719_162...2_932_896

  static func shift(
    _ dates: PlainVector<Int32>, by days: PlainVector<Int64>, isBackwards: Bool, _ batch: Batch,
    _ location: SourceLocation
  ) throws -> PlainVector<Int32> {
    func moved(_ date: Int32, _ days: Int64) -> Int64? {
      let (sum, overflow) =
        isBackwards
        ? Int64(date).subtractingReportingOverflow(days) : Int64(date).addingReportingOverflow(days)
      return overflow || !self.days.contains(sum) ? nil : sum
    }
    var isInside = true
    let result = dates.combined(with: days) { date, days -> Int32 in
      guard let sum = moved(date, days) else {
        isInside = false
        return 0
      }
      return Int32(sum)
    }
    if isInside { return result }
    for row in 0..<result.count where result.validity[row] && moved(dates[row], days[row]) == nil {
      let date = CivilDate(days: Int(dates[row])).iso
      throw batch.failure(
        "date overflow", at: row, location,
        reason: "\(date) \(isBackwards ? "-" : "+") \(days[row]) is not between 0001-01-01 and 9999-12-31")
    }
    return result
  }

  /// The local days since 1970, of dates or datetimes.
  static func localDays(_ x: Operand, _ zone: Zone) -> PlainVector<Int32> {
    switch x {
    case .date(let dates): return dates
    case .datetime(let instants):
      var cursor = Zone.Cursor(zone)
      return instants.mapValid(filler: 0) {
        Int32(truncatingIfNeeded: floorDivide(cursor.local($0), TimeSpan.day.microseconds))
      }
    default: preconditionFailure("a date or datetime operand")
    }
  }

  static func part(_ function: ScalarFunction, of x: Operand, _ zone: Zone) -> PlainVector<Int64> {
    switch function {
    case .hour, .minute:
      var cursor = Zone.Cursor(zone)
      let unit: Int64 = function == .hour ? TimeSpan.hour.microseconds : TimeSpan.minute.microseconds
      let modulus: Int64 = function == .hour ? 24 : 60
      return x.asDatetime.mapValid(filler: 0) { instant in
        let count = floorDivide(cursor.local(instant), unit)
        return count - floorDivide(count, modulus) * modulus
      }
    case .weekday:
      return localDays(x, zone).mapValid(filler: 0) { Int64(CivilDate.weekday(days: Int($0))) }
    case .year: return localDays(x, zone).mapValid(filler: 0) { Int64(CivilDate(days: Int($0)).year) }
    case .month: return localDays(x, zone).mapValid(filler: 0) { Int64(CivilDate(days: Int($0)).month) }
    case .day: return localDays(x, zone).mapValid(filler: 0) { Int64(CivilDate(days: Int($0)).day) }
    default: preconditionFailure("a part of a date")
    }
  }

  static func start(of unit: CalendarUnit, _ x: Operand, _ zone: Zone) -> Operand {
    switch x {
    case .date(let dates): return .date(dates.mapValid(filler: 0) { start(of: unit, day: $0) })
    case .datetime(let instants):
      var reading = Zone.Cursor(zone)
      var writing = Zone.Cursor(zone)
      return .datetime(
        instants.mapValid(filler: 0) { instant in
          let local = reading.local(instant)
          if unit == .hour {
            // Subtract from the instant, so that an hour that the clock repeats stays unambiguous.
            return instant
              - (local - floorDivide(local, TimeSpan.hour.microseconds) * TimeSpan.hour.microseconds)
          }
          let day = start(
            of: unit, day: Int32(truncatingIfNeeded: floorDivide(local, TimeSpan.day.microseconds)))
          return writing.instant(local: Int64(day) * TimeSpan.day.microseconds)
        })
    default: preconditionFailure("a date or datetime operand")
    }
  }

  private static func start(of unit: CalendarUnit, day: Int32) -> Int32 {
    let date = CivilDate(days: Int(day))
    switch unit {
    case .day, .hour: return day
    case .week: return day - Int32(CivilDate.weekday(days: Int(day)) - 1)
    case .month: return day - Int32(date.day - 1)
    case .quarter:
      return Int32(CivilDate(year: date.year, month: (date.month - 1) / 3 * 3 + 1, day: 1)?.days ?? Int(day))
    case .year: return Int32(CivilDate(year: date.year, month: 1, day: 1)?.days ?? Int(day))
    }
  }

  /// The instants of local midnight on these dates.
  static func midnights(_ dates: PlainVector<Int32>, _ zone: Zone) -> PlainVector<Int64> {
    var cursor = Zone.Cursor(zone)
    return dates.mapValid(filler: 0) { cursor.instant(local: Int64($0) * TimeSpan.day.microseconds) }
  }

  static func minutesBetween(_ a: PlainVector<Int64>, _ b: PlainVector<Int64>) -> PlainVector<Double> {
    a.combined(with: b) { Double($1 &- $0) / Double(TimeSpan.minute.microseconds) }
  }
}

extension PlainVector {
  /// Maps valid rows only; the closure may trap on the filler stored under a null.
  @inline(__always)
  func mapValid<Result: BitwiseCopyable & Sendable & Equatable>(
    filler: Result, _ body: (Element) -> Result
  ) -> PlainVector<Result> {
    let results = [Result](capacity: count) { output in
      for row in 0..<count { output.append(validity[row] ? body(self[row]) : filler) }
    }
    return PlainVector<Result>(results, validity: validity)
  }
}
