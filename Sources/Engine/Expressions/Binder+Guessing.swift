package import JobSpec
package import Tables

extension Scope {
  /// The probable type of an expression once its errors are corrected; nil if that depends on the
  /// correction.
  package func likelyType(of expression: ExpressionText) -> ColumnType? {
    guard expression.isReadable, let tree = try? Parser.parse(expression) else { return nil }
    return likelyType(of: tree)
  }

  private func likelyType(of node: SyntaxNode) -> ColumnType? {
    switch node.kind {
    case .literal(let value): value.type
    case .column(let name, let isQuoted):
      if case .field(let field) = schema.resolve(name, isExact: isQuoted) { field.type } else { nil }
    case .parameter(let name): constants[name]?.type
    case .figure: .number
    case .not, .comparison, .logic, .membership, .isNull: .boolean
    case .negate(let operand): likelyType(of: operand).flatMap { $0.isNumeric ? $0 : nil }
    case .arithmetic(let operation, let left, let right): likelyType(operation, left, right)
    case .call(let name, _, let arguments): likelyType(ofCall: name, arguments)
    }
  }

  private func likelyType(
    _ operation: ArithmeticOperator, _ left: SyntaxNode, _ right: SyntaxNode
  ) -> ColumnType? {
    if operation == .divide { return .number }
    guard let a = likelyType(of: left), let b = likelyType(of: right), a.isNumeric, b.isNumeric else {
      return nil
    }
    return a == .integer && b == .integer ? .integer : .number
  }

  private func likelyType(ofCall name: String, _ arguments: [SyntaxNode]) -> ColumnType? {
    guard let signature = FunctionCatalogue.signature(named: name) else { return nil }
    switch signature.result {
    case .type(let type): return type
    case .first: return arguments.first.flatMap { likelyType(of: $0) }
    case .common:
      // If one of several types is unknown, the common type is unknown too: any may be widened.
      let types = arguments.indices.compactMap { index -> ColumnType?? in
        if case .common = signature.parameter(at: index).accepts {
          likelyType(of: arguments[index])
        } else {
          nil
        }
      }
      guard let first = types.first, types.allSatisfy({ $0 == first }) else { return nil }
      return first
    }
  }
}

extension ColumnType {
  fileprivate var isNumeric: Bool { self == .integer || self == .number }
}
