internal import Diagnostics

/// An error of the YAML parser, reworded for users.
struct YAMLSyntaxError: Error {
  var problem: String
  var context: String?
  var line = 1
  var column = 1
  /// The start of the construct being parsed.
  var contextPlace: (line: Int, column: Int)?

  static func diagnostic(for error: YAMLSyntaxError, in source: YAMLSource) -> Diagnostic {
    error.diagnostic(in: source)
  }

  private func diagnostic(in source: YAMLSource) -> Diagnostic {
    let rest = source.rest(line: line, column: column)
    let before = line <= source.lines.count ? source.lines[line - 1].prefix(max(0, column - 1)) : []
    // The parser reports the end of the file one line too far.
    let isEnd = line > source.lines.count || rest.isEmpty && line >= source.end.line
    let place = isEnd ? source.end : source.location(line: line, column: column)
    func because(_ reason: String?, hint: String?) -> Diagnostic {
      Diagnostic(.notYAML(problem), at: place, reason: reason, hint: hint)
    }
    let expression = "put the whole value in single quotes"
    if problem == "nested too deep" {
      return Diagnostic(.tooDeep, at: place, reason: "the limit is 100 levels")
    }
    if rest.first == "\t" || before.last == "\t", !before.contains(where: { $0 != " " && $0 != "\t" }) {
      return Diagnostic(.tabIndent, at: place, hint: "indent with spaces")
    }
    if problem.contains("another document") {
      return Diagnostic(
        .secondDocument, at: place, reason: "a file holds one document",
        hint: "remove the line '---', or make two files")
    }
    if problem.contains("undefined alias") || context == "while scanning an alias" {
      return because(
        "an unquoted value that begins with '*' stands for an anchor", hint: "\(expression) if it is a text")
    }
    if problem.contains("mapping values are not allowed") {
      return because(
        "an unquoted value cannot contain ': ', and the keys of a mapping must begin in the same column",
        hint: "\(expression), or correct the indentation")
    }
    if problem.contains("cannot start any token"), let first = rest.first {
      return because("an unquoted value cannot begin with '\(first)'", hint: expression)
    }
    if problem.contains("unexpected end of stream"), context?.contains("quoted scalar") == true {
      let quote = contextPlace.map { source.location(line: $0.line, column: $0.column) } ?? place
      return Diagnostic(
        .openQuote, at: quote, hint: "a quote inside a quoted text is written twice ('') or as \\\"")
    }
    if context == "while parsing a flow mapping" || context == "while parsing a flow sequence" {
      let close = context == "while parsing a flow mapping" ? "}" : "]"
      return because(
        "the \(close == "}" ? "brace" : "bracket") that opens in line \(contextPlace?.line ?? line)"
          + " needs ',' between its items and '\(close)' at its end",
        hint: "put a value that contains  , [ ] { }  or begins with a quote in single quotes as a whole")
    }
    if let quoted = source.firstPartlyQuotedValue(onLine: line)
      ?? source.firstPartlyQuotedValue(onLine: line - 1)
    {
      return Diagnostic(
        .notYAML("text continues after the closing quote"), at: quoted,
        reason: "a value that begins with a quote ends with it",
        hint: "put the whole value in quotes of the other kind")
    }
    if problem.contains("did not find expected key")
      || problem.contains("did not find expected '-' indicator")
      || problem.contains("could not find expected ':'")
    {
      return because(
        context.map { _ in "the keys of a mapping, and the dashes of a list, must begin in the same column" },
        hint: "check the indentation and the line before")
    }
    return because(nil, hint: nil)
  }
}

extension YAMLSource {
  /// The location of a value that begins with a quoted text and continues after it, such as `"a" == b`.
  func firstPartlyQuotedValue(onLine line: Int) -> SourceLocation? {
    guard line >= 1, line <= lines.count else { return nil }
    let scalars = lines[line - 1]
    guard
      let colon = scalars.indices.first(where: {
        scalars[$0] == ":" && $0 + 2 < scalars.count && scalars[$0 + 1] == " "
      }),
      let open = scalars[(colon + 1)...].firstIndex(where: { $0 != " " }),
      scalars[open] == "\"" || scalars[open] == "'",
      let close = scalars[(open + 1)...].firstIndex(of: scalars[open]),
      let after = scalars[(close + 1)...].firstIndex(where: { $0 != " " }),
      scalars[after] != "#", scalars[after] != scalars[open]
    else { return nil }
    return location(line: line, column: after + 1, length: scalars.count - after)
  }
}

extension Diagnostic.Message {
  static func notYAML(_ problem: String) -> Self { Self(.yamlSyntax, "this is not YAML: \(problem)") }
  static var tooDeep: Self { Self(.yamlSyntax, "values are nested too deep here") }
  static var openQuote: Self { Self(.yamlSyntax, "this quote is never closed") }
  static var tabIndent: Self { Self(.yamlSyntax, "a tab cannot indent a YAML file") }
  static var secondDocument: Self { Self(.yamlSyntax, "a second document begins here") }
}
