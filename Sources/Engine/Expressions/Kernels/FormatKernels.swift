internal import Tables

/// `format(x, pattern, language)`.
enum FormatKernels {
  static func format(_ x: Operand, pattern: String, language: String?, _ zone: Zone) -> TextVector {
    let names = CalendarNames.of(language ?? "en") ?? .english
    switch x {
    case .date(let vector):
      let pattern = checked { () throws(DatePattern.Problem) in
        try DatePattern(writing: pattern, hasTime: false)
      }
      return ConversionKernels.texts(vector) { days, output in
        let local = Int64(days) * TimeSpan.day.microseconds
        pattern.append(local: local, instant: local, names, to: &output)
      }
    case .datetime(let vector):
      let pattern = checked { () throws(DatePattern.Problem) in
        try DatePattern(writing: pattern, hasTime: true)
      }
      var cursor = Zone.Cursor(zone)
      return ConversionKernels.texts(vector) { instant, output in
        pattern.append(local: cursor.local(instant), instant: instant, names, to: &output)
      }
    case .integer(let vector):
      let pattern = checked { () throws(FormatPatternFailure) in try NumberPattern(pattern) }
      return ConversionKernels.texts(vector) { value, output in
        pattern.append(DecimalDigits(value), names, to: &output)
      }
    case .number(let vector):
      let pattern = checked { () throws(FormatPatternFailure) in try NumberPattern(pattern) }
      return ConversionKernels.texts(vector) { value, output in
        pattern.append(DecimalDigits(value), names, to: &output)
      }
    case .text, .boolean: preconditionFailure("a date, datetime or number operand")
    }
  }

  private static func checked<Pattern, Failure>(_ make: () throws(Failure) -> Pattern) -> Pattern {
    do {
      return try make()
    } catch {
      preconditionFailure("the binder has read this pattern")
    }
  }
}
