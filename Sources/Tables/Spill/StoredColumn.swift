/// A column on disk: the same bytes as in memory.
struct StoredColumn: Sendable {
  private let type: ColumnType
  private let count: Int
  /// Nil if every row has a value.
  private let validity: SpillFile.Stretch?
  /// The values; the offsets of texts.
  private let values: SpillFile.Stretch
  private let text: SpillFile.Stretch?

  /// The size in memory.
  var bytes: Int { values.bytes + (text?.bytes ?? 0) + (validity?.bytes ?? 0) }

  init(_ column: Column, in file: SpillFile) throws {
    type = column.type
    count = column.count
    let words = column.validity.words
    validity = words.isEmpty ? nil : try file.append(words)
    switch column {
    case .text(let column):
      values = try file.append(column.offsets)
      text = try file.append(column.bytes)
      return
    case .integer(let column), .datetime(let column): values = try file.append(column.values)
    case .number(let column): values = try file.append(column.values)
    case .boolean(let column): values = try file.append(column.values)
    case .date(let column): values = try file.append(column.values)
    }
    text = nil
  }

  func column(in file: SpillFile) throws -> Column {
    let words = try validity.map { try file.read($0, as: UInt64.self) }
    let validity = words.map { Validity(words: $0, count: count) } ?? Validity(allValid: count)
    switch type {
    case .text:
      return .text(
        TextColumn(
          bytes: try text.map { try file.read($0, as: UInt8.self) } ?? [],
          offsets: try file.read(values, as: UInt32.self), validity: validity))
    case .integer: return .integer(PlainColumn(try file.read(values, as: Int64.self), validity: validity))
    case .datetime: return .datetime(PlainColumn(try file.read(values, as: Int64.self), validity: validity))
    case .number: return .number(PlainColumn(try file.read(values, as: Double.self), validity: validity))
    case .boolean: return .boolean(PlainColumn(try file.read(values, as: Bool.self), validity: validity))
    case .date: return .date(PlainColumn(try file.read(values, as: Int32.self), validity: validity))
    }
  }
}
