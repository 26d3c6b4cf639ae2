internal import Diagnostics
internal import Tables

extension Check {

  /// Reads an item of `checks:`. A kind that maps several columns becomes one check per column.
  static func read(_ node: NodeReader) -> [Check]? {
    node.mapping("a check") { keys in
      let table = keys["table"]
      let severity = keys["severity"]?.checkSeverity()
      let title = keys["title"]?.localizedText()
      var found: [(keyword: Keyword, node: NodeReader)] = []
      for keyword in Keyword.allCases {
        if let node = keys[keyword.rawValue] { found.append((keyword, node)) }
      }
      let known = Keyword.allCases.map(\.rawValue)
      guard let (keyword, node) = found.first, found.count == 1 else {
        let given = keys.present(among: found.map(\.keyword.rawValue))
        // An unknown kind is reported as an unknown key.
        if given.isEmpty, keys.hasUnknownKey { return nil }
        keys.reading.report(
          given.isEmpty ? .noCheckKind : .twoCheckKinds(given.map(\.key)),
          at: given.dropFirst().first?.location ?? keys.location,
          reason: "a check has one of \(known.joined(separator: ", "))",
          hint: given.isEmpty ? nil : "make them two items of 'checks'")
        return nil
      }
      let place = keys.keyLocation(keyword.rawValue) ?? keys.location
      switch keyword.tableNeed {
      case .required: if table == nil { keys.reading.report(.checkWithoutTable(keyword.rawValue), at: place) }
      case .optional: break
      case .none:
        if let place = keys.keyLocation("table") {
          keys.reading.report(.checkWithTable(keyword.rawValue), at: place)
        }
      }
      let name = table?.tableName()
      let kinds = read(keyword, node)
      // Without its table, nothing is known about the columns.
      if table == nil, keyword.tableNeed == .required { return nil }
      return kinds?.map { kind in
        var check = Check(keyword: keyword, table: name, kind: kind, location: place)
        check.severity = severity ?? .always(.error)
        check.title = title
        return check
      }
    }
  }

  private static func read(_ keyword: Keyword, _ node: NodeReader) -> [Kind]? {
    switch keyword {
    case .unique: node.names().map { [.unique($0)] }
    case .required: node.names().map { [.required($0)] }
    case .oneOf: readOneOf(node)
    case .references: readReferences(node)
    case .range: readRange(node)
    case .matches: readMatches(node)
    case .rows: readRows(node)
    case .expect: node.expression().map { [.expect($0)] }
    case .fresh: readFresh(node)
    case .published: readPublished(node)
    }
  }

  private static func readOneOf(_ node: NodeReader) -> [Kind]? {
    node.entries("a mapping of a column to its values") { column, values in
      values.list("a list of values", allowsEmpty: false) { $0.writtenValue() }
        .map { .oneOf(column: column, values: $0) } ?? lookingUp(column)
    }
  }

  private static func readReferences(_ node: NodeReader) -> [Kind]? {
    node.entries("a mapping of a column to table.column") { column, target in
      target.tableColumn("table.column").map {
        .references(column: column, table: $0.table, target: $0.column)
      } ?? lookingUp(column)
    }
  }

  /// Stands for a check that cannot be read, so that its column is looked up all the same.
  private static func lookingUp(_ column: Located<String>) -> Kind { .required([column]) }

  private static func readRange(_ node: NodeReader) -> [Kind]? {
    node.entries("a mapping of a column to [low, high]") { column, ends in
      guard let values = ends.list("[low, high]", { $0.writtenValue() }) else { return lookingUp(column) }
      guard case .sequence(let nodes) = ends.node.content, nodes.count == 2 else {
        ends.reading.report(.rangeCount, at: ends.location, hint: "an end that is null is open: [0, null]")
        return lookingUp(column)
      }
      guard values.count == 2 else { return lookingUp(column) }
      let (low, high) = (values[0], values[1])
      if low.value == .null, high.value == .null {
        ends.reading.report(.rangeWithoutEnds, at: ends.location, hint: "write at least one end: [0, null]")
      }
      if isDescending(low.value, high.value) {
        ends.reading.report(.rangeDescends, at: ends.location, reason: "the low end comes first")
      }
      return .range(column: column, low: low, high: high)
    }
  }

