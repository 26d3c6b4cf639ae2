internal import Diagnostics
internal import Tables

extension Step {
  /// Reads an item of `steps:`: a mapping of a step's name to its definition.
  static func read(_ node: NodeReader) -> Step? {
    guard case .mapping(let entries) = node.node.content else {
      let keyword = node.node.scalar.flatMap { Keyword(rawValue: $0.text) }
      node.wrongType(
        "a step like 'filter: minutes >= 10'",
        hint: keyword.map { "'\($0.rawValue)' needs ': ' and what it does" })
      return nil
    }
    let known = Keyword.allCases.map(\.rawValue)
    for entry in entries where Keyword(rawValue: entry.key.text) == nil {
      node.reading.report(
        .unknownStep(entry.key.text), at: entry.keyLocation,
        reason: "the steps are \(known.joined(separator: ", "))",
        hint: suggestion(for: entry.key.text, among: known))
    }
    let steps = entries.filter { Keyword(rawValue: $0.key.text) != nil }
    if steps.count > 1 {
      node.reading.report(
        .twoSteps(steps.map(\.key.text)), at: steps[1].keyLocation,
        reason: "each item of 'steps' is one step", hint: "begin a new item with '- \(steps[1].key.text):'")
    } else if entries.isEmpty {
      node.wrongType("a step like 'filter: minutes >= 10'")
    }
    guard let entry = steps.first, let keyword = Keyword(rawValue: entry.key.text) else { return nil }
    let value = NodeReader(node: entry.value, name: "'\(entry.key.text)'", reading: node.reading)
    return read(keyword, value, entry.keyLocation).map { Step($0, location: entry.keyLocation) }
  }

  /// The kind of step of an item of `steps:`, if it can be recognised.
  static func keyword(of node: NodeReader) -> Keyword? {
    switch node.node.content {
    case .mapping(let entries): entries.lazy.compactMap { Keyword(rawValue: $0.key.text) }.first
    case .scalar(let scalar): Keyword(rawValue: scalar.text)
    case .sequence: nil
    }
  }

  private static func read(_ keyword: Keyword, _ node: NodeReader, _ place: SourceLocation) -> Operation? {
    switch keyword {
    case .filter: node.expression().map(Operation.filter)
    case .derive: node.namedExpressions().map(Operation.derive)
    case .select: node.names().map(Operation.select)
    case .drop: node.names().map(Operation.drop)
    case .rename: readRename(node)
    case .distinct: readDistinct(node, place)
    case .sort: readSort(node, place)
    case .limit: node.integer(0...Int.max, "a count of rows").map(Operation.limit)
    case .join: readJoin(node, place)
    case .union: readUnion(node, place)
    case .group: readGroup(node, place)
    case .pivot: readPivot(node, place)
    case .unpivot: readUnpivot(node, place)
    case .window: readWindow(node, place)
    case .explode: readExplode(node, place)
    case .intervals: readIntervals(node, place)
    case .concurrency: readConcurrency(node, place)
    case .fill: readFill(node, place)
    case .correct: readCorrect(node, place)
    }
  }

  private static func readRename(_ node: NodeReader) -> Operation? {
    var targets: Set<String> = []
    return node.entries("a mapping of old names to new ones") {
      from, to -> (from: Located<String>, to: Located<String>)? in
      guard let to = to.nonEmptyText("a new name") else { return nil }
      if targets.insert(to.value).inserted { return (from, to) }
      node.reading.placeheld {
        node.reading.report(.repeatedItem(to.value, in: "the new names of 'rename'"), at: to.location)
      }
      return nil
    }.map(Operation.rename)
  }

  private static func readDistinct(_ node: NodeReader, _ place: SourceLocation) -> Operation? {
    if case .sequence = node.node.content { return node.names().map { .distinct(Distinct(on: $0)) } }
    guard case .mapping = node.node.content else {
      node.wrongType("a list of columns, or a mapping with 'on'")
      return nil
    }
    return node.mapping("step 'distinct'", at: place) { keys in
      let on = keys.required("on")?.names()
      let keep = keys["keep"]?.word(Distinct.Keep.self)
      let by = keys["by"]?.sortKeys()
      guard let on else { return nil }
      var distinct = Distinct(on: on)
      distinct.keep = keep?.value ?? .first
      distinct.by = by ?? []
      return .distinct(distinct)
    }
  }

