/// `== != < <= > >=` of operands of one type.
enum ComparisonKernels {
  static func compare(_ operation: ComparisonOperator, _ left: Operand, _ right: Operand) -> PlainVector<Bool>
  {
    switch (left, right) {
    case (.integer(let a), .integer(let b)), (.datetime(let a), .datetime(let b)):
      return plain(operation, a, b)
    case (.number(let a), .number(let b)): return plain(operation, a, b)
    case (.date(let a), .date(let b)): return plain(operation, a, b)
    case (.boolean(let a), .boolean(let b)):
      return operation == .equal ? a.combined(with: b) { $0 == $1 } : a.combined(with: b) { $0 != $1 }
    case (.text(let a), .text(let b)):
      if a.isConstant, !b.isConstant { return text(operation.mirrored, b, a) }
      return text(operation, a, b)
    default: preconditionFailure("operands of one type")
    }
  }

  private static func plain<Element: Comparable & BitwiseCopyable & Sendable>(
    _ operation: ComparisonOperator, _ a: PlainVector<Element>, _ b: PlainVector<Element>
  ) -> PlainVector<Bool> {
    switch operation {
    case .equal: a.combined(with: b) { $0 == $1 }
    case .notEqual: a.combined(with: b) { $0 != $1 }
    case .less: a.combined(with: b) { $0 < $1 }
    case .lessOrEqual: a.combined(with: b) { $0 <= $1 }
    case .greater: a.combined(with: b) { $0 > $1 }
    case .greaterOrEqual: a.combined(with: b) { $0 >= $1 }
    }
  }

  private static func text(
    _ operation: ComparisonOperator, _ a: TextVector, _ b: TextVector
  ) -> PlainVector<Bool> {
    switch operation {
    case .equal: a.combined(with: b) { ByteSpans.areEqual($0, $1) }
    case .notEqual: a.combined(with: b) { !ByteSpans.areEqual($0, $1) }
    case .less: a.combined(with: b) { ByteSpans.order($0, $1) < 0 }
    case .lessOrEqual: a.combined(with: b) { ByteSpans.order($0, $1) <= 0 }
    case .greater: a.combined(with: b) { ByteSpans.order($0, $1) > 0 }
    case .greaterOrEqual: a.combined(with: b) { ByteSpans.order($0, $1) >= 0 }
    }
  }
}
