internal import GRDB
internal import Tables

/// Reads a row's columns from left to right. Never traps: a value that its column cannot have means a damaged
/// file, and is thrown as an error.
struct RowReader {
  private let row: Row
  private var place = 0

  init(_ row: Row) { self.row = row }

  mutating func optional<V: DatabaseValueConvertible>(_ type: V.Type = V.self) throws -> V? {
    let value = next()
    if value.isNull { return nil }
    guard let converted = V.fromDatabaseValue(value) else { throw damage() }
    return converted
  }

  mutating func required<V: DatabaseValueConvertible>(_ type: V.Type = V.self) throws -> V {
    guard let value = try optional(type) else { throw damage() }
    return value
  }

  mutating func optionalInstant() throws -> Instant? {
    try optional(Int64.self).map { Instant(microseconds: $0) }
  }

  mutating func instant() throws -> Instant { Instant(microseconds: try required()) }

  mutating func night() throws -> Night {
    guard let night = Night(iso: try required()) else { throw damage() }
    return night
  }

  /// One of an enumeration's raw values.
  mutating func named<E: RawRepresentable>(_ type: E.Type = E.self) throws -> E where E.RawValue == String {
    guard let value = E(rawValue: try required(String.self)) else { throw damage() }
    return value
  }

  /// Two columns: the type's name and the value.
  mutating func value() throws -> Value {
    guard let name = try optional(String.self) else {
      guard next().isNull else { throw damage() }
      return .null
    }
    switch ColumnType(rawValue: name) {
    case .text: return .text(try required())
    case .integer: return .integer(try required())
    // SQLite stores NaN as null.
    case .number: return .number(try optional() ?? .nan)
    case .boolean: return .boolean(try required())
    case .date: return .date(try required())
    case .datetime: return .datetime(try required())
    case nil: throw damage()
    }
  }

  private mutating func next() -> DatabaseValue {
    defer { place += 1 }
    return row[place]
  }

  private func damage() -> LedgerDamage {
    let names = Array(row.columnNames)
    return LedgerDamage(what: "a value in its column '\(names[place - 1])' is not possible")
  }
}

extension Value {
  /// The type's name and the value, as ``RowReader/value()`` reads them.
  var stored: [(any DatabaseValueConvertible)?] {
    switch self {
    case .null: [nil, nil]
    case .text(let text): [ColumnType.text.rawValue, text]
    case .integer(let number): [ColumnType.integer.rawValue, number]
    case .number(let number): [ColumnType.number.rawValue, number]
    case .boolean(let flag): [ColumnType.boolean.rawValue, flag]
    case .date(let days): [ColumnType.date.rawValue, days]
    case .datetime(let instant): [ColumnType.datetime.rawValue, instant]
    }
  }
}
