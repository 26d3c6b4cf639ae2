internal import Diagnostics
internal import JobSpec
internal import Tables

/// A recursive-descent parser, from the loosest operator to the tightest:
///
///     or → and → not → == != < <= > >= → in → is null → + - → * / % → unary - → operand
///
/// Throws a `Diagnostic` at the first unexpected token.
struct Parser {
  private let source: ExpressionText
  private let tokens: [Token]
  private var index = 0
  private var depth = 0

  /// Deeper than any real expression, yet shallow enough for the stack of any thread.
  static let maximumDepth = 100

  static func parse(_ source: ExpressionText) throws -> SyntaxNode {
    var parser = Parser(source, try Lexer.tokens(of: source))
    if parser.current.kind == .end {
      throw parser.failure("expected an expression", parser.current.range)
    }
    let node = try parser.disjunction()
    guard parser.current.kind == .end else { throw parser.unexpected() }
    if node.height > maximumDepth { throw parser.tooDeep(node.range) }
    return node
  }

  private init(_ source: ExpressionText, _ tokens: [Token]) {
    self.source = source
    self.tokens = tokens
  }

  private var current: Token { tokens[index] }

  private mutating func take(_ symbol: Token.Symbol) -> Bool {
    if current.kind == .symbol(symbol) {
      index += 1
      return true
    }
    return false
  }

  private mutating func take(_ keyword: Token.Keyword) -> Bool {
    if current.kind == .keyword(keyword) {
      index += 1
      return true
    }
    return false
  }

  private mutating func disjunction() throws -> SyntaxNode {
    depth += 1
    defer { depth -= 1 }
    if depth > Parser.maximumDepth { throw tooDeep(current.range) }
    return try chain(.or, of: { try $0.conjunction() })
  }

  private mutating func conjunction() throws -> SyntaxNode {
    try chain(.and, of: { try $0.negation() })
  }

  private mutating func chain(
    _ word: LogicOperator, of part: (inout Parser) throws -> SyntaxNode
  ) throws -> SyntaxNode {
    var parts = [try part(&self)]
    while take(word == .or ? .or : .and) { parts.append(try part(&self)) }
    if parts.count == 1 { return parts[0] }
    return SyntaxNode(
      kind: .logic(word, parts), range: parts[0].range.lowerBound..<parts[parts.count - 1].range.upperBound)
  }

  private mutating func negation() throws -> SyntaxNode {
    let start = current.range.lowerBound
    guard take(.not) else { return try comparison() }
    depth += 1
    defer { depth -= 1 }
    if depth > Parser.maximumDepth { throw tooDeep(current.range) }
    let operand = try negation()
    return SyntaxNode(kind: .not(operand), range: start..<operand.range.upperBound)
  }

  private func comparisonOperator() -> ComparisonOperator? {
    if case .symbol(let symbol) = current.kind { ComparisonOperator(rawValue: symbol.rawValue) } else { nil }
  }

  private mutating func comparison() throws -> SyntaxNode {
    let left = try membership()
    guard let operation = comparisonOperator() else { return left }
    index += 1
    let right = try membership()
    if let next = comparisonOperator() {
      let a = source.written(left.range)
      let b = source.written(right.range)
      throw failure(
        "comparisons cannot be chained", current.range,
        hint: "write  \(a) \(operation.rawValue) \(b) and \(b) \(next.rawValue) …")
    }
    return SyntaxNode(
      kind: .comparison(operation, left, right),
      range: left.range.lowerBound..<right.range.upperBound)
  }

  private mutating func membership() throws -> SyntaxNode {
    let value = try nullCheck()
    var isNegated = false
    if current.kind == .keyword(.not), tokens[index + 1].kind == .keyword(.in) {
      isNegated = true
      index += 1
    }
    guard take(.in) else { return value }
    let open = current
    guard take(.openBracket) else {
      let isParenthesis = current.kind == .symbol(.openParenthesis)
      throw failure(
        "expected '[' after 'in'", current.range,
        hint: isParenthesis ? "a list is written [a, b, c]" : "for example  x in [\"a\", \"b\"]")
    }
    let (elements, end) = try list(until: .closeBracket, from: open)
    return SyntaxNode(
      kind: .membership(value, elements, isNegated: isNegated), range: value.range.lowerBound..<end)
  }

