internal import Tables

/// Functions of one row, by their names in jobs.
enum ScalarFunction: String, Sendable, CaseIterable, Codable {
  case `if`, coalesce
  case nullIf = "null_if"
  case lower, upper, title, trim, normalize, fold, length, substring, replace
  case replaceAll = "replace_all"
  case startsWith = "starts_with"
  case endsWith = "ends_with"
  case contains, matches, extract, split, concat
  case abs, round, floor, ceil, least, greatest
  case text, integer, number, boolean, date, datetime
  case year, month, day, weekday, hour, minute
  case minutesBetween = "minutes_between"
  case daysBetween = "days_between"
  case startOf = "start_of"
  case format, country
  case countryName = "country_name"
  case sourceFile = "source_file"
  case sourceLine = "source_line"
}

/// Functions over the rows of a group.
enum AggregateFunction: String, Sendable, CaseIterable, Codable {
  case count
  case countDistinct = "count_distinct"
  case sum, mean, min, max, median, quantile, first, last, any, all, list
}

/// Functions of other rows of the partition, in its order.
enum WindowFunction: String, Sendable, CaseIterable, Codable {
  case rowNumber = "row_number"
  case rank
  case denseRank = "dense_rank"
  case lag, lead
  case runningSum = "running_sum"
  case runningCount = "running_count"
}

/// All functions, with their signatures and one-line descriptions.
enum FunctionCatalogue {
  static let all: [Signature] =
    ScalarFunction.allCases.map(signature) + AggregateFunction.allCases.map(signature)
    + WindowFunction.allCases.map(signature)

