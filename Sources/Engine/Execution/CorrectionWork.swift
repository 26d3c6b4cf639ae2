internal import Diagnostics
internal import JobSpec
package import Tables

/// The corrections of one step, compared with the rows: with all at once, or with one piece of them after the other.
struct CorrectionWork {
  private let step: CorrectStep
  private let zone: Zone
  private let texts: [String: TextColumn]
  /// The corrections that may change rows, in the order of the file.
  private var open: [Correction] = []
  /// Their keys.
  private var keys: [Column] = []
  private var stale: [(row: Int, found: String?, reason: String)] = []
  private var result: CorrectionResult
  /// The new values of the rows at hand, by column and row.
  private var values: [String: [Int: Value]] = [:]
  /// The corrections that made the value of a row at hand, in the order of the file.
  private(set) var appliedTo: [Int: [Int]] = [:]

  /// A correction of a column of this step, and what has become of it.
  private struct Correction {
    var row: Int
    var column: String
    /// Nil if the new value is not of the column's type.
    var values: (from: Value, to: Value)?
    /// Why it cannot be applied, whatever the rows are.
    var fault: String?
    var isFound = false
    var isApplied = false
    var isDone = false
    /// The last value that is neither the old nor the new one.
    var other: Value?
  }

  /// - Parameter schema: the columns of the rows.
  /// - Throws: a diagnostic if the file lacks a column.
  init(_ step: CorrectStep, _ schema: Schema, _ context: StepContext) throws {
    self.step = step
    zone = context.zone
    let input = context.tables[step.input]!
    result = CorrectionResult(
      stale: Table(empty: StaleCorrections.schema), input: step.input, location: context.location)
    guard input.rowCount > 0 else {
      texts = [:]
      return
    }
    var found: [String: TextColumn] = [:]
    for name in CorrectionFile.columns + step.key {
      guard case .text(let column)? = input.column(named: name) else {
        // Corrections of rejects alone, or of other tables, need no key of this one.
        if let tables = found[CorrectionFile.table], !CorrectionWork.has(step.table, in: tables) { continue }
        throw Diagnostic(
          .noCorrectionColumn(name, step.input), at: context.location,
          reason: "it has \(input.schema.visibleNames.joined(separator: ", "))",
          hint:
            "its columns are  table, \((step.key + CorrectionFile.columnsBehindKeys).joined(separator: ", "))"
        )
      }
      found[name] = column
    }
    texts = found
    try sortOut(input.rowCount, schema, context)
  }

  private static func has(_ text: String, in column: TextColumn) -> Bool {
    (0..<column.count).contains { column.validity[$0] && column.string(at: $0) == text }
  }

  private func text(_ name: String, _ row: Int) -> String? {
    guard let column = texts[name], column.validity[row] else { return nil }
    let text = column.string(at: row)
    return text.isEmpty ? nil : text
  }

  // MARK: Judging

  /// Finds the corrections of this step's columns, and those that no step makes.
  private mutating func sortOut(_ count: Int, _ schema: Schema, _ context: StepContext) throws {
    for row in 0..<count {
      try Interruption.check()
      guard text(CorrectionFile.table, row) == step.table else {
        let other = text(CorrectionFile.table, row) ?? ""
        if !step.tables.isEmpty, !step.tables.contains(other), !CorrectionFile.isRejects(other) {
          stale.append((row, nil, StaleReason.otherTable.text(other)))
        }
        continue
      }
      let column = text(CorrectionFile.column, row) ?? ""
      if step.columns.contains(column) {
        sortOut(row, column, schema.field(named: column)!.type, context)
      } else if step.isFirst, !step.otherColumns.contains(column) {
        stale.append((row, nil, StaleReason.otherColumn.text(column)))
      }
    }
    keys = step.key.map { name in
      let type = schema.field(named: name)!.type
      return Column(
        type,
        open.map { correction in
          text(name, correction.row).flatMap { Value($0, as: type, in: zone) } ?? .null
        })
    }
  }

  private mutating func sortOut(_ row: Int, _ column: String, _ type: ColumnType, _ context: StepContext) {
    var correction = Correction(row: row, column: column)
    if let until = text(CorrectionFile.until, row) {
      if case .date(let last)? = Value(until, as: .date, in: zone) {
        if last < context.night {
          result.states.append((row, .expired))
          return
        }
      } else {
        correction.fault = StaleReason.until.text(until)
      }
    }
    func value(_ name: String) -> Value? {
      guard let text = text(name, row) else { return .null }
      return Value(text, as: type, in: zone)
    }
    // A text that is not a value of the type cannot be found.
    correction.values = value(CorrectionFile.to).map { (value(CorrectionFile.from) ?? .text("\0"), $0) }
    open.append(correction)
  }

  /// Compares the corrections with some rows, in place of those that were at hand.
  mutating func judge(_ table: Table) throws {
    (values, appliedTo) = ([:], [:])
    if open.isEmpty { return }
    for (index, rows) in try rows(in: table).enumerated() where !rows.isEmpty && open[index].fault == nil {
      open[index].isFound = true
      apply(index, to: rows, of: table)
    }
  }

  private mutating func apply(_ index: Int, to rows: [Int32], of table: Table) {
    guard let (from, to) = open[index].values else { return }
    let name = open[index].column
    let column = table.column(named: name)!
    for row in rows.map(Int.init) {
      let found = values[name]?[row] ?? column.value(at: row)
      if found.isSame(as: from), !found.isSame(as: to) {
        values[name, default: [:]][row] = to
        appliedTo[row, default: []].append(open[index].row)
        open[index].isApplied = true
      } else if found.isSame(as: to) {
        open[index].isDone = true
      } else {
        open[index].other = found
      }
    }
  }