  private mutating func nullCheck() throws -> SyntaxNode {
    let value = try sum()
    guard take(.is) else { return value }
    let isNegated = take(.not)
    let end = current.range
    guard take(.null) else {
      throw failure(
        "expected 'null' after 'is\(isNegated ? " not" : "")'", end,
        hint: "to compare values, write '\(isNegated ? "!=" : "==")'")
    }
    return SyntaxNode(
      kind: .isNull(value, isNegated: isNegated), range: value.range.lowerBound..<end.upperBound)
  }

  private mutating func sum() throws -> SyntaxNode {
    var left = try product()
    while true {
      let operation: ArithmeticOperator
      if take(.plus) { operation = .add } else if take(.minus) { operation = .subtract } else { return left }
      let right = try product()
      left = try joined(operation, left, right)
    }
  }

  private mutating func product() throws -> SyntaxNode {
    var left = try signed()
    while true {
      let operation: ArithmeticOperator
      if take(.times) {
        operation = .multiply
      } else if take(.divide) {
        operation = .divide
      } else if take(.remainder) {
        operation = .remainder
      } else {
        return left
      }
      let right = try signed()
      left = try joined(operation, left, right)
    }
  }

  private func joined(
    _ operation: ArithmeticOperator, _ left: SyntaxNode, _ right: SyntaxNode
  ) throws -> SyntaxNode {
    let node = SyntaxNode(
      kind: .arithmetic(operation, left, right), range: left.range.lowerBound..<right.range.upperBound)
    // A chain of terms is as deep as it is long; at once, because a tree of any depth cannot even be freed.
    if node.height > Parser.maximumDepth { throw tooDeep(node.range) }
    return node
  }

  private mutating func signed() throws -> SyntaxNode {
    let minus = current
    if minus.kind == .symbol(.plus) {
      throw failure("expected an operand", minus.range, hint: "a '+' before a value is not needed")
    }
    guard take(.minus) else { return try operand() }
    // The smallest integer has no positive counterpart, so its minus is part of it.
    if case .integer(let magnitude) = current.kind {
      let range = minus.range.lowerBound..<current.range.upperBound
      index += 1
      let value = magnitude > UInt64(Int64.max) ? Int64.min : -Int64(magnitude)
      return SyntaxNode(kind: .literal(.integer(value)), range: range)
    }
    depth += 1
    defer { depth -= 1 }
    if depth > Parser.maximumDepth { throw tooDeep(current.range) }
    let operand = try signed()
    return SyntaxNode(
      kind: .negate(operand), range: minus.range.lowerBound..<operand.range.upperBound)
  }

  private mutating func operand() throws -> SyntaxNode {
    let token = current
    func literal(_ value: Value) -> SyntaxNode { SyntaxNode(kind: .literal(value), range: token.range) }
    index += 1
    switch token.kind {
    case .integer(let magnitude):
      guard magnitude <= UInt64(Int64.max) else {
        throw failure(
          "'\(magnitude)' is too large for an integer", token.range,
          reason: "the largest integer is \(Int64.max)", hint: "write \(magnitude).0 for a number")
      }
      return literal(.integer(Int64(magnitude)))
    case .number(let value): return literal(.number(value))
    case .text(let text): return literal(.text(text))
    case .keyword(.true): return literal(.boolean(true))
    case .keyword(.false): return literal(.boolean(false))
    case .keyword(.null): return literal(.null)
    case .parameter(let name): return SyntaxNode(kind: .parameter(name), range: token.range)
    case .quotedName(let name):
      return SyntaxNode(kind: .column(name, isQuoted: true), range: token.range)
    case .name(let name):
      if current.kind == .symbol(.openParenthesis) { return try call(name, token) }
      if name == "figures", take(.dot) { return try figure(token) }
      return SyntaxNode(kind: .column(name, isQuoted: false), range: token.range)
    case .symbol(.openParenthesis):
      let inner = try disjunction()
      guard take(.closeParenthesis) else { throw notClosed(token, by: ")") }
      return inner
    case .symbol(.openBracket):
      throw failure(
        "expected an operand", token.range, hint: "a list can only follow 'in':  x in [1, 2]")
    case .keyword, .symbol, .end:
      index -= 1
      throw unexpectedOperand()
    }
  }

