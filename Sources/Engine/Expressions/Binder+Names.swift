internal import Diagnostics
internal import Tables

/// Columns, parameters and figures.
extension Binder {
  mutating func bindColumn(
    _ name: String, isQuoted: Bool, _ node: SyntaxNode, in place: Place
  ) -> BoundNode? {
    guard let type = columnType(name, isQuoted: isQuoted, node) else { return nil }
    if case .groups(let by) = place, !by.contains(name) {
      report(
        .ungroupedColumn(name), node,
        reason: by.isEmpty
          ? "all rows are one group, and each has its own '\(name)'"
          : "the groups are by \(by.joined(separator: ", ")); their rows can differ in '\(name)'",
        hint: "use an aggregate, for example first(\(written(node))), or group by '\(name)' too")
      return nil
    }
    return BoundNode(.column(name), type, at: location(node))
  }

  private mutating func columnType(_ name: String, isQuoted: Bool, _ node: SyntaxNode) -> ColumnType? {
    let near: String?
    switch scope.schema.resolve(name, isExact: isQuoted) {
    case .field(let field): return field.type
    case .doubtful: return nil
    case .unknown(let name): near = name
    }
    let visible = scope.schema.visibleNames
    let hint: String?
    if let near {
      hint = "did you mean '\(near)'?"
    } else if FunctionCatalogue.signature(named: name) != nil {
      hint = "did you mean the function \(name)()?"
    } else if scope.constants[name] != nil {
      hint = "did you mean the parameter $\(name)?"
    } else {
      hint = nil
    }
    report(.unknownColumn(name), node, reason: columnList(visible), hint: hint)
    return nil
  }

  private func columnList(_ names: [String]) -> String {
    if scope.figures != nil { return "an expression over figures sees no rows" }
    if names.isEmpty { return "\(scope.noun) has no columns" }
    return "\(scope.noun) has \(listing(names))"
  }

  mutating func bindParameter(_ name: String, _ node: SyntaxNode) -> BoundNode? {
    guard let constant = scope.constants[name] else {
      if scope.unread.isAnyParameter || scope.unread.parameters.contains(name) { return nil }
      let known = scope.constants.keys.sorted()
      let near = nearestName(to: name, among: known)
      report(
        .unknownParameter(name), node,
        reason: known.isEmpty ? nil : "there are \(listing(known.map { "$\($0)" }))",
        hint: near.map { "did you mean '$\($0)'?" } ?? "declare it under  parameters:")
      return nil
    }
    return .constant(constant.value, constant.type, at: location(node))
  }

  mutating func bindFigure(_ name: String, item: String?, _ node: SyntaxNode) -> BoundNode? {
    guard let figures = scope.figures else {
      report(
        .figureWithTable(name), node,
        hint: "figures can be used in the value of a figure and in an 'expect' check, without a table")
      return nil
    }
    let hasItems = scope.figuresWithItems.contains(name)
    if let item, hasItems {
      return BoundNode(.column(BoundNode.figure(name, item: item)), .number, at: location(node))
    }
    if item != nil, figures[name] != nil {
      report(.noItems(name), node, reason: "it has no 'by'", hint: "write  figures.\(name)")
      return nil
    }
    if hasItems {
      report(.manyItems(name), node, hint: "name one:  figures.\(name)[\"item\"]")
      return nil
    }
    guard let type = figures[name] else {
      if scope.unread.isAnyFigure || scope.unread.figures.contains(name) { return nil }
      let known = (Array(figures.keys) + scope.figuresWithItems).sorted()
      report(
        .unknownFigure(name), node,
        reason: known.isEmpty ? "the job has no figures" : inventory("figure", known),
        hint: nearestName(to: name, among: known).map { "did you mean 'figures.\($0)'?" })
      return nil
    }
    return BoundNode(.column(BoundNode.figure(name, item: nil)), type, at: location(node))
  }

  /// `previous(figures.x)`: the value that the figure had in the night before.
  mutating func bindPrevious(_ arguments: [SyntaxNode], _ node: SyntaxNode) -> BoundNode? {
    guard arguments.count == 1, case .figure(let name, let item) = arguments[0].kind else {
      report(
        .previousOfOther, node,
        hint: "it takes a figure, as in  previous(figures.\(scope.figures?.keys.min() ?? "name"))")
      return nil
    }
    guard let figure = bindFigure(name, item: item, arguments[0]) else { return nil }
    let column = BoundNode.previous(of: BoundNode.figure(name, item: item))
    return BoundNode(.column(column), figure.type, at: location(node))
  }

  /// `source_file()` and `source_line()`: columns that the planner adds to inputs.
  mutating func bindProvenance(_ field: Field, _ node: SyntaxNode, in place: Place) -> BoundNode? {
    var isKnown = scope.schema.field(named: field.name) != nil
    if case .groups = place { isKnown = false }
    guard isKnown else {
      if scope.schema.doubts.isAnyName { return nil }
      report(
        .provenanceUnknown(written(node)), node,
        hint: "derive it as a column before the step that makes new rows")
      return nil
    }
    return BoundNode(.column(field.name), field.type, at: location(node))
  }
}

extension Diagnostic.Message {
  static func unknownColumn(_ name: String) -> Self { Self(.unknownColumn, "unknown column '\(name)'") }
  static func unknownParameter(_ name: String) -> Self {
    Self(.unknownParameter, "unknown parameter '$\(name)'")
  }
  static func unknownFigure(_ name: String) -> Self { Self(.unknownFigure, "unknown figure '\(name)'") }
  static func figureWithTable(_ name: String) -> Self {
    Self(.unknownFigure, "'figures.\(name)' is not known here")
  }
  static func noItems(_ name: String) -> Self {
    Self(.unknownFigure, "figure '\(name)' has one value and no items")
  }
  static func manyItems(_ name: String) -> Self {
    Self(.unknownFigure, "figure '\(name)' has a value for each item")
  }
  static var previousOfOther: Self {
    Self(.badArgument, "previous() is the value of a figure in the night before")
  }
  static func ungroupedColumn(_ name: String) -> Self {
    Self(.ungroupedColumn, "column '\(name)' has many values in a group")
  }
  static func provenanceUnknown(_ call: String) -> Self {
    Self(.provenance, "\(call) is known only before rows are grouped")
  }
}