  private static func readSort(_ node: NodeReader, _ place: SourceLocation) -> Operation? {
    guard case .mapping = node.node.content else {
      return node.sortKeys("a list of columns, or a mapping with 'by'").map { .sort(Sort(by: $0)) }
    }
    return node.mapping("step 'sort'", at: place) { keys in
      let by = keys.required("by")?.sortKeys()
      let collate = keys["collate"]?.language()
      return by.map { .sort(Sort(by: $0, collate: collate)) }
    }
  }

  private static func readJoin(_ node: NodeReader, _ place: SourceLocation) -> Operation? {
    node.mapping("step 'join'", at: place) { keys in
      let with = keys.required("with", hint: "name the table to join")?.tableName()
      let on = keys.required("on", hint: "name the column that both tables have")?.joinColumns()
      let kind = keys.reading.placeheld { keys["kind"]?.word(Join.Kind.self) }
      let columns = keys["columns"]?.names(allowsEmpty: true)
      // Does not affect the columns.
      let expect = keys.reading.placeheld { keys["expect"]?.word(Join.Expectation.self) }
      if let kind, [.semi, .anti].contains(kind.value), let place = keys.keyLocation("columns") {
        keys.reading.report(
          .columnsOfFilteringJoin(kind.value), at: place, reason: "it keeps the left columns only")
      }
      guard let with, let on else { return nil }
      var join = Join(with: with, on: on)
      join.kind = kind?.value ?? likelyKind(keys["kind"])
      join.columns = columns
      join.expect = expect?.value ?? .one
      return .join(join)
    }
  }

  /// The kind that a word stands for probably, so that later steps can be examined.
  private static func likelyKind(_ node: NodeReader?) -> Join.Kind {
    let near = nearestName(to: node?.node.scalar?.text ?? "", among: Join.Kind.allCases.map(\.rawValue))
    return near.flatMap(Join.Kind.init) ?? .left
  }

  private static func readUnion(_ node: NodeReader, _ place: SourceLocation) -> Operation? {
    node.mapping("step 'union'", at: place) { keys in
      guard let tables = keys.required("with")?.oneOrMoreNames("a table, or a list of tables") else {
        return nil
      }
      keys.reading.tableReferences += tables
      return .union(with: tables)
    }
  }

  private static func readGroup(_ node: NodeReader, _ place: SourceLocation) -> Operation? {
    node.mapping("step 'group'", at: place) { keys in
      let by = keys["by"]?.names(allowsEmpty: true)
      let summarize = keys.required("summarize", hint: "write {people: count()}, for example")?
        .namedExpressions(
          "a mapping of columns to aggregates")
      // With an error in one part, the other is examined all the same.
      guard summarize != nil || by != nil else { return nil }
      return .group(Group(by: by ?? [], summarize: summarize ?? []))
    }
  }

  private static func readPivot(_ node: NodeReader, _ place: SourceLocation) -> Operation? {
    node.mapping("step 'pivot'", at: place) { keys in
      let rows = keys.required("rows")?.names()
      let column = keys.required("column")?.nonEmptyText("the name of a column")
      let value = keys.required("value")?.expression()
      guard let rows, let column, let value else { return nil }
      return .pivot(Pivot(rows: rows, column: column, value: value))
    }
  }

  private static func readUnpivot(_ node: NodeReader, _ place: SourceLocation) -> Operation? {
    node.mapping("step 'unpivot'", at: place) { keys in
      let columns = keys.required("columns")?.names()
      let name = keys.required("name")?.nonEmptyText("the name of a new column")
      let value = keys.required("value")?.nonEmptyText("the name of a new column")
      guard let columns, let name, let value else { return nil }
      return .unpivot(Unpivot(columns: columns, name: name, value: value))
    }
  }

  private static func readWindow(_ node: NodeReader, _ place: SourceLocation) -> Operation? {
    node.mapping("step 'window'", at: place) { keys in
      let by = keys["by"]?.names(allowsEmpty: true)
      let order = keys["order"]?.sortKeys()
      let derive = keys.required("derive")?.namedExpressions()
      guard derive != nil || by != nil || order != nil else { return nil }
      return .window(Window(by: by ?? [], order: order ?? [], derive: derive ?? []))
    }
  }

  private static func readExplode(_ node: NodeReader, _ place: SourceLocation) -> Operation? {
    node.mapping("step 'explode'", at: place) { keys in
      let column = keys.required("column")?.nonEmptyText("the name of a column")
      let separator = keys.required("separator")?.nonEmptyText("the text between parts")
      let options = keys["options"]?.names("a list of texts")
      guard let column, let separator else { return nil }
      var explode = Explode(column: column, separator: separator)
      explode.options = options ?? []
      return .explode(explode)
    }
  }

