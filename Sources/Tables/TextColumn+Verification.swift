internal import Diagnostics

extension TextColumn {
  /// The first row among these whose bytes are not UTF-8, or hold a NUL; nil if there is none.
  func firstBrokenRow(in rows: Range<Int>, allowsNUL: Bool = false) -> Int? {
    let (bytes, offsets) = (bytes.span, offsets.span)
    let range = Int(offsets[rows.lowerBound])..<Int(offsets[rows.upperBound])
    var index = range.lowerBound
    var bits: UInt64 = 0
    var zeros: UInt64 = 0
    while index + 8 <= range.upperBound {
      let word = ByteWord(bytes, at: index)
      bits |= word.bits
      zeros |= word.hasZero
      index += 8
    }
    while index < range.upperBound {
      bits |= UInt64(bytes[index])
      if bytes[index] == 0 { zeros = 1 }
      index += 1
    }
    if allowsNUL || zeros == 0 {
      if bits & ByteWord.highBits == 0 { return nil }
      // Valid as a whole, and no row begins inside a letter.
      let isWhole = UTF8Check(bytes, range).invalidCount == 0
      if isWhole, rows.allSatisfy({ starts(bytes, offsets, $0) }) { return nil }
    }
    return rows.first { row in
      let range = self.range(at: row)
      return !allowsNUL && range.contains { bytes[$0] == 0 } || UTF8Check(bytes, range).invalidCount > 0
    }
  }

  private func starts(_ bytes: Span<UInt8>, _ offsets: Span<UInt32>, _ row: Int) -> Bool {
    let place = Int(offsets[row])
    return place == bytes.count || bytes[place] & 0xC0 != 0x80
  }
}

extension Table {
  /// Checks texts before they are written: every text of a file must have become UTF-8 without NUL when it
  /// was read. Otherwise the file could not be read again, or the writer would read past its end.
  ///
  /// - Parameter allowsNUL: for a writer that replaces NUL, and reports it.
  /// - Throws: a diagnostic that names the column and the row, as a fault of Acta's own.
  package func verifyTexts(in rows: Range<Int>, allowsNUL: Bool = false) throws {
    for (field, column) in zip(schema.fields, columns) {
      guard case .text(let text) = column, let row = text.firstBrokenRow(in: rows, allowsNUL: allowsNUL)
      else { continue }
      throw Diagnostic(
        .brokenText(field.name, row: row), reason: "a text of a file was taken over without being checked",
        hint: "nothing was published; report it with the file, if you may")
    }
  }
}

extension Diagnostic.Message {
  fileprivate static func brokenText(_ column: String, row: Int) -> Self {
    Self(.fault, "column '\(column)' has a text in row \(row + 1) that is not UTF-8 without NUL")
  }
}
