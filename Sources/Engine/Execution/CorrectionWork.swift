internal import Diagnostics
internal import JobSpec
package import Tables

/// The corrections of one step, compared with the rows.
struct CorrectionWork {
  private let step: CorrectStep
  private let zone: Zone
  /// The text columns of the corrections, by name.
  private let texts: [String: TextColumn]
  /// The new values, by column and row.
  private var values: [String: [Int: Value]] = [:]
  /// The corrections that made the value of a row, in the order of the file.
  private(set) var appliedTo: [Int: [Int]] = [:]
  private(set) var result: CorrectionResult

  /// A correction that has been read.
  private struct Correction {
    var row: Int
    var column: String
    var from: Value
    var to: Value
  }

  /// - Throws: a diagnostic if the file lacks a column.
  init(_ step: CorrectStep, _ table: Table, _ context: StepContext) throws {
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
    try judge(input.rowCount, table, context)
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

  private mutating func judge(_ count: Int, _ table: Table, _ context: StepContext) throws {
    var mine: [Int] = []
    var stale: [(row: Int, found: String?, reason: String)] = []
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
        mine.append(row)
      } else if step.isFirst, !step.otherColumns.contains(column) {
        stale.append((row, nil, StaleReason.otherColumn.text(column)))
      }
    }
    let places = try rows(of: mine, in: table)
    // The last correction of a value that holds makes earlier ones history.
    var settled: Set<String> = []
    var open: [(index: Int, found: String?, reason: String)] = []
    for (index, row) in mine.enumerated() {
      let column = text(CorrectionFile.column, row)!
      if let until = text(CorrectionFile.until, row) {
        guard case .date(let last)? = Value(until, as: .date, in: zone) else {
          open.append((index, nil, StaleReason.until.text(until)))
          continue
        }
        if last < context.night {
          result.states.append((row, .expired))
          continue
        }
      }
      guard !places[index].isEmpty else {
        open.append((index, nil, StaleReason.key.text()))
        continue
      }
      let type = table.schema.field(named: column)!.type
      guard let correction = read(row, column, type) else {
        open.append((index, nil, StaleReason.type.text(type.rawValue)))
        continue
      }
      apply(correction, to: places[index], of: table, index, &settled, &open)
    }
    for (index, found, reason) in open {
      let row = mine[index]
      if settled.contains(cell(row)) {
        result.states.append((row, .done))
      } else {
        stale.append((row, found, reason))
      }
    }
    stale.sort { $0.row < $1.row }
    result.states += stale.map { ($0.row, .stale) }
    result.states.sort { $0.row < $1.row }
    result.stale = staleTable(of: stale)
  }

  private func read(_ row: Int, _ column: String, _ type: ColumnType) -> Correction? {
    func value(_ name: String) -> Value? {
      guard let text = text(name, row) else { return .null }
      return Value(text, as: type, in: zone)
    }
    guard let to = value(CorrectionFile.to) else { return nil }
    // A text that is not a value of the type cannot be found.
    return Correction(row: row, column: column, from: value(CorrectionFile.from) ?? .text("\0"), to: to)
  }

  private mutating func apply(
    _ correction: Correction, to rows: [Int32], of table: Table, _ index: Int, _ settled: inout Set<String>,
    _ open: inout [(index: Int, found: String?, reason: String)]
  ) {
    let column = table.column(named: correction.column)!
    var (applied, done) = (false, false)
    var other: Value?
    for row in rows.map(Int.init) {
      let found = values[correction.column]?[row] ?? column.value(at: row)
      if found.isSame(as: correction.from), !found.isSame(as: correction.to) {
        values[correction.column, default: [:]][row] = correction.to
        appliedTo[row, default: []].append(correction.row)
        applied = true
      } else if found.isSame(as: correction.to) {
        done = true
      } else {
        other = found
      }
    }
    if applied || done {
      result.states.append((correction.row, applied ? .applied : .done))
      settled.insert(cell(correction.row))
    } else {
      let found = other.flatMap { $0.isSame(as: .null) ? nil : $0.text(in: zone) }
      open.append((index, found, StaleReason.value.text()))
    }
  }

  /// The key and column that a correction names.
  private func cell(_ row: Int) -> String {
    (step.key + [CorrectionFile.column]).map { text($0, row) ?? "" }.joined(separator: "\0")
  }

  /// For each correction, the rows of the table that have its key.
  private func rows(of corrections: [Int], in table: Table) throws -> [[Int32]] {
    let keys = step.key.map { name in
      let type = table.schema.field(named: name)!.type
      return Column(
        type, corrections.map { row in text(name, row).flatMap { Value($0, as: type, in: zone) } ?? .null })
    }
    let matches = try RowMatches(
      of: keys, rowCount: corrections.count, among: table.columns(named: step.key), rowCount: table.rowCount)
    let groups = matches.index.grouping.arranged()
    return matches.found.map { first in
      guard first >= 0 else { return [] }
      let group = Int(matches.index.groupOf[Int(first)])
      return Array(groups.rows[groups.starts[group]..<groups.starts[group + 1]])
    }
  }

  // MARK: Results

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
    return result
  }

  /// `category: Otros → Academia (Ana, 2021-04-27): she wrote us`, for each corrected row.
  func notes(count: Int) -> Column {
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
    Self(.missingColumn, "the corrections of '\(input)' have no column '\(column)'")
  }
}

extension Value {
  /// Whether both are the same value; an empty text counts as no value.
  package func isSame(as other: Value) -> Bool {
    let (a, b) = (self == .text("") ? .null : self, other == .text("") ? .null : other)
    return a == b
  }
}
