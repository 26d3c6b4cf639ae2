internal import Diagnostics
internal import JobSpec
internal import Tables

/// `range: {column: [low, high]}`: every value lies between, both ends included; a null end is
/// open. Null values pass.
struct RangeCheck: BoundCheck {
  private let table: String
  private let column: String
  private let low: Value
  private let high: Value

  init(
    _ column: Located<String>, _ low: Located<Value>, _ high: Located<Value>, _ binding: CheckBinding
  ) throws {
    let field = try binding.field(column)
    guard field.type != .boolean else { throw Diagnostic(.noOrder(field), at: column.location) }
    table = binding.table
    self.column = field.name
    var mistakes = Diagnostics()
    let bounds = [low, high].map { bound in
      mistakes.collect { try Self.bound(bound, field, binding) } ?? .null
    }
    try mistakes.throwIfErrors()
    self.low = bounds[0]
    self.high = bounds[1]
  }

  private static func bound(_ value: Located<Value>, _ field: Field, _ binding: CheckBinding) throws -> Value
  {
    // A day is a fair bound of instants: its beginning and, being compared by date, all of it.
    if field.type == .datetime, case .date = value.value { return value.value }
    return try binding.constant(value, for: field)
  }

  var reads: [String: Set<String>?] { [table: nil] }

  func judge(_ context: CheckContext) throws -> CheckFinding {
    let table = context.table(table)
    let values = table.column(named: column)!
    let keys = try comparable(values, zone: context.plan.constants.zone)
    var failing: [Int32] = []
    for row in 0..<table.rowCount where keys.validity[row] {
      let value = keys.value(at: row)
      if precedes(value, low) || precedes(high, value) { failing.append(Int32(row)) }
    }
    let ends = [low, high].map { $0 == .null ? "…" : $0.text(in: context.plan.constants.zone) }
    return CheckFinding(failing, of: table, words: "have '\(column)' outside \(ends[0]) to \(ends[1])")
  }

  private func comparable(_ column: Column, zone: Zone) throws -> Column {
    guard case .datetime(let instants) = column, low.type == .date || high.type == .date else {
      return column
    }
    var cursor = Zone.Cursor(zone)
    return .date(
      PlainColumn(
        instants.values.map { Int32(floorDivide(cursor.local($0), TimeSpan.day.microseconds)) },
        validity: instants.validity))
  }

  private func precedes(_ a: Value, _ b: Value) -> Bool {
    switch (a, b) {
    case (.integer(let x), .integer(let y)), (.datetime(let x), .datetime(let y)): x < y
    case (.integer(let x), .number(let y)): Double(x) < y
    case (.number(let x), .integer(let y)): x < Double(y)
    case (.number(let x), .number(let y)): x < y
    case (.date(let x), .date(let y)): x < y
    case (.text(let x), .text(let y)): x.utf8.lexicographicallyPrecedes(y.utf8)
    default: false
    }
  }
}

extension Diagnostic.Message {
  fileprivate static func noOrder(_ field: Field) -> Self {
    "check 'range' needs values that have an order, and column '\(field.name)' is \(field.type.rawValue)"
  }
}
