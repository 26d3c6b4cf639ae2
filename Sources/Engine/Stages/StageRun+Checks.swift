internal import Diagnostics
internal import Tables

/// Checks of tables on disk, and their keys, judged without all rows in memory.
extension StageRun {
  /// Judges a check about rows on one piece, or on one part of rows with the same keys, after the other.
  ///
  /// - Returns: nil to judge it on all rows at once: it is not about rows, or a value cannot be computed, which is then
  ///   worded with its row's number.
  func judge(_ check: CheckPlan, _ stored: StoredTable, _ context: CheckContext) throws -> CheckResult? {
    guard let name = check.table, let columns = check.columnsExamined[name] else { return nil }
    var context = context
    var places: [Int64] = []
    var phrase: String?
    var kernel = check.kind.kernel
    var examined = name
    func judge(_ piece: Table) throws {
      context.execution.tables[examined] = piece
      let finding = try kernel.judge(context)
      phrase = finding.phrase
      if let rows = finding.rows { places += RowPlace.places(of: rows) }
    }
    do {
      switch check.kind {
      case .required, .oneOf, .range, .matches, .expect:
        try StageRows.stored(stored).flow(columns, sizes.block).placed().each(judge)
      case .unique(let unique):
        try byKeys(unique.columns, of: stored, for: "check 'unique' of table '\(name)'", judge)
      case .references(let references):
        if references.other == name {
          // The rows of a part and the values that they refer to are two tables.
          examined = "\0examined"
          kernel = ReferencesCheck(
            table: examined, column: references.column, other: name, target: references.target)
        }
        context.execution.tables[references.other] =
          rows[references.other]!.flow(
            .only([references.target]), sizes.block
          ).empty
        try together(references, stored) { part, others in
          context.execution.tables[references.other] = others
          try judge(part)
        }
      case .rows, .fresh, .published: return nil
      }
      if phrase == nil { try judge(stored.pruned(to: columns).empty.placed()) }
    } catch let fault as Diagnostic where fault.code == .evaluation {
      return nil
    }
    places.sort()
    try verifyFailing(
      places.count, of: stored, "the failing rows of a check of table '\(name)'", check.location)
    return CheckResult(
      check: check, failing: places.count, judged: stored.rowCount,
      finding: CheckFinding.words(places.count, of: stored.rowCount, phrase!),
      rows: places.isEmpty ? nil : try whole(places, of: name))
  }

  /// Nil if each row has a key of its own, or the table has no key.
  func keyFault(_ definition: TablePlan) throws -> KeyFault? {
    guard !definition.key.isEmpty, let location = definition.keyLocation else { return nil }
    let zone = plan.constants.zone
    guard case .stored(let stored)? = rows[definition.name] else {
      return try rows[definition.name].flatMap { try definition.keyFault(in: $0.table(.all), zone) }
    }
    var search = KeyFaultSearch(definition.key, zone)
    try byKeys(definition.key, of: stored, for: "the key of table '\(definition.name)'") { part in
      try search.add(part, places: RowPlace.places(of: part))
    }
    if search.isSound { return nil }
    let places = search.places
    try verifyFailing(
      places.count, of: stored, "the rows that the key of table '\(definition.name)' does not identify",
      location)
    return KeyFault(search, try whole(places, of: definition.name), of: definition.name, at: location)
  }

  /// Rows that a check hands over are all in memory.
  private func verifyFailing(
    _ count: Int, of stored: StoredTable, _ need: String, _ location: SourceLocation?
  ) throws {
    let bytes = stored.rowCount == 0 ? 0 : stored.bytes() / stored.rowCount * count
    try verifyFit(bytes, need, location)
  }

  /// Calls `body` with parts of a table, which have only the keys and the places of their rows; rows with equal keys are
  /// in one part.
  private func byKeys(
    _ keys: [String], of stored: StoredTable, for stage: String, _ body: (Table) throws -> Void
  ) throws {
    let rows = stored.pruned(to: .only(Set(keys)))
    let parts = sizes.count(for: rows.bytes() + 8 * rows.rowCount)
    if rows.bytes() <= sizes.partition, sizes.partitions == nil {
      return try body(rows.table().placed())
    }
    var exchange = try RowExchange(rows.empty, by: keys, for: stage, in: place, parts: parts)
    try exchange.add(StageRows.stored(rows).flow(.all, sizes.block))
    for part in try exchange.finished() where part.receipt.rows > 0 {
      try Interruption.check()
      try verifyFit(part.rows.bytes(), stage, nil)
      try body(part.table(for: stage))
    }
  }

  /// Calls `body` with the values of one part and with those of the other table that may be equal to them.
  private func together(
    _ check: ReferencesCheck, _ stored: StoredTable, _ body: (Table, Table) throws -> Void
  ) throws {
    let stage = "check 'references' of table '\(check.table)'"
    let values = stored.pruned(to: .only([check.column]))
    let others = rows[check.other]!.flow(.only([check.target]), sizes.block)
    let types = [
      widened(values.empty.column(named: check.column)!, others.empty.column(named: check.target)!).0.type
    ]
    let count = sizes.count(for: values.bytes() + others.bytes)
    var left = try RowExchange(
      values.empty, by: [check.column], as: types, for: stage, in: place, parts: count)
    var right = try RowExchange(
      others.empty, by: [check.target], as: types, for: stage, in: place, parts: count, place: nil)
    try left.add(StageRows.stored(values).flow(.all, sizes.block))
    try right.add(others)
    for (part, other) in zip(try left.finished(), try right.finished()) where part.receipt.rows > 0 {
      try Interruption.check()
      try verifyFit(part.rows.bytes() + other.rows.bytes(), stage, nil)
      try body(part.table(for: stage), other.table(for: stage))
    }
  }
}
