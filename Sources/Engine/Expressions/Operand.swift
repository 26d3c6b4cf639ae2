internal import Tables

/// Plain values during evaluation: a range of a column, or one constant for all rows.
struct PlainVector<Element: BitwiseCopyable & Sendable & Equatable>: Sendable {
  /// The whole column's values, or the single value of a constant.
  let values: [Element]
  let start: Int
  let count: Int
  let isConstant: Bool
  /// The validity of the `count` rows of this range.
  let validity: Validity

  init(_ column: PlainColumn<Element>, _ rows: Range<Int>) {
    values = column.values
    start = rows.lowerBound
    count = rows.count
    isConstant = false
    validity = rows.count == column.count ? column.validity : column.validity.slice(rows)
  }

  init(_ values: [Element], validity: Validity) {
    self.values = values
    start = 0
    count = values.count
    isConstant = false
    self.validity = validity
  }

  init(constant: Element?, filler: Element, count: Int) {
    values = [constant ?? filler]
    start = 0
    self.count = count
    isConstant = true
    validity = constant == nil ? Validity(allNull: count) : Validity(allValid: count)
  }

  subscript(row: Int) -> Element { values[isConstant ? 0 : start + row] }

  var column: PlainColumn<Element> {
    if isConstant { return PlainColumn(Array(repeating: values[0], count: count), validity: validity) }
    if count == values.count { return PlainColumn(values, validity: validity) }
    return PlainColumn(Array(values[start..<start + count]), validity: validity)
  }
}

/// Texts during evaluation, like ``PlainVector``.
struct TextVector: Sendable {
  let text: TextColumn
  let start: Int
  let count: Int
  let isConstant: Bool
  let validity: Validity

  init(_ column: TextColumn, _ rows: Range<Int>) {
    text = column
    start = rows.lowerBound
    count = rows.count
    isConstant = false
    validity = rows.count == column.count ? column.validity : column.validity.slice(rows)
  }

  init(constant: String?, count: Int) {
    text = TextColumn([constant ?? ""])
    start = 0
    self.count = count
    isConstant = true
    validity = constant == nil ? Validity(allNull: count) : Validity(allValid: count)
  }

  /// The range of a row's bytes in `text.bytes`.
  @inline(__always) func range(_ row: Int) -> Range<Int> { text.range(at: isConstant ? 0 : start + row) }

  var column: TextColumn {
    if isConstant {
      let value: Value = validity.mayHaveNulls ? .null : .text(text.string(at: 0))
      guard case .text(let column) = Column.repeating(value, type: .text, count: count) else {
        preconditionFailure("a text repeats as text")
      }
      return column
    }
    return count == text.count ? text : text.slice(start..<start + count)
  }
}

/// Values of any type during evaluation; the input and output of expression nodes.
enum Operand: Sendable {
  case text(TextVector)
  case integer(PlainVector<Int64>)
  case number(PlainVector<Double>)
  case boolean(PlainVector<Bool>)
  case date(PlainVector<Int32>)
  case datetime(PlainVector<Int64>)

  init(_ column: Column, rows: Range<Int>) {
    switch column {
    case .text(let column): self = .text(TextVector(column, rows))
    case .integer(let column): self = .integer(PlainVector(column, rows))
    case .number(let column): self = .number(PlainVector(column, rows))
    case .boolean(let column): self = .boolean(PlainVector(column, rows))
    case .date(let column): self = .date(PlainVector(column, rows))
    case .datetime(let column): self = .datetime(PlainVector(column, rows))
    }
  }

  init(_ column: Column) { self.init(column, rows: 0..<column.count) }

  /// The same value `count` times; `type` is the type of a null.
  init(constant value: Value, type: ColumnType, count: Int) {
    switch (value, type) {
    case (.text(let value), _): self = .text(TextVector(constant: value, count: count))
    case (.integer(let value), _):
      self = .integer(PlainVector(constant: value, filler: 0, count: count))
    case (.number(let value), _): self = .number(PlainVector(constant: value, filler: 0, count: count))
    case (.boolean(let value), _):
      self = .boolean(PlainVector(constant: value, filler: false, count: count))
    case (.date(let value), _): self = .date(PlainVector(constant: value, filler: 0, count: count))
    case (.datetime(let value), _):
      self = .datetime(PlainVector(constant: value, filler: 0, count: count))
    case (.null, .text): self = .text(TextVector(constant: nil, count: count))
    case (.null, .integer): self = .integer(PlainVector(constant: nil, filler: 0, count: count))
    case (.null, .number): self = .number(PlainVector(constant: nil, filler: 0, count: count))
    case (.null, .boolean): self = .boolean(PlainVector(constant: nil, filler: false, count: count))
    case (.null, .date): self = .date(PlainVector(constant: nil, filler: 0, count: count))
    case (.null, .datetime): self = .datetime(PlainVector(constant: nil, filler: 0, count: count))
    }
  }

  func column() -> Column {
    switch self {
    case .text(let vector): .text(vector.column)
    case .integer(let vector): .integer(vector.column)
    case .number(let vector): .number(vector.column)
    case .boolean(let vector): .boolean(vector.column)
    case .date(let vector): .date(vector.column)
    case .datetime(let vector): .datetime(vector.column)
    }
  }

  var type: ColumnType {
    switch self {
    case .text: .text
    case .integer: .integer
    case .number: .number
    case .boolean: .boolean
    case .date: .date
    case .datetime: .datetime
    }
  }

  var count: Int {
    switch self {
    case .text(let vector): vector.count
    case .integer(let vector), .datetime(let vector): vector.count
    case .number(let vector): vector.count
    case .boolean(let vector): vector.count
    case .date(let vector): vector.count
    }
  }

  var validity: Validity {
    switch self {
    case .text(let vector): vector.validity
    case .integer(let vector), .datetime(let vector): vector.validity
    case .number(let vector): vector.validity
    case .boolean(let vector): vector.validity
    case .date(let vector): vector.validity
    }
  }
}

/// Typed access. The binder guarantees the type of every node.
extension Operand {
  var asText: TextVector {
    guard case .text(let vector) = self else { preconditionFailure("a text operand") }
    return vector
  }
  var asInteger: PlainVector<Int64> {
    guard case .integer(let vector) = self else { preconditionFailure("an integer operand") }
    return vector
  }
  var asNumber: PlainVector<Double> {
    guard case .number(let vector) = self else { preconditionFailure("a number operand") }
    return vector
  }
  var asBoolean: PlainVector<Bool> {
    guard case .boolean(let vector) = self else { preconditionFailure("a boolean operand") }
    return vector
  }
  var asDate: PlainVector<Int32> {
    guard case .date(let vector) = self else { preconditionFailure("a date operand") }
    return vector
  }
  var asDatetime: PlainVector<Int64> {
    guard case .datetime(let vector) = self else { preconditionFailure("a datetime operand") }
    return vector
  }
}
