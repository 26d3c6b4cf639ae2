/// Texts as UTF-8 bytes side by side, with offsets for the rows.
///
///     rows     "Ana"   null   "Núñez"
///     bytes    A n a          N ú ú ñ ñ e z
///     offsets  0       3      3              10
///
/// The bytes are always valid UTF-8. A null row has no bytes. A column holds up to 4 GiB.
package struct TextColumn: Sendable {
  /// Positions in the bytes are 32-bit integers.
  package static let mostBytes = Int(UInt32.max)

  package private(set) var bytes: [UInt8]
  /// `count + 1` positions in `bytes`; row `r` is `offsets[r]..<offsets[r + 1]`.
  package private(set) var offsets: [UInt32]
  package private(set) var validity: Validity

  package init() {
    bytes = []
    offsets = [0]
    validity = Validity()
  }

  package init(bytes: [UInt8], offsets: [UInt32], validity: Validity? = nil) {
    self.bytes = bytes
    self.offsets = offsets
    self.validity = validity ?? Validity(allValid: offsets.count - 1)
    precondition(self.validity.count == offsets.count - 1)
    precondition(Int(offsets[offsets.count - 1]) == bytes.count)
  }

  package init(_ strings: [String?]) {
    self.init()
    for string in strings {
      if let string { append(string.utf8) } else { appendNull() }
    }
  }

  package var count: Int { offsets.count - 1 }

  package func range(at row: Int) -> Range<Int> { Int(offsets[row])..<Int(offsets[row + 1]) }

  package func string(at row: Int) -> String {
    String(decoding: bytes[range(at: row)], as: UTF8.self)
  }

  package mutating func reserve(rows: Int, bytes more: Int) {
    offsets.reserveCapacity(offsets.count + rows)
    bytes.reserveCapacity(bytes.count + more)
  }

  package mutating func append(_ text: some Sequence<UInt8>) {
    bytes.append(contentsOf: text)
    endRow(isValid: true)
  }

  package mutating func appendNull() { endRow(isValid: false) }

  /// Appends bytes to the current row; `endRow` ends it.
  package mutating func appendPart(_ text: some Sequence<UInt8>) { bytes.append(contentsOf: text) }

  package mutating func endRow(isValid: Bool) {
    guard bytes.count <= TextColumn.mostBytes else { return dropRow() }
    offsets.append(UInt32(truncatingIfNeeded: bytes.count))
    validity.append(isValid)
  }

  @inline(never) private mutating func dropRow() {
    TextOverflow.note()
    let end = offsets[offsets.count - 1]
    bytes.removeLast(bytes.count - Int(end))
    offsets.append(end)
    validity.append(false)
  }

  private static func nulls(_ count: Int) -> TextColumn {
    TextColumn(
      bytes: [], offsets: [UInt32](repeating: 0, count: count + 1), validity: Validity(allNull: count))
  }

  package func gather(_ rows: [Int32]) -> TextColumn {
    let pieces = Parallel.pieces(rows: rows.count)
    let sizes = Parallel.each(pieces) { piece in
      let (chosen, bounds) = (rows.span, offsets.span)
      var total = 0
      for place in piece {
        let row = Int(chosen[place])
        if row >= 0 { total += Int(bounds[row + 1] - bounds[row]) }
      }
      return total
    }
    guard sizes.reduce(0, +) <= TextColumn.mostBytes else {
      TextOverflow.note()
      return .nulls(rows.count)
    }
    let gathered = [UInt8](regions: sizes) { number, output in
      let (chosen, source, bounds) = (rows.span, bytes.span, offsets.span)
      for place in pieces[number] {
        let row = Int(chosen[place])
        if row >= 0 { output.append(source, Int(bounds[row])..<Int(bounds[row + 1])) }
      }
    }
    let ends = [UInt32](regions: [1] + pieces.map(\.count)) { number, output in
      if number == 0 { return output.append(0) }
      let (chosen, bounds) = (rows.span, offsets.span)
      var end = UInt32(sizes[..<(number - 1)].reduce(0, +))
      for place in pieces[number - 1] {
        let row = Int(chosen[place])
        if row >= 0 { end += bounds[row + 1] - bounds[row] }
        output.append(end)
      }
    }
    let nulls = validity.mayHaveNulls || rows.contains { $0 < 0 }
    return TextColumn(
      bytes: gathered, offsets: ends,
      validity: nulls ? validity.gather(rows) : Validity(allValid: rows.count))
  }

  /// Whether both use the same memory.
  package func isSameStorage(as other: TextColumn) -> Bool {
    address(of: bytes) == address(of: other.bytes) && address(of: offsets) == address(of: other.offsets)
  }

  private func address<Element>(of array: [Element]) -> UInt {
    // SAFETY: nothing is read through the address.
    unsafe array.withUnsafeBufferPointer { UInt(bitPattern: $0.baseAddress) }
  }

  package func slice(_ rows: Range<Int>) -> TextColumn {
    let start = offsets[rows.lowerBound]
    return TextColumn(
      bytes: Array(bytes[Int(start)..<Int(offsets[rows.upperBound])]),
      offsets: offsets[rows.lowerBound...rows.upperBound].map { $0 - start },
      validity: validity.slice(rows))
  }

  /// Appends the rows of another column.
  package mutating func append(contentsOf other: TextColumn) {
    guard bytes.count + other.bytes.count <= TextColumn.mostBytes else {
      TextOverflow.note()
      return append(contentsOf: .nulls(other.count))
    }
    let base = UInt32(bytes.count)
    bytes.append(contentsOf: other.bytes)
    offsets.append(addingCapacity: other.count) { output in
      let ends = other.offsets.span
      for row in 1..<ends.count { output.append(base + ends[row]) }
    }
    validity.append(contentsOf: other.validity)
  }

  package static func concatenating(_ parts: [TextColumn]) -> TextColumn {
    if parts.count == 1 { return parts[0] }
    var result = TextColumn()
    result.reserve(
      rows: parts.reduce(0) { $0 + $1.count }, bytes: parts.reduce(0) { $0 + $1.bytes.count })
    for part in parts { result.append(contentsOf: part) }
    return result
  }
}

extension TextColumn: Equatable {
  package static func == (a: TextColumn, b: TextColumn) -> Bool {
    a.validity == b.validity
      && (0..<a.count).allSatisfy { a.bytes[a.range(at: $0)] == b.bytes[b.range(at: $0)] }
  }
}
