internal import Diagnostics
internal import Tables

/// Calls of functions, aggregates and window functions.
extension Binder {
  mutating func bindCall(
    _ name: String, _ nameRange: Range<Int>, _ arguments: [SyntaxNode], _ node: SyntaxNode,
    in place: Place
  ) -> BoundNode? {
    if name == "previous", scope.figures != nil || arguments.first?.kind.isFigure == true {
      return bindPrevious(arguments, node)
    }
    guard let signature = FunctionCatalogue.signature(named: name) else {
      let near =
        nearestName(to: name, among: FunctionCatalogue.names(in: mode))
        ?? nearestName(to: name, among: FunctionCatalogue.all.map(\.name))
      let elsewhere =
        name == "previous"
        ? "it is for the value of a figure and 'expect' checks, without a table:  previous(figures.name)"
        : nil
      report(
        .unknownFunction(name), nameRange,
        hint: elsewhere ?? near.map { "did you mean '\($0)'?" }
          ?? foreignFunctions[name.lowercased()].map { "use \($0)" })
      let argumentPlace = placeOfArguments(near, in: place)
      for argument in arguments { _ = bind(argument, in: argumentPlace) }
      return nil
    }
    guard mayCall(signature, nameRange, in: place) else {
      for argument in arguments { _ = bind(argument, in: .inside(name)) }
      return nil
    }
    let argumentPlace: Place = signature.kind == .scalar ? place : .inside(name)
    let bound = arguments.map { bind($0, in: argumentPlace) }
    guard hasRightCount(signature, arguments.count, node) else { return nil }
    guard let checked = check(arguments, bound, against: signature, node) else {
      // Errors in constants do not depend on the other arguments.
      if let function = ScalarFunction(rawValue: name) {
        _ = checkConstants(of: function, bound.map { $0?.constant == nil ? nil : $0 }, arguments)
      }
      return nil
    }
    switch signature.kind {
    case .scalar: return bindScalar(ScalarFunction(rawValue: name)!, checked, arguments, node, in: place)
    case .aggregate: return bindAggregate(AggregateFunction(rawValue: name)!, checked, arguments, node)
    case .window: return bindWindow(WindowFunction(rawValue: name)!, checked, arguments, node)
    }
  }

  /// The place of the arguments of an unknown function: that of the probable intention. Inside an
  /// aggregate any column may be used.
  private func placeOfArguments(_ near: String?, in place: Place) -> Place {
    if let near, let signature = FunctionCatalogue.signature(named: near), signature.kind != .scalar {
      return .inside(near)
    }
    if near == nil, case .groups = place { return .groups(by: scope.schema.names) }
    return place
  }

  private mutating func mayCall(
    _ signature: Signature, _ range: Range<Int>, in place: Place
  ) -> Bool {
    switch (signature.kind, place) {
    case (.scalar, _), (.aggregate, .groups), (.aggregate, .window), (.window, .window):
      return true
    case (.aggregate, .row):
      report(
        .misplacedCall(signature.name, "looks at many rows"), range,
        reason: scope.figures == nil
          ? "an expression here sees one row" : "an expression over figures sees no rows",
        hint: scope.figures == nil
          ? "use a group step, or a window step" : "count in a figure of its own, which has a 'table'")
    case (_, .inside(let outer)):
      report(
        .nestedCall(signature.name, in: outer), range,
        hint: signature.kind == .window
          ? "derive \(signature.name)() as a column in a window step first"
          : "derive the inner one as a column in an earlier group or window step")
    case (.window, _):
      report(
        .misplacedCall(signature.name, "looks at the rows before and after"), range,
        hint: "use a window step")
    }
    return false
  }

  private mutating func hasRightCount(_ signature: Signature, _ count: Int, _ node: SyntaxNode) -> Bool {
    if count >= signature.minimumCount, count <= signature.maximumCount ?? Int.max { return true }
    report(
      .wrongCount(signature, found: count), node, reason: "it is  \(signature.description)")
    return false
  }

