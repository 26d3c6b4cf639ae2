/// Finds the records and fields of delimited text: RFC 4180, and its deviations in practice.
///
/// A field that begins with a quote ends at the closing quote; text between that and the next delimiter
/// is part of the field unchanged. A quote inside a field that does not begin with one is an ordinary
/// character. Records end at LF, CRLF or CR.
package struct FieldScanner: Sendable {
  var delimiter: UInt8

  package init(delimiter: UInt8) { self.delimiter = delimiter }

  package static let quote = UInt8(ascii: "\"")
  private static let lineFeed: UInt8 = 0x0A
  private static let carriageReturn: UInt8 = 0x0D

  /// The records that begin in `range` and before `limit`, and the start of the first one after them.
  ///
  /// - Parameter isEnd: whether the text ends with `range`; if not, a record that may continue is left
  ///   out.
  package func scan(_ bytes: Span<UInt8>, _ range: ByteRange, limit: Int, isEnd: Bool) -> (
    FieldIndex, next: Int
  ) {
    var index = FieldIndex()
    var next = range.lowerBound
    // Capacity for one field per byte: memory that is never touched costs nothing.
    let ends = [UInt32](capacity: range.count + 1) { ends in
      next = scan(bytes, range, limit: limit, isEnd: isEnd, &ends, &index)
    }
    index.ends = ends
    return (index, next)
  }

  /// Scans eight bytes at a time. Quotes matter only at the start of a field, so only delimiters and
  /// line ends are searched for in between.
  private func scan(
    _ bytes: Span<UInt8>, _ range: ByteRange, limit: Int, isEnd: Bool, _ ends: inout OutputSpan<UInt32>,
    _ index: inout FieldIndex
  ) -> Int {
    let end = range.upperBound
    let limit = min(limit, end)
    let delimiters = ByteWord.repeating(delimiter)
    let feeds = ByteWord.repeating(FieldScanner.lineFeed)
    let returns = ByteWord.repeating(FieldScanner.carriageReturn)
    var record = range.lowerBound
    var at = record
    var nonASCII: UInt64 = 0
    var zeros: UInt64 = 0
    // `at` is the first byte of a field.
    fields: while record < limit {
      if at < end && bytes[at] == FieldScanner.quote {
        guard let after = closeQuote(bytes, at + 1..<end, isEnd: isEnd, &index) else { break fields }
        at = after
      }
      // The rest of this field, and the fields after it until one begins with a quote.
      while true {
        var marks: UInt64
        let width: Int
        if at + 8 <= end {
          let word = ByteWord(bytes, at: at)
          nonASCII |= word.bits
          zeros |= word.hasZero
          marks = word.equal(delimiters) | word.equal(feeds) | word.equal(returns)
          width = 8
        } else if at < end {
          let byte = bytes[at]
          nonASCII |= UInt64(byte)
          if byte == 0 { zeros = 1 }
          let isMark =
            byte == delimiter || byte == FieldScanner.lineFeed || byte == FieldScanner.carriageReturn
          marks = isMark ? 0x80 : 0
          width = 1
        } else {
          break
        }
        while marks != 0 {
          let place = at &+ ByteWord.first(marks)
          marks &= marks &- 1
          var next = place &+ 1
          if bytes[place] != delimiter {
            if bytes[place] == FieldScanner.carriageReturn {
              if next == end && !isEnd { break fields }
              if next < end && bytes[next] == FieldScanner.lineFeed {
                next &+= 1
                marks &= marks &- 1
              }
            }
            ends.append(UInt32(truncatingIfNeeded: place))
            index.starts.append(UInt32(truncatingIfNeeded: record))
            index.firstEnds.append(UInt32(truncatingIfNeeded: ends.count))
            record = next
            if next >= limit { break fields }
          } else {
            ends.append(UInt32(truncatingIfNeeded: place))
          }
          // Past the word if it ended between CR and LF.
          if next > at &+ width || (next < end && bytes[next] == FieldScanner.quote) {
            at = next
            continue fields
          }
        }
        at += width
      }
      // The text ends within a record.
      guard isEnd else { break fields }
      ends.append(UInt32(truncatingIfNeeded: end))
      index.starts.append(UInt32(truncatingIfNeeded: record))
      index.firstEnds.append(UInt32(truncatingIfNeeded: ends.count))
      record = end
    }
    index.hasNonASCII = index.hasNonASCII || nonASCII & ByteWord.highBits != 0
    index.hasZero = index.hasZero || zeros != 0
    ends.removeLast(ends.count - Int(index.firstEnds[index.count]))
    return record
  }

  /// The position after the closing quote; nil if it may be beyond `range`.
  private func closeQuote(_ bytes: Span<UInt8>, _ range: ByteRange, isEnd: Bool, _ index: inout FieldIndex)
    -> Int?
  {
    let quotes = ByteWord.repeating(FieldScanner.quote)
    let feeds = ByteWord.repeating(FieldScanner.lineFeed)
    let returns = ByteWord.repeating(FieldScanner.carriageReturn)
    let end = range.upperBound
    var at = range.lowerBound
    while at < end {
      if at + 8 <= end {
        let word = ByteWord(bytes, at: at)
        if !word.isASCII { index.hasNonASCII = true }
        if word.hasZero != 0 { index.hasZero = true }
        if word.equal(feeds) | word.equal(returns) != 0 { index.hasLongRecords = true }
        let marks = word.equal(quotes)
        if marks == 0 {
          at += 8
          continue
        }
        at += ByteWord.first(marks)
      } else {
        let byte = bytes[at]
        if byte >= 0x80 { index.hasNonASCII = true }
        if byte == 0 { index.hasZero = true }
        if byte == FieldScanner.lineFeed || byte == FieldScanner.carriageReturn {
          index.hasLongRecords = true
        }
        if byte != FieldScanner.quote {
          at += 1
          continue
        }
      }
      // At a quote: doubled or closing.
      if at + 1 < end && bytes[at + 1] == FieldScanner.quote {
        at += 2
      } else {
        return at + 1 == end && !isEnd ? nil : at + 1
      }
    }
    if !isEnd { return nil }
    index.isUnterminated = true
    return end
  }

  /// The number of physical lines that end in the range; CRLF is one line end. Reads the byte after the
  /// range, too.
  package static func lineEnds(_ bytes: Span<UInt8>, _ range: ByteRange) -> Int {
    var count = 0
    for index in range {
      let byte = bytes[index]
      if byte == lineFeed {
        count += 1
      } else if byte == carriageReturn, index + 1 == bytes.count || bytes[index + 1] != lineFeed {
        count += 1
      }
    }
    return count
  }

  /// The text of a field; nil if it is empty or the record does not have it.
  static func text(of field: Int, in record: Int, _ index: FieldIndex, _ bytes: Span<UInt8>) -> String? {
    guard field < index.fieldCount(record) else { return nil }
    var value: [UInt8] = []
    unquoted(bytes, index.field(record, field), into: &value)
    return value.isEmpty ? nil : value.span.text(0..<value.count)
  }

  /// The text of a field: without its quotes, and with doubled quotes as single ones.
  package static func unquoted(_ bytes: Span<UInt8>, _ field: ByteRange, into result: inout [UInt8]) {
    var index = field.lowerBound
    guard index < field.upperBound, bytes[index] == quote else {
      result.append(bytes, field)
      return
    }
    index += 1
    while index < field.upperBound {
      let byte = bytes[index]
      if byte == quote {
        if index + 1 < field.upperBound, bytes[index + 1] == quote {
          index += 1
        } else {
          result.append(bytes, index + 1..<field.upperBound)
          return
        }
      }
      result.append(byte)
      index += 1
    }
  }
}
