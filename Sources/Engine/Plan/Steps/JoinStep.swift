internal import Diagnostics
internal import JobSpec
internal import Tables

/// `join: {with, on, kind, columns, expect}`: rows of two tables that have the same key. A null in
/// a key matches nothing. The left columns come first, then the right ones.
struct JoinStep: BoundStep {
  let schema: Schema
  private let kind: Step.Join.Kind
  private let expect: Step.Join.Expectation
  private let with: String
  private let leftKey: [String]
  private let rightKey: [String]
  /// What the right side brings.
  private let rightColumns: [String]
  private let brings: Extent
  private let location: SourceLocation
  private let zone: Zone

  /// Whether ``rightColumns`` are all that the right side brings.
  private enum Extent { case allKnown, notKnownYet }

  init(_ definition: Step.Join, _ binding: StepBinding) throws {
    let right = try binding.schema(of: definition.with)
    var mistakes = Diagnostics()
    kind = definition.kind
    expect = definition.expect
    with = definition.with.value
    location = binding.step.location
    zone = binding.scope.zone
    leftKey = definition.on.map(\.left.value)
    let rightKey = definition.on.map(\.right.value)
    self.rightKey = rightKey
    for (left, other) in definition.on {
      let a = mistakes.collect { try binding.field(left) }
      let b = mistakes.collect { try binding.field(other, in: right, of: definition.with.value) }
      if let a, let b, commonType(a.type, b.type) == nil {
        mistakes.add(
          Diagnostic(
            .keyTypes(a, b, definition.with.value), at: other.location,
            hint: "derive one of them with \(a.type.rawValue)(\(b.name)) first"))
      }
    }
    var brought: [Field] = []
    if kind != .semi && kind != .anti {
      if let columns = definition.columns {
        brought = mistakes.collect { try binding.fields(columns, in: right, of: definition.with.value) } ?? []
      } else {
        brought = right.fields.filter { !rightKey.contains($0.name) && !$0.isProvenance }
      }
      for field in brought where binding.schema.index(of: field.name) != nil {
        let place = definition.columns?.first { $0.value == field.name }?.location
        mistakes.add(
          Diagnostic(
            .nameOnBothSides(field.name, binding.table, definition.with.value),
            at: place ?? definition.with.location,
            hint: "rename it on one side first:  rename: {\(field.name): other_name}"
              + (definition.columns == nil ? "; or list the columns to bring with  columns: […]" : "")))
      }
    }
    try mistakes.throwIfErrors()
    rightColumns = brought.map(\.name)
    var result = binding.schema
    if kind == .full {
      for (left, other) in zip(leftKey, rightKey) {
        let a = result.field(named: left)?.type ?? .text
        let b = right.field(named: other)?.type ?? .text
        result.set(Field(left, commonType(a, b)!))
      }
    }
    for field in brought { result.set(field) }
    let bringsAll = kind != .semi && kind != .anti && definition.columns == nil
    if bringsAll { result.undeclared = result.undeclared ?? right.undeclared }
    brings = bringsAll && right.undeclared != nil ? .notKnownYet : .allKnown
    schema = result
  }

  func columnsRead(toMake needed: Set<String>?) -> Set<String>? {
    guard let needed else { return nil }
    return needed.subtracting(rightColumns).union(leftKey)
  }

  func columnsRead(of table: String, toMake needed: Set<String>?) -> Set<String>? {
    guard table == with else { return [] }
    if brings == .notKnownYet {
      // Until the files are read, any column may turn out to be the right table's.
      return needed?.union(rightKey)
    }
    return Set(rightColumns).intersection(needed ?? Set(rightColumns)).union(rightKey)
  }

  func apply(to table: Table, _ context: StepContext) throws -> StepOutcome {
    let right = context.tables[with]!
    var left = table.columns(named: leftKey)
    var other = right.columns(named: rightKey)
    for index in left.indices { (left[index], other[index]) = widened(left[index], other[index]) }
    let matches = try RowMatches(
      of: left, rowCount: table.rowCount, among: other, rowCount: right.rowCount)
    let found = matches.found
    switch kind {
    case .semi, .anti:
      var kept: [Int32] = []
      var filtered = 0
      for row in 0..<table.rowCount {
        if (found[row] >= 0) == (kind == .semi) { kept.append(Int32(row)) } else { filtered += 1 }
      }
      let result = table.pruned(to: context.needed).gather(kept)
      return StepOutcome(result, rowsIn: table.rowCount, moves: RowMoves(filtered: filtered))
    case .left, .inner, .full:
      let isUnique = matches.index.firstRows.count == right.rowCount
      return isUnique && kind != .full
        ? try lookUp(table, right, matches, context)
        : try combine(table, left, right, other, matches, context)
    }
  }

