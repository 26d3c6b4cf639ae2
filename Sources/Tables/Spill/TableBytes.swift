package import Diagnostics

/// Writes values one after the other, in the machine's byte order, which is little-endian.
package struct ByteWriter {
  package private(set) var bytes: [UInt8] = []

  package init() {}

  package mutating func append(_ number: some FixedWidthInteger & BitwiseCopyable) { append(all: [number]) }

  /// The bytes of all values, without their number.
  package mutating func append<Element: BitwiseCopyable>(all values: [Element]) {
    // SAFETY: the bytes of an array that outlives the call are copied.
    unsafe values.withUnsafeBytes { unsafe bytes.append(contentsOf: $0) }
  }

  /// Bytes behind their number.
  package mutating func append(counted text: [UInt8]) {
    append(Int64(text.count))
    bytes.append(contentsOf: text)
  }
}

/// Reads what a ``ByteWriter`` has written.
package struct ByteReader {
  private let bytes: [UInt8]
  private var position: Int

  package init(_ bytes: [UInt8], from position: Int = 0) {
    self.bytes = bytes
    self.position = position
  }

  package var isAtEnd: Bool { position == bytes.count }

  /// - Throws: a diagnostic if the bytes end before.
  package mutating func number<Number: FixedWidthInteger & BitwiseCopyable>(_ type: Number.Type) throws
    -> Number
  {
    try values(1, of: type)[0]
  }

  /// - Throws: a diagnostic if the bytes end before.
  package mutating func values<Element: BitwiseCopyable>(_ count: Int, of type: Element.Type) throws
    -> [Element]
  {
    let (size, isTooLarge) = count.multipliedReportingOverflow(by: MemoryLayout<Element>.stride)
    guard count >= 0, !isTooLarge, size <= bytes.count - position else { throw ByteReader.cutOff }
    defer { position += size }
    if count == 0 { return [] }
    // SAFETY: `size` bytes from `position` on lie inside the array, and fill as many values of a type that has no
    // more to it than its bytes.
    return unsafe bytes.withUnsafeBytes { source in
      unsafe [Element](unsafeUninitializedCapacity: count) { buffer, filled in
        unsafe UnsafeMutableRawBufferPointer(buffer).copyMemory(
          from: UnsafeRawBufferPointer(rebasing: source[position..<position + size]))
        filled = count
      }
    }
  }

  package mutating func counted() throws -> [UInt8] {
    try values(Int(clamping: try number(Int64.self)), of: UInt8.self)
  }

  package static let cutOff = Diagnostic(
    .init(.cannotRead, "rows from another process are cut off or damaged"))
}

/// A table as bytes, for another process of the same program: its columns as they are in memory.
extension Table {
  package var encoded: [UInt8] {
    var writer = ByteWriter()
    writer.append(Int64(rowCount))
    writer.append(Int64(schema.fields.count))
    for (field, column) in zip(schema.fields, columns) {
      writer.append(Int64(ColumnType.allCases.firstIndex(of: field.type)!))
      writer.append(counted: Array(field.name.utf8))
      writer.append(Int64(column.validity.words.count))
      writer.append(all: column.validity.words)
      switch column {
      case .text(let column):
        writer.append(all: column.offsets)
        writer.append(counted: column.bytes)
      case .integer(let column), .datetime(let column): writer.append(all: column.values)
      case .number(let column): writer.append(all: column.values)
      case .boolean(let column): writer.append(all: column.values.map { $0 ? 1 : 0 } as [UInt8])
      case .date(let column): writer.append(all: column.values)
      }
    }
    return writer.bytes
  }

  /// - Parameter start: where the table begins in the bytes.
  /// - Throws: a diagnostic if the bytes are not those of a table.
  package init(encoded bytes: [UInt8], from start: Int = 0) throws {
    var reader = ByteReader(bytes, from: start)
    let rows = Int(try reader.number(Int64.self))
    let width = Int(try reader.number(Int64.self))
    guard (0...Int(Int32.max)).contains(rows), (0...Int(Int32.max)).contains(width) else {
      throw ByteReader.cutOff
    }
    var fields: [Field] = []
    var columns: [Column] = []
    for _ in 0..<width {
      let number = Int(try reader.number(Int64.self))
      guard ColumnType.allCases.indices.contains(number) else { throw ByteReader.cutOff }
      let type = ColumnType.allCases[number]
      fields.append(Field(String(decoding: try reader.counted(), as: UTF8.self), type))
      columns.append(try Column(type, count: rows, &reader))
    }
    guard reader.isAtEnd, Set(fields.map(\.name)).count == fields.count else { throw ByteReader.cutOff }
    self.init(Schema(fields), columns, rowCount: rows)
  }
}

extension Column {
  fileprivate init(_ type: ColumnType, count: Int, _ reader: inout ByteReader) throws {
    let words = try reader.values(Int(try reader.number(Int64.self)), of: UInt64.self)
    guard words.isEmpty || words.count == (count + 63) / 64 else { throw ByteReader.cutOff }
    let validity = words.isEmpty ? Validity(allValid: count) : Validity(words: words, count: count)
    switch type {
    case .text:
      let offsets = try reader.values(count + 1, of: UInt32.self)
      let text = try reader.counted()
      guard offsets.first == 0, Int(offsets[count]) == text.count,
        zip(offsets, offsets.dropFirst()).allSatisfy({ $0 <= $1 })
      else { throw ByteReader.cutOff }
      self = .text(TextColumn(bytes: text, offsets: offsets, validity: validity))
    case .integer: self = .integer(PlainColumn(try reader.values(count, of: Int64.self), validity: validity))
    case .datetime:
      self = .datetime(PlainColumn(try reader.values(count, of: Int64.self), validity: validity))
    case .number: self = .number(PlainColumn(try reader.values(count, of: Double.self), validity: validity))
    case .boolean:
      let values = try reader.values(count, of: UInt8.self).map { $0 != 0 }
      self = .boolean(PlainColumn(values, validity: validity))
    case .date: self = .date(PlainColumn(try reader.values(count, of: Int32.self), validity: validity))
    }
  }
}