  private static let byName = Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0) })

  static func signature(named name: String) -> Signature? { byName[name] }

  /// The names of the functions that may be called in `mode`.
  static func names(in mode: Scope.Mode) -> [String] {
    all.lazy.filter { signature in
      switch mode {
      case .row: signature.kind == .scalar
      case .aggregate: signature.kind != .window
      case .window: true
      }
    }.map(\.name)
  }

  // MARK: - Parameters

  private static let numeric: [ColumnType] = [.integer, .number]
  private static let calendar: [ColumnType] = [.date, .datetime]

  private static func one(_ name: String, _ types: ColumnType...) -> Signature.Parameter {
    Signature.Parameter(name: name, accepts: .types(types))
  }

  private static func one(_ name: String, of types: [ColumnType]) -> Signature.Parameter {
    Signature.Parameter(name: name, accepts: .types(types))
  }

  private static func common(
    _ name: String, of types: [ColumnType] = ColumnType.allCases,
    _ presence: Signature.Parameter.Presence = .required
  ) -> Signature.Parameter {
    Signature.Parameter(name: name, accepts: .common(types), presence: presence)
  }

  private static func constant(_ name: String, _ type: ColumnType) -> Signature.Parameter {
    Signature.Parameter(name: name, accepts: .types([type]), isConstant: true)
  }

  private static func optional(_ parameter: Signature.Parameter) -> Signature.Parameter {
    var parameter = parameter
    parameter.presence = .optional
    return parameter
  }

  private static func repeated(_ parameter: Signature.Parameter) -> Signature.Parameter {
    var parameter = parameter
    parameter.presence = .repeated
    return parameter
  }

  // MARK: - Signatures

  static func signature(_ function: ScalarFunction) -> Signature {
    func make(
      _ parameters: [Signature.Parameter], _ result: Signature.Result, _ summary: String
    ) -> Signature {
      Signature(
        name: function.rawValue, kind: .scalar, parameters: parameters, result: result, summary: summary)
    }
    let x = one("x", .text)
    switch function {
    case .if:
      return make(
        [one("condition", .boolean), common("then"), common("else")], .common,
        "`then` where the condition is true, `else` where it is false or null")
    case .coalesce:
      return make([common("x"), common("more", .repeated)], .common, "the first value that is not null")
    case .nullIf:
      return make([common("x"), common("value")], .common, "null where `x` equals `value`, else `x`")
    case .lower: return make([x], .type(.text), "in lower case")
    case .upper: return make([x], .type(.text), "in capitals")
    case .title:
      return make([x], .type(.text), "a name as people write it: particles small, other words with a capital")
    case .normalize:
      return make(
        [x], .type(.text),
        "composed accents, no invisible characters, one space between words and none at the ends")
    case .trim: return make([x], .type(.text), "without white space at both ends")
    case .fold: return make([x], .type(.text), "without case and accents")
    case .length: return make([x], .type(.integer), "how many code points")
    case .substring:
      return make(
        [x, one("start", .integer), optional(one("length", .integer))], .type(.text),
        "`length` code points from the one numbered `start`; negative counts from the end")
    case .replace:
      return make(
        [x, one("part", .text), one("replacement", .text)], .type(.text),
        "every `part` replaced, from left to right")
    case .replaceAll:
      return make(
        [x, constant("regex", .text), constant("text", .text)], .type(.text),
        "every match of the regular expression replaced; `\\1` in `text` is the first group")
    case .startsWith:
      return make([x, one("part", .text)], .type(.boolean), "whether the text begins with `part`")
    case .endsWith:
      return make([x, one("part", .text)], .type(.boolean), "whether the text ends with `part`")
    case .contains:
      return make([x, one("part", .text)], .type(.boolean), "whether `part` is anywhere in the text")
    case .matches:
      return make(
        [x, constant("regex", .text)], .type(.boolean),
        "whether the regular expression matches anywhere in the text")
    case .extract:
      return make(
        [x, constant("regex", .text), optional(constant("group", .integer))], .type(.text),
        "the first match, or a group of it; null where there is none")
    case .split:
      return make(
        [x, one("separator", .text), one("part", .integer)], .type(.text),
        "the part numbered from 1, or from the end if negative; null where there is none")
    case .concat:
      return make([x, repeated(one("more", .text))], .type(.text), "the texts one after the other")
    case .abs: return make([one("x", of: numeric)], .first, "without its sign")
    case .round:
      return make(
        [one("x", of: numeric), optional(one("digits", .integer))], .first,
        "to so many decimals (0), halves away from zero")
    case .floor: return make([one("x", of: numeric)], .type(.integer), "the next integer below")
    case .ceil: return make([one("x", of: numeric)], .type(.integer), "the next integer above")
    case .least:
      return make(
        [common("x", of: ColumnType.ordered), common("more", of: ColumnType.ordered, .repeated)],
        .common, "the smallest of the values; null where one is null")
    case .greatest:
      return make(
        [common("x", of: ColumnType.ordered), common("more", of: ColumnType.ordered, .repeated)],
        .common, "the largest of the values; null where one is null")
    case .text:
      return make([one("x", of: ColumnType.allCases)], .type(.text), "as files for machines write it")
    case .integer:
      return make(
        [one("x", .text, .integer, .number, .boolean)], .type(.integer),
        "as an integer, decimals cut off; null where it cannot be")
    case .number:
      return make(
        [one("x", .text, .integer, .number, .boolean)], .type(.number),
        "as a number; null where it cannot be")
    case .boolean:
      return make(
        [one("x", .text, .integer, .number, .boolean)], .type(.boolean),
        "as a boolean; null where it cannot be")
    case .date:
      return make(
        [one("x", .text, .date, .datetime), optional(constant("pattern", .text))], .type(.date),
        "the local date, or the date that a text names, written as `pattern` says; null where it cannot be")
    case .datetime:
      return make(
        [one("x", .text, .date, .datetime), optional(constant("pattern", .text))], .type(.datetime),
        "local midnight, or the instant that a text names, written as `pattern` says; null where it cannot be"
      )
    case .year: return make([one("x", of: calendar)], .type(.integer), "the local year")
    case .month: return make([one("x", of: calendar)], .type(.integer), "the local month, 1 to 12")
    case .day: return make([one("x", of: calendar)], .type(.integer), "the local day of the month, 1 to 31")
    case .weekday: return make([one("x", of: calendar)], .type(.integer), "1 on Mondays to 7 on Sundays")
    case .hour: return make([one("x", .datetime)], .type(.integer), "the local hour, 0 to 23")
    case .minute: return make([one("x", .datetime)], .type(.integer), "the local minute, 0 to 59")
    case .minutesBetween:
      return make(
        [one("a", .datetime), one("b", .datetime)], .type(.number),
        "minutes from `a` to `b`, negative if `b` is before `a`")
    case .daysBetween:
      return make(
        [common("a", of: calendar), common("b", of: calendar)], .type(.integer),
        "midnights from `a` to `b`, negative if `b` is before `a`")
    case .startOf:
      return make(
        [one("x", of: calendar), constant("unit", .text)], .first,
        "the beginning of its year, quarter, month, week, day or hour")
    case .format:
      return make(
        [
          one("x", .date, .datetime, .integer, .number), constant("pattern", .text),
          optional(constant("language", .text)),
        ], .type(.text),
        "as the pattern says, for example \"dd/MM/yyyy\" or \"#,##0.00\"")
    case .country:
      return make([x], .type(.text), "the ISO alpha-3 code of a country's name or code; null if unknown")
    case .countryName:
      return make(
        [one("code", .text), constant("language", .text)], .type(.text),
        "the usual name of a country in a language; null if unknown")
    case .sourceFile: return make([], .type(.text), "the file that the row was read from")
    case .sourceLine: return make([], .type(.integer), "the line that the row was read from")
    }
  }

  static func signature(_ function: AggregateFunction) -> Signature {
    func make(
      _ parameters: [Signature.Parameter], _ result: Signature.Result, _ summary: String
    ) -> Signature {
      Signature(
        name: function.rawValue, kind: .aggregate, parameters: parameters, result: result,
        summary: summary)
    }
    let anything = one("x", of: ColumnType.allCases)
    switch function {
    case .count:
      return make([optional(anything)], .type(.integer), "how many rows, or values that are not null")
    case .countDistinct:
      return make([anything], .type(.integer), "how many different values, null not counted")
    case .sum: return make([one("x", of: numeric)], .first, "the sum of the values")
    case .mean:
      return make([one("x", .number, .integer)], .type(.number), "the arithmetic mean of the values")
    case .min: return make([one("x", of: ColumnType.ordered)], .first, "the smallest value")
    case .max: return make([one("x", of: ColumnType.ordered)], .first, "the largest value")
    case .median:
      return make(
        [one("x", .number, .integer)], .type(.number), "the middle value, or the mean of the two")
    case .quantile:
      return make(
        [one("x", .number, .integer), constant("p", .number)], .type(.number),
        "the value below which a part `p` (0 to 1) of the values lies, interpolated")
    case .first: return make([anything], .first, "the first value that is not null, in the order of the rows")
    case .last: return make([anything], .first, "the last value that is not null, in the order of the rows")
    case .any: return make([one("x", .boolean)], .type(.boolean), "whether any value is true")
    case .all: return make([one("x", .boolean)], .type(.boolean), "whether all values are true")
    case .list:
      return make(
        [anything, optional(constant("separator", .text))], .type(.text),
        "the values one after the other, \"; \" or `separator` between them")
    }
  }

  static func signature(_ function: WindowFunction) -> Signature {
    func make(
      _ parameters: [Signature.Parameter], _ result: Signature.Result, _ summary: String
    ) -> Signature {
      Signature(
        name: function.rawValue, kind: .window, parameters: parameters, result: result, summary: summary)
    }
    let anything = one("x", of: ColumnType.allCases)
    switch function {
    case .rowNumber: return make([], .type(.integer), "the row's number in its partition, from 1")
    case .rank: return make([], .type(.integer), "the number of the first row that is equal in `order`")
    case .denseRank: return make([], .type(.integer), "like `rank`, without gaps")
    case .lag:
      return make(
        [anything, optional(constant("rows", .integer))], .first, "the value so many rows (1) before")
    case .lead:
      return make(
        [anything, optional(constant("rows", .integer))], .first, "the value so many rows (1) after")
    case .runningSum: return make([one("x", of: numeric)], .first, "the sum of the values up to this row")
    case .runningCount:
      return make([optional(anything)], .type(.integer), "how many rows, or values, up to this row")
    }
  }
}
