internal import Diagnostics
internal import Tables

/// An aggregation over all rows of a table, piece by piece: what it must remember are sums and single values, or at
/// most the values of one column.
struct WholeAggregation {
  private let aggregation: BoundAggregation
  private let zone: Zone
  private var states: [CallState]

  init(_ aggregation: BoundAggregation, in zone: Zone) {
    self.aggregation = aggregation
    self.zone = zone
    states = aggregation.calls.map { CallState($0) }
  }

  /// The memory of values that are kept.
  var bytes: Int { states.reduce(0) { $0 + $1.bytes } }

  mutating func add(_ piece: Table) throws {
    piece.prepare(aggregation.columns)
    let environment = Environment(zone: zone, subject: .rows(of: aggregation.noun))
    for index in states.indices { try states[index].add(piece, environment) }
  }

  func result() throws -> Column {
    var table = Table(Schema(), [], rowCount: 1)
    for state in states {
      table.set(result: state.call.slot, try state.result(Environment(zone: zone, subject: .expression)))
    }
    return try aggregation.root.column(
      of: table, rows: 0..<1, Environment(zone: zone, subject: .groups(of: aggregation.noun)))
  }
}

/// The rows so far of one call of an aggregate function.
struct CallState {
  let call: AggregateCall
  /// Rows, or values, as the function counts them.
  private var count = 0
  private var integers: Int128 = 0
  private var numbers = ExactSum()
  /// Values from which the function gives the same result as from all that it has seen.
  private var kept: Column?
  /// All values, of functions that need them.
  private var pieces: [Column] = []
  private(set) var bytes = 0

  init(_ call: AggregateCall) { self.call = call }

  private static let value = "\0value"

  private static func table(_ values: Column) -> Table {
    Table(Schema([Field(value, values.type)]), [values])
  }

  mutating func add(_ piece: Table, _ environment: Environment) throws {
    guard let argument = call.argument else {
      count += piece.rowCount
      return
    }
    let values = try argument.column(of: piece, rows: 0..<piece.rowCount, environment)
    switch call.function {
    case .count: count += values.count - values.validity.nullCount
    case .sum, .mean: addUp(values)
    case .min, .max, .first, .last, .any, .all:
      kept = try evaluate(call, on: with(values), environment)
    case .countDistinct:
      let all = with(values)
      let distinct = all.gather(try Grouping.by([all], rowCount: all.count).firstRows.filter { $0 >= 0 })
      kept = distinct
      bytes = Self.table(distinct).bytes
    case .median, .quantile, .list:
      pieces.append(values)
      bytes += Self.table(values).bytes
    }
  }

  private func with(_ values: Column) -> Column {
    kept.map { Column.concatenating([$0, values], type: values.type) } ?? values
  }

  private mutating func addUp(_ values: Column) {
    switch values {
    case .integer(let column):
      for row in 0..<column.count where column.validity[row] {
        integers += Int128(column.values[row])
        count += 1
      }
    case .number(let column):
      for row in 0..<column.count where column.validity[row] {
        numbers.add(column.values[row])
        count += 1
      }
    default: preconditionFailure("a numeric column")
    }
  }

  func result(_ environment: Environment) throws -> Column {
    guard call.argument != nil else { return .integer(PlainColumn([Int64(count)])) }
    switch call.function {
    case .count: return .integer(PlainColumn([Int64(count)]))
    case .sum, .mean: return try sum()
    case .min, .max, .first, .last, .any, .all, .countDistinct:
      return try evaluate(call, on: kept ?? nothing, environment)
    case .median, .quantile, .list:
      let values = pieces.isEmpty ? nothing : Column.concatenating(pieces, type: pieces[0].type)
      return try evaluate(call, on: values, environment)
    }
  }

  private func sum() throws -> Column {
    if count == 0 { return .nulls(call.type, count: 1) }
    if call.type == .integer {
      guard let sum = Int64(exactly: integers) else { throw overflow("integer") }
      return .integer(PlainColumn([sum]))
    }
    if case .integer? = call.argument?.type { return .number(PlainColumn([integers.divided(by: count)])) }
    let sum = numbers.rounded
    guard sum.isFinite else { throw overflow("number") }
    return .number(PlainColumn([call.function == .mean ? numbers.mean(of: count) : sum]))
  }

  private func overflow(_ kind: String) -> Diagnostic {
    Diagnostic(
      .init(.evaluation, "\(kind) overflow"), at: call.location,
      reason: "\(call.function.rawValue)() of all rows does not fit in \(call.type.withArticle)")
  }

  /// The argument's values of no rows.
  private var nothing: Column { .nulls(call.argument?.type ?? .text, count: 0) }

  private func evaluate(_ call: AggregateCall, on values: Column, _ environment: Environment) throws -> Column
  {
    let argument = BoundNode(.column(Self.value), values.type, at: call.location)
    let ofValues = AggregateCall(
      function: call.function, argument: argument, option: call.option, type: call.type,
      location: call.location, slot: call.slot)
    return try ofValues.evaluate(
      on: Self.table(values), groups: .whole(rowCount: values.count), order: nil, environment)
  }
}
