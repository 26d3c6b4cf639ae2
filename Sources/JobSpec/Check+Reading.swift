internal import Diagnostics
internal import Tables

extension Check {
  /// What a kind of check needs beside itself.
  private enum TableNeed { case required, optional, none }
  private typealias Reader = @Sendable (NodeReader) -> [Kind]?

  /// Reads an item of `checks:`. A kind that maps several columns makes a check of each.
  static func read(_ node: NodeReader) -> [Check]? {
    node.mapping("a check") { keys in
      let table = keys["table"]
      let severity = keys["severity"]?.word(Severity.self)
      var kinds: [(keyword: String, need: TableNeed, node: NodeReader, read: Reader)] = []
      for reader in readers {
        if let node = keys[reader.keyword] { kinds.append((reader.keyword, reader.need, node, reader.read)) }
      }
      guard let kind = kinds.first, kinds.count == 1 else {
        let given = keys.present(among: kinds.map(\.keyword))
        if given.isEmpty, keys.hasMisspelling(of: readers.map(\.keyword)) { return nil }
        keys.reading.report(
          given.isEmpty ? .noCheckKind : .twoCheckKinds(given.map(\.key)),
          at: given.dropFirst().first?.location ?? keys.location,
          reason: "a check has one of \(readers.map(\.keyword).joined(separator: ", "))",
          hint: given.isEmpty ? nil : "make them two items of 'checks'")
        return nil
      }
      if kind.need == .required, table == nil {
        keys.reading.report(
          .checkWithoutTable(kind.keyword), at: keys.keyLocation(kind.keyword) ?? keys.location)
      }
      if kind.need == .none, let place = keys.keyLocation("table") {
        keys.reading.report(.checkWithTable(kind.keyword), at: place)
      }
      let name = table?.tableName()
      let place = keys.keyLocation(kind.keyword) ?? keys.location
      return kind.read(kind.node)?.map { read in
        var check = Check(keyword: kind.keyword, table: name, kind: read, location: place)
        check.severity = severity?.value ?? .error
        return check
      }
    }
  }

  private static let readers: [(keyword: String, need: TableNeed, read: Reader)] = [
    ("unique", .required, { node in node.names().map { [.unique($0)] } }),
    ("required", .required, { node in node.names().map { [.required($0)] } }),
    ("one_of", .required, readOneOf),
    ("references", .required, readReferences),
    ("range", .required, readRange),
    ("matches", .required, readMatches),
    ("rows", .required, readRows),
    ("expect", .optional, { node in node.expression().map { [.expect($0)] } }),
    ("fresh", .none, readFresh),
    ("published", .none, readPublished),
  ]

  private static func readOneOf(_ node: NodeReader) -> [Kind]? {
    node.entries("a mapping of a column to its values") { column, values in
      values.list("a list of values", allowsEmpty: false) { $0.value(allowsNull: true) }
        .map { .oneOf(column: column, values: $0) }
    }
  }

  private static func readReferences(_ node: NodeReader) -> [Kind]? {
    node.entries("a mapping of a column to table.column") { column, target in
      guard let scalar = target.scalar("table.column") else { return nil }
      var parts = scalar.text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false).map(
        String.init)
      // The rejects of an input are a table whose name has a point.
      if parts.count == 2, parts[1].hasPrefix("rejects.") {
        parts = [parts[0] + ".rejects", String(parts[1].dropFirst("rejects.".count))]
      }
      guard parts.count == 2, parts.allSatisfy({ !$0.isEmpty }) else {
        target.wrongType("table.column")
        return nil
      }
      let length = parts[0].unicodeScalars.count
      let table = Located(parts[0], at: scalar.location(of: 0..<length))
      node.reading.tableReferences.append(table)
      return .references(
        column: column, table: table,
        target: Located(parts[1], at: scalar.location(of: length + 1..<scalar.text.unicodeScalars.count)))
    }
  }

  private static func readRange(_ node: NodeReader) -> [Kind]? {
    node.entries("a mapping of a column to [low, high]") { column, ends in
      guard let values = ends.list("[low, high]", { $0.value(allowsNull: true) }) else { return nil }
      guard case .sequence(let nodes) = ends.node.content, nodes.count == 2 else {
        ends.reading.report(.rangeCount, at: ends.location, hint: "an end that is null is open: [0, null]")
        return nil
      }
      guard values.count == 2 else { return nil }
      let (low, high) = (values[0], values[1])
      if let low = low.value.type, let high = high.value.type, !areComparable(low, high) {
        ends.reading.report(.rangeTypes(low, high), at: ends.location)
      } else if isDescending(low.value, high.value) {
        ends.reading.report(.rangeDescends, at: ends.location, reason: "the low end comes first")
      }
      return .range(column: column, low: low, high: high)
    }
  }

  private static func areComparable(_ a: ColumnType, _ b: ColumnType) -> Bool {
    a == b || [.integer, .number].contains(a) && [.integer, .number].contains(b)
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
      guard let pattern = pattern.regularExpression() else { return nil }
      return .matches(column: column, pattern: pattern)
    }
  }

  private static func readRows(_ node: NodeReader) -> [Kind]? {
    node.mapping("'rows'") { keys in
      let min = keys["min"]
      let max = keys["max"]
      if min == nil, max == nil {
        keys.reading.report(.rowsWithoutEnds, at: keys.location)
        return nil
      }
      let low = min?.integer()
      let high = max?.integer()
      if let low, let high, low.value > high.value {
        keys.reading.report(.rowsDescend(low.value, high.value), at: high.location)
      }
      return [.rows(min: low?.value, max: high?.value)]
    }
  }

  private static func readFresh(_ node: NodeReader) -> [Kind]? {
    node.mapping("'fresh'") { keys in
      let input = keys.required("input")?.nonEmptyText("the name of an input")
      let within = keys.required("within")?.duration()
      guard let input, let within else { return nil }
      return [.fresh(input: input, within: within)]
    }
  }

  private static func readPublished(_ node: NodeReader) -> [Kind]? {
    node.word(among: [("all", Kind.published)]).map { [$0] }
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
  static func rangeTypes(_ low: ColumnType, _ high: ColumnType) -> Self {
    Self(.badRange, "a range cannot go from \(low.rawValue) to \(high.rawValue)")
  }
  static var rangeDescends: Self { Self(.badRange, "no value is in this range") }
  static var rowsWithoutEnds: Self { Self(.badCheck, "'rows' needs 'min', 'max' or both") }
  static func rowsDescend(_ min: Int, _ max: Int) -> Self {
    Self(.badRange, "'max' is \(max), less than the 'min' of \(min)")
  }
  static func badPattern(_ pattern: String) -> Self {
    Self(.badPattern, "'\(pattern)' is not a regular expression")
  }
}
