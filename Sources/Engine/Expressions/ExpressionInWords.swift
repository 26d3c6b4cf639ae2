package import JobSpec
package import Tables

/// Tells an expression in the words of a language, for people who read how a number was made: `state == "completed" and
/// country is not null` is `State = Completed and with Country`.
package struct ExpressionInWords {
  /// The forms of what is not a name or a value, by the keys of ``forms``; `{x}`, `{y}` and `{z}` are the operands.
  package let words: [String: String]
  /// What people call a column, a parameter and a figure (with its item).
  package let column: (String) -> String
  package let parameter: (String) -> String
  package let figure: (String, String?) -> String
  /// A value as it is shown, beside the column that it is compared with.
  package let value: (Value, String?) -> String

  package init(
    words: [String: String], column: @escaping (String) -> String,
    parameter: @escaping (String) -> String,
    figure: @escaping (String, String?) -> String,
    value: @escaping (Value, String?) -> String
  ) {
    self.words = words
    self.column = column
    self.parameter = parameter
    self.figure = figure
    self.value = value
  }

  /// What a language needs a form for.
  package static let forms =
    ["and", "or", "not", "is null", "is not null", "in", "not in", "if", "previous", "count()"]
    + functions.map(\.rawValue)

  /// The functions of one operand that have words; all others are written as in the job.
  private static let functions: [AggregateFunction] = [
    .count, .countDistinct, .sum, .mean, .min, .max, .median,
  ]

  /// The expression in words; as it is written if it cannot be read.
  package func text(of expression: ExpressionText) -> String {
    (try? Parser.parse(expression)).map { text(of: $0) } ?? expression.text
  }

  /// Conditions that all hold.
  package func text(ofAll conditions: [ExpressionText]) -> String {
    if conditions.count == 1 { return text(of: conditions[0]) }
    return conditions.map { condition in
      guard let node = try? Parser.parse(condition) else { return "(\(condition.text))" }
      if case .logic(.and, _) = node.kind { return text(of: node) }
      return part(node)
    }.joined(separator: " \(words["and"] ?? "and") ")
  }

  private func text(of node: SyntaxNode, besides column: String? = nil) -> String {
    switch node.kind {
    case .literal(let value): self.value(value, column)
    case .column(let name, _): self.column(name)
    case .parameter(let name): parameter(name)
    case .figure(let name, let item): figure(name, item)
    case .call(let name, _, let arguments): call(name, arguments)
    case .negate(let operand): "−" + part(operand)
    case .not(let operand): filled("not", part(operand))
    case .arithmetic(let sign, let left, let right): "\(part(left)) \(sign.shown) \(part(right))"
    case .comparison(let sign, let left, let right):
      "\(part(left, besides: right)) \(sign.shown) \(part(right, besides: left))"
    case .logic(let word, let operands):
      operands.map { part($0) }.joined(separator: " \(words[word.rawValue] ?? word.rawValue) ")
    case .membership(let value, let elements, let isNegated):
      filled(
        isNegated ? "not in" : "in", part(value),
        elements.map { text(of: $0, besides: value.column) }.joined(separator: ", "))
    case .isNull(let operand, let isNegated): filled(isNegated ? "is not null" : "is null", part(operand))
    }
  }

  /// An operand, in parentheses if it is made of several.
  private func part(_ node: SyntaxNode, besides other: SyntaxNode? = nil) -> String {
    let text = text(of: node, besides: other?.column)
    switch node.kind {
    case .logic, .arithmetic, .membership: return "(\(text))"
    default: return text
    }
  }

  private func call(_ name: String, _ arguments: [SyntaxNode]) -> String {
    let texts = arguments.map { text(of: $0) }
    switch (name, texts.count) {
    case ("count", 0): return filled("count()", "")
    case ("if", 3): return "(\(filled("if", texts[0], texts[1], texts[2])))"
    case ("previous", 1): return filled(name, texts[0])
    case (_, 1) where ExpressionInWords.functions.contains { $0.rawValue == name }:
      return filled(name, texts[0])
    default: return "\(name)(\(texts.joined(separator: ", ")))"
    }
  }

  private func filled(_ form: String, _ x: String, _ y: String = "", _ z: String = "") -> String {
    let parts = ["{x}": x, "{y}": y, "{z}": z]
    var text = ""
    var rest = (words[form] ?? "\(form)({x})")[...]
    while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
      text += rest[..<open] + (parts[String(rest[open...close])] ?? "")
      rest = rest[rest.index(after: close)...]
    }
    return text + rest
  }
}

extension SyntaxNode {
  fileprivate var column: String? { if case .column(let name, _) = kind { name } else { nil } }
}

extension ArithmeticOperator {
  fileprivate var shown: String {
    switch self {
    case .add: "+"
    case .subtract: "−"
    case .multiply: "×"
    case .divide: "/"
    case .remainder: "%"
    }
  }
}

extension ComparisonOperator {
  fileprivate var shown: String {
    switch self {
    case .equal: "="
    case .notEqual: "≠"
    case .less: "<"
    case .lessOrEqual: "≤"
    case .greater: ">"
    case .greaterOrEqual: "≥"
    }
  }
}
