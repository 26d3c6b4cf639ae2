internal import Tables

/// An expression as it is written, before names and types are known.
struct SyntaxNode: Sendable {
  indirect enum Kind: Sendable {
    case literal(Value)
    case column(String, isQuoted: Bool)
    case parameter(String)
    case figure(String)
    case call(String, nameRange: Range<Int>, arguments: [SyntaxNode])
    case negate(SyntaxNode)
    case not(SyntaxNode)
    case arithmetic(ArithmeticOperator, SyntaxNode, SyntaxNode)
    case comparison(ComparisonOperator, SyntaxNode, SyntaxNode)
    /// Two operands or more, joined by the same word.
    case logic(LogicOperator, [SyntaxNode])
    case membership(SyntaxNode, [SyntaxNode], isNegated: Bool)
    case isNull(SyntaxNode, isNegated: Bool)
  }

  var kind: Kind
  /// In Unicode scalars of the expression; parentheses around it are not counted.
  var range: Range<Int>
}

enum ArithmeticOperator: String, Sendable {
  case add = "+"
  case subtract = "-"
  case multiply = "*"
  case divide = "/"
  case remainder = "%"
}

enum ComparisonOperator: String, Sendable {
  case equal = "=="
  case notEqual = "!="
  case less = "<"
  case lessOrEqual = "<="
  case greater = ">"
  case greaterOrEqual = ">="

  var isEquality: Bool { self == .equal || self == .notEqual }

  /// The operator with its operands changed over.
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

enum LogicOperator: String, Sendable {
  case and, or
}
