internal import Diagnostics
internal import JobSpec
internal import Tables

/// Resolves the names and types of an expression and collects all errors.
///
/// `bind` returns nil if a node has an error that is already reported, or is unknown because of an
/// earlier error. Its parents then report nothing about it and continue with its siblings.
struct Binder {
  /// The context of a node: the calls and columns that it may use.
  enum Place {
    case row
    /// Outside aggregate calls: only these columns have one value per group.
    case groups(by: [String])
    case window
    /// Inside the arguments of this function.
    case inside(String)
  }

  let source: ExpressionText
  let scope: Scope
  let mode: Scope.Mode
  var diagnostics = Diagnostics()
  var aggregates: [AggregateCall] = []
  var windows: [WindowCall] = []

  init(_ source: ExpressionText, in scope: Scope, mode: Scope.Mode) {
    self.source = source
    self.scope = scope
    self.mode = mode
  }

  /// Binds the whole expression. Throws `Diagnostics`; empty if an error reported earlier is the cause.
  mutating func bindRoot(in place: Place, expecting: ColumnType? = nil) throws -> BoundNode {
    guard source.isReadable else { throw diagnostics }
    let tree: SyntaxNode
    do {
      tree = try Parser.parse(source)
    } catch let failure as Diagnostic {
      throw Diagnostics([failure])
    }
    guard var root = bind(tree, in: place), diagnostics.isEmpty else { throw diagnostics }
    if let expecting {
      guard let coerced = coerce(root, to: expecting) else {
        report(
          .unexpectedResult(expecting, found: root.type!), tree,
          hint: conversionHint(tree, from: root.type!, to: expecting))
        throw diagnostics
      }
      root = coerced
    }
    if root.isNullLiteral { root.type = .text }
    return root
  }

  mutating func bind(_ node: SyntaxNode, in place: Place) -> BoundNode? {
    switch node.kind {
    case .literal(let value): return .constant(value, value.type, at: location(node))
    case .column(let name, let isQuoted): return bindColumn(name, isQuoted: isQuoted, node, in: place)
    case .parameter(let name): return bindParameter(name, node)
    case .figure(let name, let item): return bindFigure(name, item: item, node)
    case .call(let name, let nameRange, let arguments):
      return bindCall(name, nameRange, arguments, node, in: place)
    case .negate(let operand): return bindNegation(operand, node, in: place)
    case .not(let operand):
      guard let operand = bindCondition(operand, of: "not", in: place) else { return nil }
      return make(.not(operand), .boolean, node)
    case .arithmetic(let operation, let left, let right):
      return bindArithmetic(operation, left, right, node, in: place)
    case .comparison(let operation, let left, let right):
      return bindComparison(operation, left, right, node, in: place)
    case .logic(let operation, let operands):
      let bound = operands.map { bindCondition($0, of: operation.rawValue, in: place) }
      guard bound.allSatisfy({ $0 != nil }) else { return nil }
      let parts = bound.map { $0! }
      return make(.logic(operation, parts), .boolean, node)
    case .membership(let value, let elements, let isNegated):
      return bindMembership(value, elements, isNegated: isNegated, node, in: place)
    case .isNull(let operand, let isNegated):
      guard let operand = bind(operand, in: place) else { return nil }
      return make(.isNull(typed(operand, as: .text), isNegated: isNegated), .boolean, node)
    }
  }

  // MARK: - Building

  /// Makes a node; computes it at once if it consists of constants.
  mutating func make(_ kind: BoundNode.Kind, _ type: ColumnType, _ node: SyntaxNode) -> BoundNode? {
    let place = location(node)
    let bound = BoundNode(kind, type, at: place)
    let children = kind.children
    guard !children.isEmpty, children.allSatisfy({ $0.constant != nil }) else { return bound }
    let batch = Batch(
      table: Table(Schema(), [], rowCount: 1), rows: 0..<1,
      environment: Environment(zone: scope.zone, subject: .expression))
    do {
      return .constant(try bound.evaluate(on: batch).column().value(at: 0), type, at: place)
    } catch {
      diagnostics.add(Diagnostics(error))
    }
    return nil
  }

  /// Converts a node to `type`: unchanged, as a typed null, or as a widened integer; nil if it cannot be
  /// converted.
  func coerce(_ node: BoundNode, to type: ColumnType) -> BoundNode? {
    if node.type == type { return node }
    if node.isNullLiteral { return typed(node, as: type) }
    guard node.type == .integer, type == .number else { return nil }
    if case .constant(.integer(let value)) = node.kind {
      return .constant(.number(Double(value)), .number, at: node.location)
    }
    if case .constant = node.kind { return typed(node, as: type) }
    return BoundNode(.widen(node), .number, at: node.location)
  }

  /// Gives a null literal a type; returns other nodes unchanged.
  func typed(_ node: BoundNode, as type: ColumnType) -> BoundNode {
    guard case .constant(.null) = node.kind else { return node }
    if node.type != nil, !(node.type == .integer && type == .number) { return node }
    return .constant(.null, type, at: node.location)
  }

  /// The common type of all nodes; null literals fit any type.
  static func commonType(_ types: [ColumnType?]) -> ColumnType?? {
    var common: ColumnType?
    for case let type? in types {
      switch (common, type) {
      case (nil, _): common = type
      case (.integer, .number), (.number, .integer): common = .number
      case (let known?, _) where known == type: break
      default: return nil
      }
    }
    return .some(common)
  }

  // MARK: - Reporting

  func location(_ node: SyntaxNode) -> SourceLocation { source.location(of: node.range) }

  mutating func report(
    _ message: Diagnostic.Message, _ node: SyntaxNode, reason: String? = nil, hint: String? = nil
  ) {
    report(message, node.range, reason: reason, hint: hint)
  }

  mutating func report(
    _ message: Diagnostic.Message, _ range: Range<Int>, reason: String? = nil, hint: String? = nil
  ) {
    diagnostics.add(
      Diagnostic(message, at: source.location(of: range), reason: reason, hint: hint))
  }

  /// The text of a node as the user wrote it.
  func written(_ node: SyntaxNode) -> String { source.written(node.range) }

  /// A hint how to convert between two types, with the user's own text.
  func conversionHint(_ node: SyntaxNode, from: ColumnType, to: ColumnType) -> String? {
    let words = written(node)
    if case .literal = node.kind, to == .text { return "write \"\(words)\"" }
    switch (from, to) {
    case (.text, .integer), (.text, .number), (.text, .date), (.text, .datetime), (.datetime, .date),
      (.date, .datetime), (.number, .integer), (.text, .boolean), (_, .text):
      return "convert with \(to.rawValue)(\(words))"
    case (.integer, .boolean), (.number, .boolean): return "compare it, for example  \(words) != 0"
    default: return nil
    }
  }
}

extension Diagnostic.Message {
  static func unexpectedResult(_ wanted: ColumnType, found: ColumnType) -> Self {
    Self(.argumentType, "expected \(wanted.withArticle), found \(found.withArticle)")
  }
}