  private static func readIntervals(_ node: NodeReader, _ place: SourceLocation) -> Operation? {
    node.mapping("step 'intervals'", at: place) { keys in
      let by = keys["by"]?.names(allowsEmpty: true)
      let from = keys.required("from")?.nonEmptyText("the name of a column")
      let to = keys.required("to")?.nonEmptyText("the name of a column")
      let gap = keys.reading.placeheld { keys["gap"]?.duration() }
      guard let from, let to else { return nil }
      var intervals = Intervals(by: by ?? [], from: from, to: to)
      intervals.gap = gap ?? .zero
      return .intervals(intervals)
    }
  }

  private static func readConcurrency(_ node: NodeReader, _ place: SourceLocation) -> Operation? {
    node.mapping("step 'concurrency'", at: place) { keys in
      let by = keys["by"]?.names(allowsEmpty: true)
      let from = keys.required("from")?.nonEmptyText("the name of a column")
      let to = keys.required("to")?.nonEmptyText("the name of a column")
      guard let from, let to else { return nil }
      return .concurrency(Concurrency(by: by ?? [], from: from, to: to))
    }
  }

  private static func readFill(_ node: NodeReader, _ place: SourceLocation) -> Operation? {
    node.mapping("step 'fill'", at: place) { keys in
      let columns = keys.required("columns")?.names()
      let by = keys["by"]?.names(allowsEmpty: true)
      guard let columns else { return nil }
      var fill = Fill(columns: columns)
      fill.by = by ?? []
      return .fill(fill)
    }
  }

  /// `[columns]`, or `{columns, from, note}`. Without `from`, the file is that of the job.
  private static func readCorrect(_ node: NodeReader, _ place: SourceLocation) -> Operation? {
    let ofJob = Located(CorrectionFile.ofJob(in: node.reading.file), at: place)
    if case .sequence = node.node.content {
      return node.names().map { .correct(Correct(columns: $0, file: ofJob)) }
    }
    return node.mapping("step 'correct'", at: place) { keys in
      let columns = keys.required("columns")?.names()
      let file = keys.reading.placeheld { keys["from"]?.correctionFile() }
      let note = keys["note"]?.nonEmptyText("the name of a column to make")
      guard let columns else { return nil }
      var correct = Correct(columns: columns, file: file ?? ofJob)
      correct.note = note
      return .correct(correct)
    }
  }
}

extension NodeReader {
  /// `{column: expression, …}`, in order.
  fileprivate func namedExpressions(_ expected: String = "a mapping of columns to expressions")
    -> [NamedExpression]?
  {
    entries(expected) { column, value in
      guard !column.value.isEmpty else {
        reading.report(.emptyColumnName, at: column.location)
        return nil
      }
      return NamedExpression(name: column, expression: value.expressionOrPlaceholder())
    }
  }

  /// `[a, -b]`: a minus sorts in descending order.
  fileprivate func sortKeys(_ expected: String = "a list of columns") -> [Step.SortKey]? {
    names(expected)?.map { name in
      guard name.value.hasPrefix("-"), name.value.count > 1 else {
        return Step.SortKey(column: name, isDescending: false)
      }
      let place = name.location
      let column = Located(
        String(name.value.dropFirst()), at: place.advanced(by: 1, length: place.length - 1))
      return Step.SortKey(column: column, isDescending: true)
    }
  }

  /// `column`, `[columns]` or `{left: right}`.
  fileprivate func joinColumns() -> [(left: Located<String>, right: Located<String>)]? {
    if case .mapping = node.content {
      return entries("a mapping of left columns to right ones") { left, right in
        right.nonEmptyText("a column of the right table").map { (left, $0) }
      }
    }
    return oneOrMoreNames("a column, a list of columns, or {left: right}")?.map { ($0, $0) }
  }
}

extension Diagnostic.Message {
  static func unknownStep(_ name: String) -> Self { Self(.unknownStep, "unknown step '\(name)'") }
  static func twoSteps(_ names: [String]) -> Self {
    Self(.oneOf, "\(enumeration(names.map { "'\($0)'" })) are steps in one item")
  }
  static func columnsOfFilteringJoin(_ kind: Step.Join.Kind) -> Self {
    Self(.keyNotAllowed, "a join of kind \(kind.rawValue) takes no 'columns'")
  }
}