  private mutating func figure(_ prefix: Token) throws -> SyntaxNode {
    switch current.kind {
    case .name(let name), .quotedName(let name):
      let range = prefix.range.lowerBound..<current.range.upperBound
      index += 1
      guard take(.openBracket) else { return SyntaxNode(kind: .figure(name, item: nil), range: range) }
      guard case .text(let item) = current.kind else {
        throw failure(
          "expected an item of the figure", current.range, hint: "quote it:  figures.\(name)[\"item\"]")
      }
      index += 1
      let end = current.range.upperBound
      guard take(.closeBracket) else {
        throw failure("expected ']' after the item of the figure", current.range)
      }
      return SyntaxNode(kind: .figure(name, item: item), range: prefix.range.lowerBound..<end)
    default:
      throw failure("expected a figure's name after 'figures.'", current.range)
    }
  }

  private mutating func call(_ name: String, _ nameToken: Token) throws -> SyntaxNode {
    let open = current
    index += 1
    let (arguments, end) = try list(until: .closeParenthesis, from: open)
    return SyntaxNode(
      kind: .call(name, nameRange: nameToken.range, arguments: arguments),
      range: nameToken.range.lowerBound..<end)
  }

  /// Expressions separated by commas, and the end of the closing bracket.
  private mutating func list(
    until close: Token.Symbol, from open: Token
  ) throws -> ([SyntaxNode], end: Int) {
    var elements: [SyntaxNode] = []
    if current.kind == .symbol(close) {
      index += 1
      return ([], tokens[index - 1].range.upperBound)
    }
    while true {
      if current.kind == .end { throw notClosed(open, by: close.rawValue) }
      elements.append(try disjunction())
      if take(close) { return (elements, tokens[index - 1].range.upperBound) }
      guard take(.comma) else { throw notClosed(open, by: close.rawValue, or: "','") }
    }
  }

  // MARK: Errors

  private func failure(
    _ message: String, _ range: Range<Int>, reason: String? = nil, hint: String? = nil
  ) -> Diagnostic {
    Diagnostic(.init(.expressionSyntax, message), at: source.location(of: range), reason: reason, hint: hint)
  }

  private func tooDeep(_ range: Range<Int>) -> Diagnostic {
    failure(
      "the expression is nested too deep", range, reason: "the limit is \(Parser.maximumDepth) levels",
      hint: "derive its parts as columns first")
  }

  private func notClosed(_ open: Token, by close: String, or other: String? = nil) -> Diagnostic {
    let expected = other.map { "\($0) or '\(close)'" } ?? "'\(close)'"
    let found = current.kind == .end ? "" : ", not '\(source.written(current.range))'"
    return failure(
      "expected \(expected)\(found)", current.range,
      reason: "'\(source.written(open.range))' at character \(open.range.lowerBound + 1) is not closed",
      hint: wordHint(current))
  }

  private func unexpectedOperand() -> Diagnostic {
    let token = current
    if token.kind == .end {
      return failure("expected an operand at the end", token.range)
    }
    return failure("expected an operand, not '\(source.written(token.range))'", token.range)
  }

  private func unexpected() -> Diagnostic {
    let token = current
    return failure(
      "unexpected '\(source.written(token.range))'", token.range, reason: "an operator was expected",
      hint: wordHint(token))
  }

  /// Hints for words that have a meaning in other languages.
  private func wordHint(_ token: Token) -> String? {
    guard case .name(let word) = token.kind else { return nil }
    switch word.lowercased() {
    case "like", "ilike", "regexp", "rlike":
      return "use matches(x, regex), contains(x, part) or starts_with(x, part)"
    case "between": return "write  x >= low and x <= high"
    case let lower where Token.Keyword(rawValue: lower) != nil: return "write '\(lower)' in lower case"
    case "mod", "div": return "use % or floor(a / b)"
    case "as": return "the column's name is the key before the expression"
    default: return "put a name with spaces in backquotes: `two words`"
    }
  }
}
