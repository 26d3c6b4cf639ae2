internal import Diagnostics
internal import Tables

extension ScalarFunction {
  /// Whether the function can fail for a row.
  var canFail: Bool {
    switch self {
    case .abs, .round, .floor, .ceil, .matches, .extract, .replaceAll: true
    case .if, .coalesce, .nullIf, .lower, .upper, .title, .trim, .normalize, .fold, .length, .substring,
      .replace,
      .startsWith, .endsWith, .contains, .split, .concat, .least, .greatest, .text, .integer, .number,
      .boolean, .date,
      .datetime, .year, .month, .day, .weekday, .hour, .minute, .minutesBetween, .daysBetween, .startOf,
      .format, .country, .countryName, .sourceFile, .sourceLine:
      false
    }
  }

  /// Calls the function's kernel with operands that the binder has checked.
  func evaluate(
    _ x: [Operand], type: ColumnType, _ batch: Batch, _ location: SourceLocation
  ) throws -> Operand {
    let zone = batch.environment.zone
    switch self {
    case .if, .coalesce, .sourceFile, .sourceLine:
      preconditionFailure("bound to nodes of their own")
    case .nullIf: return ChoiceKernels.nullIf(x[0], x[1])
    case .least: return ChoiceKernels.extreme(x, .less)
    case .greatest: return ChoiceKernels.extreme(x, .greater)
    case .lower: return .text(TextKernels.lower(x[0].asText))
    case .upper: return .text(TextKernels.upper(x[0].asText))
    case .title: return .text(TextKernels.distinct(x[0].asText, titleCased))
    case .normalize: return .text(TextKernels.distinct(x[0].asText, normalized))
    case .trim: return .text(TextKernels.trim(x[0].asText))
    case .fold: return .text(TextKernels.fold(x[0].asText))
    case .length: return .integer(TextKernels.length(x[0].asText))
    case .substring:
      return .text(
        TextKernels.substring(x[0].asText, x[1].asInteger, x.count > 2 ? x[2].asInteger : nil))
    case .replace:
      return .text(try TextKernels.replace(x[0].asText, x[1].asText, x[2].asText, batch, location))
    case .replaceAll:
      let replacement = ReplacementTemplate(constantText(x[2]))
      return .text(try TextKernels.replaceAll(x[0].asText, pattern(x[1]), replacement, batch, location))
    case .startsWith:
      return .boolean(x[0].asText.combined(with: x[1].asText) { ByteSpans.starts($0, with: $1) })
    case .endsWith:
      return .boolean(x[0].asText.combined(with: x[1].asText) { ByteSpans.ends($0, with: $1) })
    case .contains: return .boolean(TextKernels.contains(x[0].asText, x[1].asText))
    case .matches: return .boolean(try TextKernels.matches(x[0].asText, pattern(x[1]), batch, location))
    case .extract:
      let group = x.count > 2 ? Int(x[2].asInteger[0]) : 0
      return .text(try TextKernels.extract(x[0].asText, pattern(x[1]), group: group, batch, location))
    case .split: return .text(TextKernels.split(x[0].asText, x[1].asText, x[2].asInteger))
    case .concat: return .text(try TextKernels.concat(x.map(\.asText), batch, location))
    case .country: return .text(TextKernels.distinct(x[0].asText, Countries.alpha3))
    case .countryName:
      let language = constantText(x[1])
      return .text(TextKernels.distinct(x[0].asText) { Countries.name(of: $0, in: language) })
    case .abs: return try NumericKernels.absolute(x[0], batch, location)
    case .round:
      return try NumericKernels.round(x[0], digits: x.count > 1 ? x[1].asInteger : nil, batch, location)
    case .floor: return .integer(try NumericKernels.whole(x[0], .down, rawValue, batch, location).asInteger)
    case .ceil: return .integer(try NumericKernels.whole(x[0], .up, rawValue, batch, location).asInteger)
    case .text: return .text(ConversionKernels.text(x[0], zone))
    case .integer: return .integer(ConversionKernels.integer(x[0]))
    case .number: return .number(ConversionKernels.number(x[0]))
    case .boolean: return .boolean(ConversionKernels.boolean(x[0]))
    case .date where x.count > 1: return .date(ConversionKernels.date(x[0].asText, datePattern(x[1])))
    case .datetime where x.count > 1:
      return .datetime(ConversionKernels.datetime(x[0].asText, datePattern(x[1]), zone))
    case .date: return .date(ConversionKernels.date(x[0], zone))
    case .datetime: return .datetime(ConversionKernels.datetime(x[0], zone))
    case .year, .month, .day, .weekday, .hour, .minute:
      return .integer(CalendarKernels.part(self, of: x[0], zone))
    case .minutesBetween:
      return .number(CalendarKernels.minutesBetween(x[0].asDatetime, x[1].asDatetime))
    case .daysBetween:
      let a = CalendarKernels.localDays(x[0], zone)
      let b = CalendarKernels.localDays(x[1], zone)
      return .integer(a.combined(with: b) { Int64($1) - Int64($0) })
    case .startOf:
      return CalendarKernels.start(of: CalendarUnit(rawValue: constantText(x[1]))!, x[0], zone)
    case .format:
      return .text(
        FormatKernels.format(
          x[0], pattern: constantText(x[1]), language: x.count > 2 ? constantText(x[2]) : nil, zone))
    }
  }

  private func constantText(_ operand: Operand) -> String { operand.asText.text.string(at: 0) }

  private func datePattern(_ operand: Operand) -> DatePattern {
    do {
      return try DatePattern(constantText(operand))
    } catch {
      preconditionFailure("the binder has read this pattern")
    }
  }

  private func pattern(_ operand: Operand) -> Pattern {
    do {
      return try Pattern.compiled(constantText(operand))
    } catch {
      preconditionFailure("the binder has compiled this pattern")
    }
  }
}
