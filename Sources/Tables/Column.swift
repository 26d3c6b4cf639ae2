/// Values of one fixed width, and their validity. The value of a null row is unspecified; no result may
/// depend on it.
package struct PlainColumn<Element: BitwiseCopyable & Sendable & Equatable>: Sendable {
  package var values: [Element]
  package var validity: Validity

  package init(_ values: [Element], validity: Validity? = nil) {
    self.values = values
    self.validity = validity ?? Validity(allValid: values.count)
    precondition(self.validity.count == values.count)
  }

  package var count: Int { values.count }

  package mutating func append(_ value: Element) {
    values.append(value)
    validity.append(true)
  }

  package mutating func appendNull(_ filler: Element) {
    values.append(filler)
    validity.append(false)
  }

  /// Rows by index; a negative index gives a null.
  package func gather(_ rows: [Int32], filler: Element) -> PlainColumn {
    let pieces = Parallel.pieces(rows: rows.count)
    let result = [Element](regions: pieces.map(\.count)) { number, output in
      let (chosen, source) = (rows.span, values.span)
      for place in pieces[number] {
        let row = Int(chosen[place])
        output.append(row >= 0 ? source[row] : filler)
      }
    }
    let nulls = validity.mayHaveNulls || rows.contains { $0 < 0 }
    return PlainColumn(
      result, validity: nulls ? validity.gather(rows) : Validity(allValid: rows.count))
  }

  package mutating func append(contentsOf other: PlainColumn) {
    values.append(contentsOf: other.values)
    validity.append(contentsOf: other.validity)
  }

  package func slice(_ range: Range<Int>) -> PlainColumn {
    PlainColumn(Array(values[range]), validity: validity.slice(range))
  }
}

extension PlainColumn: Equatable {
  package static func == (a: PlainColumn, b: PlainColumn) -> Bool {
    a.validity == b.validity
      && (0..<a.count).allSatisfy { !a.validity[$0] || a.values[$0] == b.values[$0] }
  }
}

/// A column of a table: one case per type, each with its values stored side by side.
package enum Column: Sendable, Equatable {
  case text(TextColumn)
  case integer(PlainColumn<Int64>)
  case number(PlainColumn<Double>)
  case boolean(PlainColumn<Bool>)
  case date(PlainColumn<Int32>)
  case datetime(PlainColumn<Int64>)

  package var type: ColumnType {
    switch self {
    case .text: .text
    case .integer: .integer
    case .number: .number
    case .boolean: .boolean
    case .date: .date
    case .datetime: .datetime
    }
  }

  package var count: Int {
    switch self {
    case .text(let column): column.count
    case .integer(let column), .datetime(let column): column.count
    case .number(let column): column.count
    case .boolean(let column): column.count
    case .date(let column): column.count
    }
  }

  package var validity: Validity {
    switch self {
    case .text(let column): column.validity
    case .integer(let column), .datetime(let column): column.validity
    case .number(let column): column.validity
    case .boolean(let column): column.validity
    case .date(let column): column.validity
    }
  }

  /// The rows with these indexes, in that order; a negative index gives a null row.
  package func gather(_ rows: [Int32]) -> Column {
    switch self {
    case .text(let column): .text(column.gather(rows))
    case .integer(let column): .integer(column.gather(rows, filler: 0))
    case .datetime(let column): .datetime(column.gather(rows, filler: 0))
    case .number(let column): .number(column.gather(rows, filler: 0))
    case .boolean(let column): .boolean(column.gather(rows, filler: false))
    case .date(let column): .date(column.gather(rows, filler: 0))
    }
  }

  package func slice(_ range: Range<Int>) -> Column {
    if range == 0..<count { return self }
    switch self {
    case .text(let column): return .text(column.slice(range))
    case .integer(let column): return .integer(column.slice(range))
    case .datetime(let column): return .datetime(column.slice(range))
    case .number(let column): return .number(column.slice(range))
    case .boolean(let column): return .boolean(column.slice(range))
    case .date(let column): return .date(column.slice(range))
    }
  }

  /// A single value, for messages, figures and tests; too slow for loops over rows.
  package func value(at row: Int) -> Value {
    guard validity[row] else { return .null }
    switch self {
    case .text(let column): return .text(column.string(at: row))
    case .integer(let column): return .integer(column.values[row])
    case .datetime(let column): return .datetime(column.values[row])
    case .number(let column): return .number(column.values[row])
    case .boolean(let column): return .boolean(column.values[row])
    case .date(let column): return .date(column.values[row])
    }
  }

  package static func nulls(_ type: ColumnType, count: Int) -> Column {
    let none = Validity(allNull: count)
    func plain<E>(_ filler: E) -> PlainColumn<E> {
      PlainColumn(Array(repeating: filler, count: count), validity: none)
    }
    switch type {
    case .text:
      return .text(TextColumn(bytes: [], offsets: Array(repeating: 0, count: count + 1), validity: none))
    case .integer: return .integer(plain(0))
    case .number: return .number(plain(0))
    case .boolean: return .boolean(plain(false))
    case .date: return .date(plain(0))
    case .datetime: return .datetime(plain(0))
    }
  }

  /// The same value in every row; `type` is the type of a null.
  package static func repeating(_ value: Value, type: ColumnType, count: Int) -> Column {
    switch value {
    case .null: return nulls(type, count: count)
    case .text(let text):
      var builder = TextColumn()
      let bytes = Array(text.utf8)
      builder.reserve(rows: count, bytes: bytes.count * count)
      for _ in 0..<count { builder.append(bytes) }
      return .text(builder)
    case .integer(let value): return .integer(PlainColumn(Array(repeating: value, count: count)))
    case .number(let value): return .number(PlainColumn(Array(repeating: value, count: count)))
    case .boolean(let value): return .boolean(PlainColumn(Array(repeating: value, count: count)))
    case .date(let value): return .date(PlainColumn(Array(repeating: value, count: count)))
    case .datetime(let value): return .datetime(PlainColumn(Array(repeating: value, count: count)))
    }
  }

  /// A column from single values, for figures and tests.
  package init(_ type: ColumnType, _ values: [Value]) {
    let pieces = values.map { Column.repeating($0, type: type, count: 1) }
    self = Column.concatenating(pieces, type: type)
  }

  /// The rows of `pieces`, concatenated; all pieces must be of `type`.
  package static func concatenating(_ pieces: [Column], type: ColumnType) -> Column {
    if pieces.count == 1 { return pieces[0] }
    func plain<E>(_ parts: [PlainColumn<E>]) -> PlainColumn<E> {
      precondition(parts.count == pieces.count, "pieces of one type")
      var result = PlainColumn<E>([])
      result.values.reserveCapacity(parts.reduce(0) { $0 + $1.count })
      for part in parts { result.append(contentsOf: part) }
      return result
    }
    switch type {
    case .text:
      return .text(
        TextColumn.concatenating(pieces.compactMap { if case .text(let c) = $0 { c } else { nil } }))
    case .integer:
      return .integer(plain(pieces.compactMap { if case .integer(let c) = $0 { c } else { nil } }))
    case .number: return .number(plain(pieces.compactMap { if case .number(let c) = $0 { c } else { nil } }))
    case .boolean:
      return .boolean(plain(pieces.compactMap { if case .boolean(let c) = $0 { c } else { nil } }))
    case .date: return .date(plain(pieces.compactMap { if case .date(let c) = $0 { c } else { nil } }))
    case .datetime:
      return .datetime(plain(pieces.compactMap { if case .datetime(let c) = $0 { c } else { nil } }))
    }
  }
}
