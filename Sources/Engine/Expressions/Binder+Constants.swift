internal import Diagnostics
internal import Tables

/// Constant arguments with a syntax of their own: patterns, units, date literals.
extension Binder {
  /// - Parameter arguments: nil for those with errors.
  mutating func checkConstants(
    of function: ScalarFunction, _ arguments: [BoundNode?], _ syntax: [SyntaxNode]
  ) -> Bool {
    func text(_ index: Int) -> String? {
      if index < arguments.count, case .text(let text)? = arguments[index]?.constant { text } else { nil }
    }
    switch function {
    case .matches, .extract:
      guard let pattern = text(1) else { return true }
      return checkPattern(pattern, arguments, syntax)
    case .replaceAll:
      guard let pattern = text(1) else { return true }
      return checkPattern(pattern, [], syntax) && checkReplacement(text(2), of: pattern, syntax[2])
    case .countryName:
      guard let language = text(1), !Countries.languages.contains(language) else { return true }
      report(
        .unknownLanguage(language), syntax[1],
        reason: "countries have names in \(Countries.languages.sorted().joined(separator: ", "))")
      return false
    case .startOf:
      guard let name = text(1) else { return true }
      return checkUnit(name, of: arguments[0].map { $0.type ?? .date }, syntax[1])
    case .format:
      guard let pattern = text(1) else { return true }
      return checkFormat(pattern, of: arguments[0].map { $0.type ?? .date }, language: text(2), syntax)
    case .date where arguments.count > 1, .datetime where arguments.count > 1:
      guard let pattern = text(1) else { return true }
      return checkReading(pattern, of: arguments[0]?.type, function, syntax)
    case .date, .datetime:
      // Only a literal can be checked before any row is read.
      guard case .literal(.text(let text)) = syntax[0].kind else { return true }
      let bytes = Array(text.utf8)
      let isRight = ISOTime.read(bytes.span, WhiteSpace.trimmed(bytes.span)) != nil
      if !isRight {
        report(
          .badCalendarLiteral(text, function), syntax[0],
          hint: function == .date
            ? "write it as year-month-day: date(\"2021-04-26\")"
            : "write it as datetime(\"2021-04-26T09:00\"), with -04:00 or Z at the end for another zone")
      }
      return isRight
    case .if, .coalesce, .nullIf, .lower, .upper, .title, .trim, .normalize, .fold, .length, .substring,
      .replace, .startsWith,
      .endsWith, .contains, .split, .concat, .abs, .round, .floor, .ceil, .least, .greatest, .text, .integer,
      .number, .boolean, .year, .month, .day, .weekday, .hour, .minute, .minutesBetween, .daysBetween,
      .country, .sourceFile, .sourceLine:
      return true
    }
  }

  private mutating func checkPattern(
    _ pattern: String, _ arguments: [BoundNode?], _ syntax: [SyntaxNode]
  ) -> Bool {
    let expression: Pattern
    do {
      expression = try Pattern.compiled(pattern)
    } catch {
      let range = syntax[1].range
      // Point at the exact character if literal and pattern have the same length.
      let isPlain = range.count == pattern.unicodeScalars.count + 2
      let start = isPlain ? range.lowerBound + 1 + error.offset : range.lowerBound
      report(
        .badPattern(pattern), isPlain ? start..<start + 1 : range, reason: error.words)
      return false
    }
    if arguments.count > 2, case .integer(let group)? = arguments[2]?.constant,
      !(0...Int64(expression.groupCount)).contains(group)
    {
      report(
        .noSuchGroup(group), syntax[2],
        reason: expression.groupCount == 0
          ? "the regular expression has no groups"
          : "the groups are numbered from 1 to \(expression.groupCount)",
        hint: "0 is the whole match")
      return false
    }
    return true
  }

  private mutating func checkReplacement(
    _ replacement: String?, of pattern: String, _ node: SyntaxNode
  ) -> Bool {
    guard let replacement, let expression = try? Pattern.compiled(pattern) else { return true }
    let last = ReplacementTemplate(replacement).lastGroup
    if last <= expression.groupCount { return true }
    report(
      .noSuchGroup(Int64(last)), node,
      reason: "the regular expression has \(counted(expression.groupCount, "group"))",
      hint: "\\\\ is a backslash, \\0 the whole match")
    return false
  }

  private mutating func checkReading(
    _ pattern: String, of type: ColumnType?, _ function: ScalarFunction, _ syntax: [SyntaxNode]
  ) -> Bool {
    if let type, type != .text {
      report(
        .patternOfNoText(type), syntax[1], reason: "a pattern says how a text is written",
        hint: "leave it out, or write  \(function.rawValue)(text(…), …)")
      return false
    }
    do throws(DatePattern.Problem) {
      _ = try DatePattern(pattern)
      return true
    } catch {
      report(.badFormat(pattern), syntax[1], reason: error.reason, hint: error.hint)
      return false
    }
  }

  private mutating func checkUnit(_ name: String, of type: ColumnType?, _ node: SyntaxNode) -> Bool {
    let units = CalendarUnit.allCases.map(\.rawValue)
    guard let unit = CalendarUnit(rawValue: name) else {
      report(
        .unknownUnit(name), node, reason: "the units are \(units.joined(separator: ", "))",
        hint: nearestName(to: name, among: units).map { "did you mean '\($0)'?" })
      return false
    }
    if unit == .hour, type == .date {
      report(.hourOfDate, node, hint: "use a datetime, or \"day\"")
      return false
    }
    return true
  }

  private mutating func checkFormat(
    _ pattern: String, of type: ColumnType?, language: String?, _ syntax: [SyntaxNode]
  ) -> Bool {
    var isRight = true
    if let language, CalendarNames.of(language) == nil {
      let known = CalendarNames.languages
      report(
        .unknownLanguage(language), syntax[2], reason: "the languages are \(known.joined(separator: ", "))")
      isRight = false
    }
    guard let type else { return isRight }
    if type == .date || type == .datetime {
      do throws(DatePattern.Problem) {
        _ = try DatePattern(writing: pattern, hasTime: type == .datetime)
        return isRight
      } catch {
        report(.badFormat(pattern), syntax[1], reason: error.reason, hint: error.hint)
      }
    } else {
      do throws(FormatPatternFailure) {
        _ = try NumberPattern(pattern)
        return isRight
      } catch {
        report(.badFormat(pattern), syntax[1], reason: error.reason, hint: error.hint)
      }
    }
    return false
  }
}

/// The reason why a number pattern of `format` is invalid.
struct FormatPatternFailure: Error {
  var reason: String
  var hint: String?
}

extension Diagnostic.Message {
  static func badPattern(_ pattern: String) -> Self {
    Self(.badPattern, "'\(pattern)' is not a regular expression")
  }
  static func noSuchGroup(_ group: Int64) -> Self { Self(.badArgument, "there is no group \(group)") }
  static func patternOfNoText(_ type: ColumnType) -> Self {
    Self(.badArgument, "\(type.withArticle) is not read with a pattern")
  }
  static func unknownUnit(_ name: String) -> Self { Self(.badArgument, "unknown unit '\(name)'") }
  static var hourOfDate: Self { Self(.badArgument, "a date has no hours") }
  static func unknownLanguage(_ language: String) -> Self {
    Self(.unknownLanguage, "unknown language '\(language)'")
  }
  static func badFormat(_ pattern: String) -> Self { Self(.datePattern, "'\(pattern)' is not a pattern") }
  static func badCalendarLiteral(_ text: String, _ function: ScalarFunction) -> Self {
    Self(.badArgument, "'\(text)' is not a \(function.rawValue)")
  }
}
