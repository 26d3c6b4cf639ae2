/// Text as UTF-8 bytes side by side, and where each row's bytes begin and end.
///
///     rows     "Ana"   null   "Núñez"
///     bytes    A n a          N ú ú ñ ñ e z
///     offsets  0       3      3              10
///
/// The bytes are always valid UTF-8. A null row has no bytes. One column holds up to 4 GiB.
package struct TextColumn: Sendable {
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

  /// Appends bytes to the row that is being built; `endRow` closes it.
  package mutating func appendPart(_ text: some Sequence<UInt8>) { bytes.append(contentsOf: text) }

  package mutating func endRow(isValid: Bool) {
    offsets.append(UInt32(bytes.count))
    validity.append(isValid)
  }

  package func gather(_ rows: [Int32]) -> TextColumn {
    var total = 0
    for row in rows where row >= 0 { total += Int(offsets[Int(row) + 1] - offsets[Int(row)]) }
    precondition(total <= UInt32.max, "a text column holds up to 4 GiB")
    var ends: [UInt32] = []
    ends.reserveCapacity(rows.count + 1)
    LargePages.advise(&ends)
    ends.append(0)
    var gathered: [UInt8] = []
    let room = total + OutputSpan<UInt8>.slack
    gathered.reserveCapacity(room)
    LargePages.advise(&gathered)
    let (source, bounds) = (bytes.span, offsets.span)
    gathered.append(addingCapacity: room) { output in
      for row in rows {
        if row >= 0 { output.append(source, Int(bounds[Int(row)])..<Int(bounds[Int(row) + 1])) }
        ends.append(UInt32(output.count))
      }
    }
    let nulls = validity.mayHaveNulls || rows.contains { $0 < 0 }
    return TextColumn(
      bytes: gathered, offsets: ends,
      validity: nulls ? validity.gather(rows) : Validity(allValid: rows.count))
  }

  package func slice(_ rows: Range<Int>) -> TextColumn {
    let start = offsets[rows.lowerBound]
    return TextColumn(
      bytes: Array(bytes[Int(start)..<Int(offsets[rows.upperBound])]),
      offsets: offsets[rows.lowerBound...rows.upperBound].map { $0 - start },
      validity: validity.slice(rows))
  }

  package static func concatenating(_ parts: [TextColumn]) -> TextColumn {
    if parts.count == 1 { return parts[0] }
    let total = parts.reduce(0) { $0 + $1.bytes.count }
    precondition(total <= UInt32.max, "a text column holds up to 4 GiB")
    var result = TextColumn()
    result.reserve(rows: parts.reduce(0) { $0 + $1.count }, bytes: total)
    LargePages.advise(&result.bytes)
    LargePages.advise(&result.offsets)
    for part in parts {
      let base = UInt32(result.bytes.count)
      result.bytes.append(contentsOf: part.bytes)
      result.offsets.append(addingCapacity: part.count) { output in
        let offsets = part.offsets.span
        for row in 1..<offsets.count { output.append(base + offsets[row]) }
      }
      result.validity.append(contentsOf: part.validity)
    }
    return result
  }
}

extension TextColumn: Equatable {
  package static func == (a: TextColumn, b: TextColumn) -> Bool {
    a.validity == b.validity
      && (0..<a.count).allSatisfy { a.bytes[a.range(at: $0)] == b.bytes[b.range(at: $0)] }
  }
}