  /// The arguments converted to the parameters' types; nil if one does not fit or has an error.
  private mutating func check(
    _ syntax: [SyntaxNode], _ arguments: [BoundNode?], against signature: Signature, _ node: SyntaxNode
  ) -> [BoundNode]? {
    var result = arguments
    var common: ColumnType?
    var isRight = true
    for index in arguments.indices {
      let parameter = signature.parameter(at: index)
      guard let argument = arguments[index] else {
        isRight = false
        continue
      }
      if parameter.isConstant, !isConstant(argument, parameter, signature, syntax[index]) {
        isRight = false
        continue
      }
      guard let type = argument.type else {
        if case .types(let types) = parameter.accepts { result[index] = typed(argument, as: types[0]) }
        continue
      }
      guard let taken = accepted(type, by: parameter.accepts.types) else {
        report(
          .wrongArgument(signature.name, parameter, found: type), syntax[index],
          reason: "it is  \(signature.description)",
          hint: argumentHint(syntax[index], from: type, to: parameter.accepts.types))
        isRight = false
        continue
      }
      if case .types = parameter.accepts {
        result[index] = coerce(argument, to: taken)!
      } else if let joined = Binder.commonType([common, taken]) {
        common = joined
      } else {
        report(
          .mixedArguments(signature.name, type, common!), syntax[index],
          hint: argumentHint(syntax[index], from: type, to: [common!]))
        isRight = false
      }
    }
    guard isRight else { return nil }
    return arguments.indices.map { index in
      guard case .common(let types) = signature.parameter(at: index).accepts else { return result[index]! }
      return coerce(arguments[index]!, to: common ?? types[0])!
    }
  }

  private func accepted(_ type: ColumnType, by types: [ColumnType]) -> ColumnType? {
    if types.contains(type) { return type }
    return type == .integer && types.contains(.number) ? .number : nil
  }

  private mutating func isConstant(
    _ argument: BoundNode, _ parameter: Signature.Parameter, _ signature: Signature, _ node: SyntaxNode
  ) -> Bool {
    guard let value = argument.constant else {
      report(
        .notConstant(parameter.name, of: signature.name), node,
        reason: "it must be known before any row is read", hint: "use a literal or a $parameter")
      return false
    }
    if value == .null {
      report(.nullConstant(parameter.name, of: signature.name), node)
      return false
    }
    return true
  }

  private func argumentHint(_ node: SyntaxNode, from: ColumnType, to types: [ColumnType]) -> String? {
    if case .literal(.text(let text)) = node.kind {
      let calendar = types.filter { $0 == .date || $0 == .datetime }
      if let type = calendar.first { return "write \(type.rawValue)(\"\(text)\")" }
    }
    return types.lazy.compactMap { conversionHint(node, from: from, to: $0) }.first
  }

  // MARK: - Results

  private mutating func bindScalar(
    _ function: ScalarFunction, _ arguments: [BoundNode], _ syntax: [SyntaxNode], _ node: SyntaxNode,
    in place: Place
  ) -> BoundNode? {
    guard checkConstants(of: function, arguments, syntax) else { return nil }
    let type = resultType(FunctionCatalogue.signature(function), arguments)
    switch function {
    case .sourceFile: return bindProvenance(.sourceFile, node, in: place)
    case .sourceLine: return bindProvenance(.sourceLine, node, in: place)
    case .if:
      return make(
        .conditional(arguments[0], then: arguments[1], else: arguments[2]), type, node)
    case .coalesce: return make(.coalesce(arguments), type, node)
    case .text where arguments[0].type == .text, .integer where arguments[0].type == .integer,
      .number where arguments[0].type == .number, .boolean where arguments[0].type == .boolean,
      .date where arguments[0].type == .date, .datetime where arguments[0].type == .datetime:
      return arguments[0]
    default:
      return make(.call(function, arguments), type, node)
    }
  }

  private func resultType(_ signature: Signature, _ arguments: [BoundNode]) -> ColumnType {
    switch signature.result {
    case .type(let type): return type
    case .first: return arguments[0].type ?? .text
    case .common:
      for (index, argument) in arguments.enumerated() {
        if case .common = signature.parameter(at: index).accepts { return argument.type ?? .text }
      }
      return .text
    }
  }

  private mutating func bindAggregate(
    _ function: AggregateFunction, _ arguments: [BoundNode], _ syntax: [SyntaxNode], _ node: SyntaxNode
  ) -> BoundNode? {
    let option = arguments.count > 1 ? arguments[1].constant : nil
    if function == .quantile, case .number(let part)? = option, !(0...1).contains(part) {
      report(.badQuantile(written(syntax[1])), syntax[1], hint: "0.9 is the value that 90 % do not exceed")
      return nil
    }
    let type = resultType(FunctionCatalogue.signature(function), arguments)
    let slot = aggregates.count + windows.count
    aggregates.append(
      AggregateCall(
        function: function, argument: arguments.first, option: option, type: type,
        location: location(node), slot: slot))
    return BoundNode(.result(slot), type, at: location(node))
  }

