internal import Diagnostics
internal import JobSpec
package import Tables

/// `range: {column: [low, high]}`: every value is between the ends, inclusively. A null end is open.
/// Nulls pass.
package struct RangeCheck: CheckDefinition {
  static let keyword = Check.Keyword.range

  package let table: String
  package let column: String
  package let low: Value
  package let high: Value

  var reads: [String: Columns] { [table: .every(named: [column])] }
  var columnsInExpressions: Set<String> { [] }
  var gathering: Gathering { .nothing }
}

extension CheckBinding {
  func range(
    _ column: Located<String>, _ low: WrittenValue, _ high: WrittenValue
  ) throws -> RangeCheck {
    let field = try field(column)
    guard field.type != .boolean else { throw Diagnostic(.noOrder(field), at: column.location) }
    var mistakes = Diagnostics()
    let bounds = [low, high].map { end in mistakes.collect { try bound(end, field) } ?? .null }
    try mistakes.throwIfErrors()
    let place = high.location
    if let low = bounds[0].type, let high = bounds[1].type, low != high {
      throw Diagnostic(.rangeTypes(low, high), at: place)
    }
    return RangeCheck(table: table, column: field.name, low: bounds[0], high: bounds[1])
  }

  private func bound(_ value: WrittenValue, _ field: Field) throws -> Value {
    // A date is a valid bound for instants, which are then compared by date: the whole day is included.
    if field.type == .datetime, case .date = value.value { return value.value }
    return try constant(value, for: field)
  }
}

extension Diagnostic.Message {
  fileprivate static func noOrder(_ field: Field) -> Self {
    Self(
      .columnType,
      "check 'range' needs values that have an order, but column '\(field.name)' is \(field.type.rawValue)")
  }
  fileprivate static func rangeTypes(_ low: ColumnType, _ high: ColumnType) -> Self {
    Self(.badRange, "a range cannot go from \(low.rawValue) to \(high.rawValue)")
  }
}
