internal import Tables

/// A parsed expression, before names and types are resolved.
struct SyntaxNode: Sendable {
  indirect enum Kind: Sendable {
    case literal(Value)
    case column(String, isQuoted: Bool)
    case parameter(String)
    case figure(String, item: String?)
    case call(String, nameRange: Range<Int>, arguments: [SyntaxNode])
    case negate(SyntaxNode)
    case not(SyntaxNode)
    case arithmetic(ArithmeticOperator, SyntaxNode, SyntaxNode)
    case comparison(ComparisonOperator, SyntaxNode, SyntaxNode)
    /// Two or more operands with the same operator.
    case logic(LogicOperator, [SyntaxNode])
    case membership(SyntaxNode, [SyntaxNode], isNegated: Bool)
    case isNull(SyntaxNode, isNegated: Bool)
  }

  let kind: Kind
  /// In Unicode scalars of the expression, without enclosing parentheses.
  let range: Range<Int>
  /// The depth of the subtree; 1 for a leaf.
  let height: Int

  init(kind: Kind, range: Range<Int>) {
    self.kind = kind
    self.range = range
    height = 1 + (kind.children.map(\.height).max() ?? 0)
  }
}

extension SyntaxNode.Kind {
  var isFigure: Bool { if case .figure = self { true } else { false } }

  var children: [SyntaxNode] {
    switch self {
    case .literal, .column, .parameter, .figure: []
    case .call(_, _, let arguments): arguments
    case .negate(let operand), .not(let operand), .isNull(let operand, _): [operand]
    case .arithmetic(_, let left, let right), .comparison(_, let left, let right): [left, right]
    case .logic(_, let operands): operands
    case .membership(let value, let elements, _): [value] + elements
    }
  }
}

enum ArithmeticOperator: String, Sendable, Codable {
  case add = "+"
  case subtract = "-"
  case multiply = "*"
  case divide = "/"
  case remainder = "%"
}

enum ComparisonOperator: String, Sendable, Codable {
  case equal = "=="
  case notEqual = "!="
  case less = "<"
  case lessOrEqual = "<="
  case greater = ">"
  case greaterOrEqual = ">="

  var isEquality: Bool { self == .equal || self == .notEqual }

  /// The operator after the operands are swapped.
  var mirrored: ComparisonOperator {
    switch self {
    case .equal, .notEqual: self
    case .less: .greater
    case .lessOrEqual: .greaterOrEqual
    case .greater: .less
    case .greaterOrEqual: .lessOrEqual
    }
  }
}

enum LogicOperator: String, Sendable, Codable {
  case and, or
}