  private mutating func bindWindow(
    _ function: WindowFunction, _ arguments: [BoundNode], _ syntax: [SyntaxNode], _ node: SyntaxNode
  ) -> BoundNode? {
    var offset: Int64 = 1
    if arguments.count > 1, case .integer(let rows)? = arguments[1].constant {
      guard rows >= 0 else {
        report(
          .negativeOffset(function.rawValue), syntax[1],
          hint: "use \(function == .lag ? "lead" : "lag")()")
        return nil
      }
      offset = rows
    }
    let type = resultType(FunctionCatalogue.signature(function), arguments)
    let slot = aggregates.count + windows.count
    windows.append(
      WindowCall(
        function: function, argument: arguments.first, offset: offset, type: type,
        location: location(node), slot: slot))
    return BoundNode(.result(slot), type, at: location(node))
  }
}

/// Functions of SQL and spreadsheets, and their equivalents here.
private let foreignFunctions: [String: String] = [
  "avg": "mean(x)", "average": "mean(x)", "len": "length(x)", "char_length": "length(x)",
  "ucase": "upper(x)", "lcase": "lower(x)", "substr": "substring(x, start, length)",
  "mid": "substring(x, start, length)", "left": "substring(x, 1, n)", "right": "substring(x, -n)",
  "ifnull": "coalesce(x, y)", "nvl": "coalesce(x, y)", "isnull": "x is null", "nullif": "null_if(x, y)",
  "case": "if(condition, a, b)", "iif": "if(condition, a, b)", "cast": "text(x), integer(x), number(x), …",
  "now": "$as_of", "today": "$night", "current_date": "$night", "current_timestamp": "$as_of",
  "string_agg": "list(x, separator)", "group_concat": "list(x, separator)", "ceiling": "ceil(x)",
  "countif": "count(if(condition, 1, null))", "sumif": "sum(if(condition, x, null))",
  "regexp_matches": "matches(x, regex)", "regexp_extract": "extract(x, regex, group)",
  "split_part": "split(x, separator, part)", "date_trunc": "start_of(x, unit)",
  "datediff": "days_between(a, b)", "date_diff": "days_between(a, b)", "strftime": "format(x, pattern)",
  "mod": "a % b", "strip": "trim(x)", "string": "text(x)", "str": "text(x)", "int": "integer(x)",
  "float": "number(x)", "double": "number(x)", "bool": "boolean(x)", "unaccent": "fold(x)",
  "position": "contains(x, part)", "instr": "contains(x, part)", "cumsum": "running_sum(x)",
]

extension Diagnostic.Message {
  static func unknownFunction(_ name: String) -> Self { Self(.unknownFunction, "unknown function '\(name)'") }
  static func misplacedCall(_ name: String, _ why: String) -> Self {
    Self(.misplacedCall, "'\(name)' \(why) and cannot be used here")
  }
  static func nestedCall(_ name: String, in outer: String) -> Self {
    Self(.misplacedCall, "'\(name)' cannot be used inside '\(outer)'")
  }
  static func wrongCount(_ signature: Signature, found: Int) -> Self {
    Self(.argumentCount, "'\(signature.name)' takes \(signature.countDescription), not \(found)")
  }
  static func wrongArgument(
    _ name: String, _ parameter: Signature.Parameter, found: ColumnType
  ) -> Self {
    let types = parameter.accepts.types.map(\.withArticle)
    let wanted =
      types.count == 1
      ? types[0] : types.dropLast().joined(separator: ", ") + " or " + types[types.count - 1]
    return Self(
      .argumentType, "'\(name)' takes \(wanted) as '\(parameter.name)', not \(found.withArticle)")
  }
  static func mixedArguments(_ name: String, _ found: ColumnType, _ wanted: ColumnType) -> Self {
    Self(
      .argumentType,
      "'\(name)' takes values of one type: this is \(found.withArticle), those before are \(wanted.plural)")
  }
  static func notConstant(_ parameter: String, of name: String) -> Self {
    Self(.notConstant, "'\(parameter)' of '\(name)' must be the same for all rows")
  }
  static func nullConstant(_ parameter: String, of name: String) -> Self {
    Self(.badArgument, "'\(parameter)' of '\(name)' cannot be null")
  }
  static func badQuantile(_ text: String) -> Self { Self(.badArgument, "'\(text)' is not between 0 and 1") }
  static func negativeOffset(_ name: String) -> Self {
    Self(.badArgument, "'\(name)' takes a number of rows, 0 or more")
  }
}
