internal import Diagnostics
internal import Tables

/// Types and errors of operators.
extension Binder {
  mutating func bindCondition(_ operand: SyntaxNode, of word: String, in place: Place) -> BoundNode? {
    guard let bound = bind(operand, in: place) else { return nil }
    if let condition = coerce(bound, to: .boolean) { return condition }
    report(
      .operatorNeeds(word, .boolean, found: bound.type!), operand,
      hint: conversionHint(operand, from: bound.type!, to: .boolean))
    return nil
  }

  mutating func bindNegation(_ operand: SyntaxNode, _ node: SyntaxNode, in place: Place) -> BoundNode? {
    guard let bound = bind(operand, in: place) else { return nil }
    switch bound.type {
    case .integer?, .number?:
      return make(.negate(bound), bound.type!, node)
    case nil:
      return typed(bound, as: .integer)
    case let type?:
      report(
        .operatorNeeds("-", .number, found: type), operand,
        hint: conversionHint(operand, from: type, to: .number))
      return nil
    }
  }

  mutating func bindArithmetic(
    _ operation: ArithmeticOperator, _ left: SyntaxNode, _ right: SyntaxNode, _ node: SyntaxNode,
    in place: Place
  ) -> BoundNode? {
    let a = bind(left, in: place)
    let b = bind(right, in: place)
    guard let a, let b else {
      // Texts, booleans and instants are wrong whatever the other side is.
      if let known = a ?? b, let type = known.type, [.text, .boolean, .datetime].contains(type) {
        let syntax = a == nil ? right : left
        report(
          .operatorNeeds(operation.rawValue, .number, found: type), syntax,
          hint: arithmeticHint(operation, type, syntax, areBothTexts: false, left, right))
      }
      return nil
    }
    if a.type == .date || b.type == .date {
      return bindDateArithmetic(operation, (left, a), (right, b), node)
    }
    var isWrong = false
    for (syntax, bound) in [(left, a), (right, b)] {
      switch bound.type {
      case nil, .integer?, .number?: break
      case let type?:
        isWrong = true
        report(
          .operatorNeeds(operation.rawValue, .number, found: type), syntax,
          hint: arithmeticHint(operation, type, syntax, areBothTexts: a.type == b.type, left, right))
        // `a + b` with two wrong sides is reported once.
        if a.type == b.type { return nil }
      }
    }
    if isWrong { return nil }
    let isInteger = operation != .divide && a.type != .number && b.type != .number
    let type: ColumnType = isInteger ? .integer : .number
    let operands = [coerce(a, to: type)!, coerce(b, to: type)!]
    return make(.arithmetic(operation, operands[0], operands[1]), type, node)
  }

  private func arithmeticHint(
    _ operation: ArithmeticOperator, _ type: ColumnType, _ operand: SyntaxNode, areBothTexts: Bool,
    _ left: SyntaxNode, _ right: SyntaxNode
  ) -> String? {
    switch (type, operation) {
    case (.text, .add) where areBothTexts:
      return
        "join texts with concat(\(written(left)), \(written(right))), or convert with number(\(written(operand)))"
    case (.text, .add):
      return "convert with number(\(written(operand))); concat(a, b) joins texts"
    case (.datetime, .subtract):
      return "use minutes_between(a, b) or days_between(a, b)"
    case (.datetime, _): return "datetimes have no arithmetic; use date(x) + days"
    case (.boolean, _): return "convert with integer(\(written(operand)))"
    default: return conversionHint(operand, from: type, to: .number)
    }
  }

  private mutating func bindDateArithmetic(
    _ operation: ArithmeticOperator, _ left: (syntax: SyntaxNode, bound: BoundNode),
    _ right: (syntax: SyntaxNode, bound: BoundNode), _ node: SyntaxNode
  ) -> BoundNode? {
    switch (operation, left.bound.type, right.bound.type) {
    case (.subtract, .date?, .date?):
      return make(.dateDifference(left.bound, right.bound), .integer, node)
    case (.add, .date?, .integer?), (.subtract, .date?, .integer?), (.add, .date?, nil),
      (.subtract, .date?, nil):
      let days = typed(right.bound, as: .integer)
      return make(
        .shiftDate(left.bound, by: days, isBackwards: operation == .subtract), .date, node)
    case (.add, .integer?, .date?), (.add, nil, .date?):
      let days = typed(left.bound, as: .integer)
      return make(.shiftDate(right.bound, by: days, isBackwards: false), .date, node)
    default:
      break
    }
    let other = left.bound.type == .date ? right : left
    let hint: String?
    switch other.bound.type {
    case .number?: hint = "days are whole: integer(\(written(other.syntax)))"
    case .datetime?: hint = "convert with date(\(written(other.syntax)))"
    case .text?:
      hint = conversionHint(other.syntax, from: .text, to: operation == .subtract ? .date : .integer)
    default: hint = nil
    }
    report(
      .badDateArithmetic(operation, left.bound.type, right.bound.type),
      other.bound.type == .date ? node : other.syntax,
      reason: "dates allow date + days, date - days and date - date", hint: hint)
    return nil
  }