  /// Each left row has one right row or none.
  private func lookUp(
    _ table: Table, _ right: Table, _ matches: RowMatches, _ context: StepContext
  ) throws -> StepOutcome {
    var found = matches.found
    var result = table.pruned(to: context.needed)
    let missing = kind == .inner ? found.count { $0 < 0 } : 0
    if missing > 0 {
      result = result.gather((0..<table.rowCount).filter { found[$0] >= 0 }.map { Int32($0) })
      found.removeAll { $0 < 0 }
    }
    result.add(right.selecting(rightColumns.filter { context.needs($0) }).gather(found))
    return StepOutcome(result, rowsIn: table.rowCount, moves: RowMoves(filtered: missing))
  }

  private func combine(
    _ table: Table, _ left: [Column], _ right: Table, _ other: [Column], _ matches: RowMatches,
    _ context: StepContext
  ) throws -> StepOutcome {
    let index = matches.index
    let found = matches.found
    var moves = RowMoves()
    var leftRows: [Int32] = []
    var rightRows: [Int32] = []
    leftRows.reserveCapacity(table.rowCount)
    rightRows.reserveCapacity(table.rowCount)
    let groups = index.grouping.arranged()
    var rightMatched = [Bool](repeating: false, count: kind == .full ? right.rowCount : 0)
    var multiplied: [Int32] = []
    for row in 0..<table.rowCount {
      if found[row] < 0 {
        if kind == .inner {
          moves.filtered += 1
        } else {
          leftRows.append(Int32(row))
          rightRows.append(-1)
        }
        continue
      }
      let key = Int(index.groupOf[Int(found[row])])
      let range = groups.starts[key]..<groups.starts[key + 1]
      if range.count > 1 { multiplied.append(Int32(row)) }
      moves.multiplied += range.count - 1
      for place in range {
        leftRows.append(Int32(row))
        rightRows.append(groups.rows[place])
        if kind == .full { rightMatched[Int(groups.rows[place])] = true }
      }
    }
    if expect == .one, let first = multiplied.first {
      let key = index.groupOf[Int(found[Int(first)])]
      throw multiplication(of: multiplied.count, Int(first), left, key, index)
    }
    var rowsIn = table.rowCount
    if kind == .full {
      rowsIn += right.rowCount
      for row in 0..<right.rowCount {
        if rightMatched[row] {
          moves.merged += 1
        } else {
          leftRows.append(-1)
          rightRows.append(Int32(row))
        }
      }
    }
    var result = table.pruned(to: context.needed).gather(leftRows)
    if kind == .full {
      for (place, name) in leftKey.enumerated() where result.schema.index(of: name) != nil {
        let rows = zip(leftRows, rightRows).enumerated().map { place, pair in
          pair.0 >= 0 ? pair.0 : Int32(table.rowCount) + pair.1
        }
        let both = Column.concatenating([left[place], other[place]], type: left[place].type)
        result.set(name, both.gather(rows))
      }
    }
    result.add(right.selecting(rightColumns.filter { context.needs($0) }).gather(rightRows))
    return StepOutcome(result, rowsIn: rowsIn, moves: moves)
  }

  private func multiplication(
    of count: Int, _ row: Int, _ left: [Column], _ key: Int32, _ index: RowIndex
  ) -> Diagnostic {
    let value = left.map { $0.value(at: row).text(in: zone) }.joined(separator: ", ")
    let times = index.groupOf.count { $0 == key }
    return Diagnostic(
      "join with '\(with)' would multiply \(count) \(count == 1 ? "row" : "rows")", at: location,
      reason: "'\(value)' stands \(times) times in '\(with)' (key \(rightKey.joined(separator: ", ")))",
      hint: "make the key unique with  distinct: [\(rightKey.joined(separator: ", "))]  in '\(with)',"
        + " or say  expect: many")
  }
}

/// The type to which two can be widened so that their values compare, or nil.
func commonType(_ a: ColumnType, _ b: ColumnType) -> ColumnType? {
  if a == b { return a }
  switch (a, b) {
  case (.integer, .number), (.number, .integer): return .number
  default: return nil
  }
}

/// Two columns in their common type.
func widened(_ a: Column, _ b: Column) -> (Column, Column) {
  switch (a, b) {
  case (.integer(let column), .number): (.number(column.asNumbers), b)
  case (.number, .integer(let column)): (a, .number(column.asNumbers))
  default: (a, b)
  }
}

extension PlainColumn where Element == Int64 {
  var asNumbers: PlainColumn<Double> { PlainColumn<Double>(values.map(Double.init), validity: validity) }
}

extension Column {
  /// As numbers, where that loses no more than the width of a double.
  func widened(to type: ColumnType) -> Column {
    if type == .number, case .integer(let column) = self { .number(column.asNumbers) } else { self }
  }
}

extension Diagnostic.Message {
  fileprivate static func keyTypes(_ a: Field, _ b: Field, _ table: String) -> Self {
    "cannot join '\(a.name)' (\(a.type.rawValue)) to '\(b.name)' of '\(table)' (\(b.type.rawValue))"
  }
  fileprivate static func nameOnBothSides(_ name: String, _ left: String, _ right: String) -> Self {
    "both '\(left)' and '\(right)' have a column '\(name)'"
  }
}
