internal import Diagnostics
internal import JobSpec

/// Splits an expression into tokens.
///
/// Texts are between `"` or `'`, names with special characters between backquotes. A doubled quote
/// inside stands for one. A backslash has no meaning, so regular expressions are written unchanged.
struct Lexer {
  private let source: ExpressionText
  private let scalars: [Unicode.Scalar]
  private var position = 0

  init(_ source: ExpressionText) {
    self.source = source
    scalars = source.scalars
  }

  /// All tokens, ending with `.end`. Throws a `Diagnostic` at the first invalid character.
  static func tokens(of source: ExpressionText) throws -> [Token] {
    var lexer = Lexer(source)
    var tokens: [Token] = []
    repeat { tokens.append(try lexer.next()) } while tokens[tokens.count - 1].kind != .end
    return tokens
  }

  private func peek(_ offset: Int = 0) -> Unicode.Scalar? {
    position + offset < scalars.count ? scalars[position + offset] : nil
  }

  private mutating func next() throws -> Token {
    while let scalar = peek(), scalar.properties.isWhitespace || scalar == "\u{FEFF}" { position += 1 }
    let start = position
    guard let scalar = peek() else { return Token(kind: .end, range: start..<start) }
    let kind: Token.Kind
    switch scalar {
    case "0"..."9":
      kind = try number()
    case "." where peek(1).map(isDigit) ?? false:
      kind = try number()
    case "\"", "'":
      kind = .text(try quoted(scalar, as: "text"))
    case "`":
      let name = try quoted(scalar, as: "name")
      if name.isEmpty { throw failure("a name between backquotes is empty", start..<position) }
      kind = .quotedName(name)
    case "$":
      position += 1
      let name = word()
      if name.isEmpty {
        throw failure("expected a name after '$'", start..<position, hint: "for example $as_of")
      }
      kind = .parameter(name)
    case _ where isNameStart(scalar):
      let name = word()
      kind = Token.Keyword(rawValue: name).map { .keyword($0) } ?? .name(name)
    default:
      kind = .symbol(try symbol())
    }
    return Token(kind: kind, range: start..<position)
  }

  private func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }

  private func isNameStart(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "_" || scalar.properties.isAlphabetic
  }

  private mutating func word() -> String {
    var view = String.UnicodeScalarView()
    while let scalar = peek(), isNameStart(scalar) || isNamePart(scalar) {
      view.append(scalar)
      position += 1
    }
    return String(view)
  }

  /// Letters, digits and combining accents continue a name.
  private func isNamePart(_ scalar: Unicode.Scalar) -> Bool {
    if isDigit(scalar) { return true }
    switch scalar.properties.generalCategory {
    case .decimalNumber, .nonspacingMark, .spacingMark: return true
    default: return false
    }
  }

  private mutating func number() throws -> Token.Kind {
    let start = position
    var digits = ""
    func take(_ lexer: inout Lexer) {
      while let scalar = lexer.peek(), lexer.isDigit(scalar) {
        digits.unicodeScalars.append(scalar)
        lexer.position += 1
      }
    }
    take(&self)
    var isInteger = true
    if peek() == ".", peek(1).map(isDigit) ?? false {
      isInteger = false
      if digits.isEmpty { digits = "0" }
      digits += "."
      position += 1
      take(&self)
    }
    if let mark = peek(), mark == "e" || mark == "E" {
      let signed = peek(1) == "+" || peek(1) == "-"
      if peek(signed ? 2 : 1).map(isDigit) ?? false {
        isInteger = false
        digits += signed && peek(1) == "-" ? "e-" : "e"
        position += signed ? 2 : 1
        take(&self)
      }
    }
    if let scalar = peek(), isNameStart(scalar) {
      let end = position
      _ = word()
      let wrong = text(start..<position)
      throw failure(
        "'\(wrong)' is not a number", start..<position,
        hint: "put a name that begins with a digit in backquotes: `\(wrong)`",
        reason: "a number ends at '\(text(start..<end))'")
    }
    if isInteger {
      guard let value = UInt64(digits), value <= UInt64(Int64.max) + 1 else {
        throw failure(
          "'\(digits)' is too large for an integer", start..<position,
          hint: "write \(digits).0 for a number", reason: "the largest integer is \(Int64.max)")
      }
      return .integer(value)
    }
    guard let value = Double(digits), value.isFinite else {
      throw failure("'\(text(start..<position))' is too large for a number", start..<position)
    }
    return .number(value)
  }

  private mutating func quoted(_ mark: Unicode.Scalar, as what: String) throws -> String {
    let start = position
    var view = String.UnicodeScalarView()
    position += 1
    while let scalar = peek() {
      position += 1
      if scalar != mark {
        view.append(scalar)
      } else if peek() == mark {
        view.append(scalar)
        position += 1
      } else {
        return String(view)
      }
    }
    throw failure(
      "this \(what) is not closed", start..<scalars.count, hint: "end it with \(mark)")
  }

  private mutating func symbol() throws -> Token.Symbol {
    let start = position
    for length in [2, 1] where position + length <= scalars.count {
      if let symbol = Token.Symbol(rawValue: text(position..<position + length)) {
        if symbol == .less, peek(1) == ">" { break }
        position += length
        return symbol
      }
    }
    // Operators of other languages; two-character ones first.
    let wrong: [(String, String)] = [
      ("<>", "write '!=' for different"),
      ("&&", "write 'and'"),
      ("||", "write 'or'; to join texts, concat(a, b)"),
      ("=", "write '==' to compare"),
      ("&", "write 'and'; to join texts, concat(a, b)"),
      ("|", "write 'or'"),
      ("!", "write 'not'"),
      ("≠", "write '!='"),
      ("≤", "write '<='"),
      ("≥", "write '>='"),
      ("“", "write text between straight quotes: \"…\""),
      ("”", "write text between straight quotes: \"…\""),
      ("‘", "write text between straight quotes: '…'"),
      ("’", "write text between straight quotes: '…'"),
      ("{", "a parameter is written $name"),
      ("^", "there is no power operator"),
    ]
    for (sign, hint) in wrong
    where text(start..<min(scalars.count, start + sign.unicodeScalars.count)) == sign {
      throw failure("unexpected '\(sign)'", start..<start + sign.unicodeScalars.count, hint: hint)
    }
    throw failure("unexpected '\(scalars[start])'", start..<start + 1)
  }

  private func text(_ range: Range<Int>) -> String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars[range])
    return String(view)
  }

  private func failure(
    _ message: String, _ range: Range<Int>, hint: String? = nil, reason: String? = nil
  ) -> Diagnostic {
    Diagnostic(.init(.expressionSyntax, message), at: source.location(of: range), reason: reason, hint: hint)
  }
}