  mutating func bindComparison(
    _ operation: ComparisonOperator, _ left: SyntaxNode, _ right: SyntaxNode, _ node: SyntaxNode,
    in place: Place
  ) -> BoundNode? {
    let a = bind(left, in: place)
    let b = bind(right, in: place)
    guard let a, let b else { return nil }
    guard let common = Binder.commonType([a.type, b.type]) else {
      reportIncomparable((left, a), (right, b))
      return nil
    }
    let type = common ?? .text
    if type == .boolean, !operation.isEquality {
      report(
        .unorderedBoolean(operation), node, reason: "only == and != compare booleans")
      return nil
    }
    let operands = [coerce(a, to: type)!, coerce(b, to: type)!]
    return make(.comparison(operation, operands[0], operands[1]), .boolean, node)
  }

  /// Reports the error at the operand that is easier to change: a literal, else the right one.
  private mutating func reportIncomparable(
    _ left: (syntax: SyntaxNode, bound: BoundNode), _ right: (syntax: SyntaxNode, bound: BoundNode)
  ) {
    let isLeftGiven = isWritten(left.syntax) && !isWritten(right.syntax)
    let (fixed, other) = isLeftGiven ? (right, left) : (left, right)
    let fixedType = fixed.bound.type!
    let otherType = other.bound.type!
    report(
      .incomparable(otherType, with: fixedType), other.syntax,
      reason: "'\(written(fixed.syntax))' is \(fixedType.withArticle)",
      hint: comparisonHint(fixed.syntax, fixedType, other.syntax, otherType))
  }

  private func isWritten(_ node: SyntaxNode) -> Bool {
    if case .literal = node.kind { true } else { false }
  }

  private func comparisonHint(
    _ fixed: SyntaxNode, _ fixedType: ColumnType, _ other: SyntaxNode, _ otherType: ColumnType
  ) -> String? {
    let words = written(fixed)
    if case .literal(.text(let text)) = other.kind {
      switch fixedType {
      case .integer where Int64(text) != nil, .number where Double(text)?.isFinite == true:
        return "compare with \(text)"
      case .boolean where text == "true" || text == "false": return "compare with \(text)"
      case .date: return "compare with date(\"\(text)\")"
      case .datetime: return "compare with datetime(\"\(text)\")"
      default: return "convert with text(\(words))"
      }
    }
    switch (fixedType, otherType) {
    case (.text, .integer), (.text, .number):
      let conversion = "convert with \(otherType.rawValue)(\(words))"
      return isWritten(other) ? "compare with \"\(written(other))\", or \(conversion)" : conversion
    case (.text, _): return conversionHint(fixed, from: .text, to: otherType)
    case (.date, .datetime):
      return "compare days with date(\(written(other))), or instants with datetime(\(words))"
    case (.datetime, .date):
      return "compare days with date(\(words)), or instants with datetime(\(written(other)))"
    default: return conversionHint(other, from: otherType, to: fixedType)
    }
  }

  mutating func bindMembership(
    _ value: SyntaxNode, _ elements: [SyntaxNode], isNegated: Bool, _ node: SyntaxNode, in place: Place
  ) -> BoundNode? {
    let bound = bind(value, in: place)
    let boundElements = elements.map { bind($0, in: place) }
    guard let bound, boundElements.allSatisfy({ $0 != nil }) else { return nil }
    // The value determines the type of the list; a list of numbers may widen it.
    var type = bound.type
    for element in boundElements {
      if let common = Binder.commonType([type, element!.type]) { type = common }
    }
    let common = type ?? .text
    var parts: [BoundNode] = []
    for (syntax, element) in zip(elements, boundElements) {
      if let coerced = coerce(element!, to: common) {
        parts.append(coerced)
      } else {
        reportIncomparable((value, bound), (syntax, element!))
      }
    }
    guard parts.count == elements.count, let subject = coerce(bound, to: common) else { return nil }
    return make(.membership(subject, in: parts, isNegated: isNegated), .boolean, node)
  }
}

extension Diagnostic.Message {
  static func operatorNeeds(_ word: String, _ type: ColumnType, found: ColumnType) -> Self {
    Self(.argumentType, "'\(word)' takes \(type.plural), not \(found.withArticle)")
  }
  static func badDateArithmetic(
    _ operation: ArithmeticOperator, _ left: ColumnType?, _ right: ColumnType?
  ) -> Self {
    Self(
      .argumentType,
      "cannot calculate \(left?.rawValue ?? "null") \(operation.rawValue) \(right?.rawValue ?? "null")")
  }
  static func unorderedBoolean(_ operation: ComparisonOperator) -> Self {
    Self(.argumentType, "'\(operation.rawValue)' does not compare booleans")
  }
  static func incomparable(_ found: ColumnType, with fixed: ColumnType) -> Self {
    Self(.argumentType, "cannot compare \(fixed.withArticle) with \(found.withArticle)")
  }
}