  /// What has become of the corrections, when all rows have been judged.
  func finished(_ schema: Schema) -> CorrectionResult {
    var (result, stale) = (result, stale)
    // The last correction of a value that holds makes earlier ones history.
    let settled = Set(open.filter { $0.isApplied || $0.isDone }.map { cell($0.row) })
    for correction in open {
      if correction.isApplied || correction.isDone {
        result.states.append((correction.row, correction.isApplied ? .applied : .done))
      } else if settled.contains(cell(correction.row)) {
        result.states.append((correction.row, .done))
      } else {
        stale.append(reason(correction, schema))
      }
    }
    stale.sort { $0.row < $1.row }
    result.states += stale.map { ($0.row, .stale) }
    result.states.sort { $0.row < $1.row }
    result.stale = staleTable(of: stale)
    return result
  }

  /// Why a correction is stale, and the value that was found.
  private func reason(
    _ correction: Correction, _ schema: Schema
  ) -> (row: Int, found: String?, reason: String) {
    if let fault = correction.fault { return (correction.row, nil, fault) }
    if !correction.isFound { return (correction.row, nil, StaleReason.key.text()) }
    guard correction.values != nil else {
      let type = schema.field(named: correction.column)!.type
      return (correction.row, nil, StaleReason.type.text(type.rawValue))
    }
    let found = correction.other.flatMap { $0.isSame(as: .null) ? nil : $0.text(in: zone) }
    return (correction.row, found, StaleReason.value.text())
  }

  /// The key and column that a correction names.
  private func cell(_ row: Int) -> String {
    (step.key + [CorrectionFile.column]).map { text($0, row) ?? "" }.joined(separator: "\0")
  }

  /// For each correction, the rows of the table that have its key.
  private func rows(in table: Table) throws -> [[Int32]] {
    let matches = try RowMatches(
      of: keys, rowCount: open.count, among: table.columns(named: step.key), rowCount: table.rowCount)
    let groups = matches.index.grouping.arranged()
    return matches.found.map { first in
      guard first >= 0 else { return [] }
      let group = Int(matches.index.groupOf[Int(first)])
      return Array(groups.rows[groups.starts[group]..<groups.starts[group + 1]])
    }
  }

  // MARK: Results

  /// The rows at hand with the new values, and with a column that says what was corrected if the step has one.
  func corrected(_ table: Table) -> Table {
    var result = table
    for (name, changed) in values {
      let column = table.column(named: name)!
      let rows = changed.keys.sorted()
      var places = (0..<Int32(table.rowCount)).map(\.self)
      for (index, row) in rows.enumerated() { places[row] = Int32(table.rowCount + index) }
      let new = Column(column.type, rows.map { changed[$0]! })
      result.set(name, Column.concatenating([column, new], type: column.type).gather(places))
    }
    if let note = step.note { result.set(note, notes(count: table.rowCount)) }
    return result
  }

  /// `category: Otros → Academia (Ana, 2021-04-27): she wrote us`, for each corrected row.
  private func notes(count: Int) -> Column {
    let notes = (0..<count).map { row -> Value in
      guard let corrections = appliedTo[row] else { return .null }
      return .text(corrections.map(note).joined(separator: "; "))
    }
    return Column(.text, notes)
  }

  /// The corrections that made each row's values. Rows with the same key share them.
  func links(count: Int) -> RowLinks {
    var groupOf = [Int32](repeating: -1, count: count)
    var groups: [[Int]: Int32] = [:]
    var (sources, starts) = ([Int32](), [0])
    for (row, corrections) in appliedTo.sorted(by: { $0.key < $1.key }) {
      if groups[corrections] == nil {
        groups[corrections] = Int32(groups.count)
        sources += corrections.map { Int32($0) }
        starts.append(sources.count)
      }
      groupOf[row] = groups[corrections]!
    }
    return .groups(of: groupOf, rows: sources, starts: starts)
  }

  private func note(_ row: Int) -> String {
    let (from, to) = (text(CorrectionFile.from, row) ?? "–", text(CorrectionFile.to, row) ?? "–")
    let who = [text(CorrectionFile.by, row), text(CorrectionFile.at, row)].compactMap { $0 }
    let words = "\(text(CorrectionFile.column, row)!): \(from) → \(to)"
    let source = who.isEmpty ? "" : " (\(who.joined(separator: ", ")))"
    return words + source + (text(CorrectionFile.why, row).map { ": \($0)" } ?? "")
  }

  private func staleTable(of stale: [(row: Int, found: String?, reason: String)]) -> Table {
    func column(_ value: (Int) -> String?) -> Column {
      Column(.text, stale.indices.map { value($0).map(Value.text) ?? .null })
    }
    let columns = StaleCorrections.schema.fields.map { field in
      switch field.name {
      case "key":
        column { index in
          step.key.map { "\($0): \(text($0, stale[index].row) ?? "")" }.joined(separator: ", ")
        }
      case "found": column { stale[$0].found }
      case "reason": column { stale[$0].reason }
      default: column { text(field.name, stale[$0].row) }
      }
    }
    return Table(StaleCorrections.schema, columns, rowCount: stale.count)
  }
}

extension Diagnostic.Message {
  fileprivate static func noCorrectionColumn(_ column: String, _ input: String) -> Self {
    Self(
      .missingColumn,
      "'\(CorrectionFile.folder)/\(CorrectionFile.file(ofInput: input))' has no column '\(column)'")
  }
}

extension Value {
  /// Whether both are the same value; an empty text counts as no value.
  package func isSame(as other: Value) -> Bool {
    let (a, b) = (self == .text("") ? .null : self, other == .text("") ? .null : other)
    return a == b
  }
}