  private static func isDescending(_ low: Value, _ high: Value) -> Bool {
    switch (low, high) {
    case (.integer(let a), .integer(let b)): a > b
    case (.number(let a), .number(let b)): a > b
    case (.integer(let a), .number(let b)): Double(a) > b
    case (.number(let a), .integer(let b)): a > Double(b)
    case (.date(let a), .date(let b)): a > b
    case (.datetime(let a), .datetime(let b)): a > b
    default: false
    }
  }

  private static func readMatches(_ node: NodeReader) -> [Kind]? {
    node.entries("a mapping of a column to a regular expression") { column, pattern in
      guard let pattern = pattern.regularExpression() else { return lookingUp(column) }
      return .matches(column: column, pattern: pattern)
    }
  }

  private static func readRows(_ node: NodeReader) -> [Kind]? {
    node.mapping("'rows'") { keys in
      let min = keys["min"]
      let max = keys["max"]
      let drop = keys["drop"]
      if min == nil, max == nil, drop == nil {
        keys.reading.report(.rowsWithoutEnds, at: keys.location)
        return nil
      }
      let low = min?.integer()
      let high = max?.integer()
      if let low, let high, low.value > high.value {
        keys.reading.report(.rowsDescend(low.value, high.value), at: high.location)
      }
      return [.rows(min: low?.value, max: high?.value, drop: drop?.rowLimit())]
    }
  }

  private static func readFresh(_ node: NodeReader) -> [Kind]? {
    node.mapping("'fresh'") { keys in
      let input = keys.required("input")?.nonEmptyText("the name of an input")
      let within = keys.required("within")?.duration()
      // Whether there is such an input does not depend on the duration.
      return input.map { [.fresh(input: $0, within: within ?? .zero)] }
    }
  }

  private static func readPublished(_ node: NodeReader) -> [Kind]? {
    node.word(among: [("all", Kind.published)]).map { [$0] }
  }
}

extension Check.Keyword {
  fileprivate enum TableNeed { case required, optional, none }

  /// Whether the kind needs a `table` key.
  fileprivate var tableNeed: TableNeed {
    switch self {
    case .unique, .required, .oneOf, .references, .range, .matches, .rows: .required
    case .expect: .optional
    case .fresh, .published: .none
    }
  }
}

extension NodeReader {
  fileprivate func regularExpression() -> Located<String>? {
    guard let pattern = text("a regular expression") else { return nil }
    do {
      _ = try Pattern.compiled(pattern.value)
      return pattern
    } catch {
      reading.report(.badPattern(pattern.value), at: location, reason: error.words)
      return nil
    }
  }
}

extension Diagnostic.Message {
  static var noCheckKind: Self { Self(.badCheck, "a check does not say what it checks") }
  static func twoCheckKinds(_ kinds: [String]) -> Self {
    Self(.oneOf, "\(enumeration(kinds.map { "'\($0)'" })) are checks in one item")
  }
  static func checkWithoutTable(_ kind: String) -> Self { Self(.badCheck, "check '\(kind)' needs a 'table'") }
  static func checkWithTable(_ kind: String) -> Self {
    Self(.keyNotAllowed, "check '\(kind)' takes no 'table'")
  }
  static var rangeCount: Self { Self(.badRange, "a range is two values, [low, high]") }
  static var rangeWithoutEnds: Self { Self(.badRange, "every value is in this range") }
  static var rangeDescends: Self { Self(.badRange, "no value is in this range") }
  static var rowsWithoutEnds: Self { Self(.badCheck, "'rows' needs 'min', 'max' or 'drop'") }
  static func rowsDescend(_ min: Int, _ max: Int) -> Self {
    Self(.badRange, "'max' is \(max), less than the 'min' of \(min)")
  }
  static func badPattern(_ pattern: String) -> Self {
    Self(.badPattern, "'\(pattern)' is not a regular expression")
  }
}
