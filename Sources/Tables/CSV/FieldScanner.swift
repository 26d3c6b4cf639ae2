/// Finds the records and fields of delimited text: RFC 4180, and its deviations in practice.
///
/// A field that begins with a quote ends at the closing quote; text between that and the next delimiter
/// is part of the field unchanged. A quote inside a field that does not begin with one is an ordinary
/// character. Records end at LF, CRLF or CR.
package struct FieldScanner: Sendable {
  var delimiter: UInt8

  package init(delimiter: UInt8) { self.delimiter = delimiter }

  package static let quote = UInt8(ascii: "\"")
  package static let lineFeed: UInt8 = 0x0A
  package static let carriageReturn: UInt8 = 0x0D

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
        if at < end && bytes[at] == delimiter {
          ends.append(UInt32(truncatingIfNeeded: at))
          at &+= 1
          continue fields
        }
        if at < end && bytes[at] != FieldScanner.lineFeed && bytes[at] != FieldScanner.carriageReturn {
          index.goingOn.append(UInt32(truncatingIfNeeded: index.count))
        }
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
    var nonASCII: UInt64 = 0
    var zeros: UInt64 = 0
    var lineEnds: UInt64 = 0
    defer {
      if nonASCII & ByteWord.highBits != 0 { index.hasNonASCII = true }
      if zeros != 0 { index.hasZero = true }
      if lineEnds != 0 { index.hasLongRecords = true }
    }
    while at < end {
      if at + 8 <= end {
        let word = ByteWord(bytes, at: at)
        let marks = word.equal(quotes)
        nonASCII |= word.bits
        zeros |= word.hasZero
        // What stands behind the quote is not inside.
        let inside = (marks & (0 &- marks)) &- 1
        lineEnds |= (word.equal(feeds) | word.equal(returns)) & inside
        if marks == 0 {
          at += 8
          continue
        }
        at += ByteWord.first(marks)
      } else {
        let byte = bytes[at]
        nonASCII |= UInt64(byte)
        if byte == 0 { zeros = 1 }
        if byte == FieldScanner.lineFeed || byte == FieldScanner.carriageReturn { lineEnds = 1 }
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
    let feeds = ByteWord.repeating(lineFeed)
    let returns = ByteWord.repeating(carriageReturn)
    var count = 0
    var index = range.lowerBound
    while index + 8 <= range.upperBound, index + 9 <= bytes.count {
      let word = ByteWord(bytes, at: index)
      let carriages = word.equal(returns)
      count += word.equal(feeds).nonzeroBitCount
      if carriages != 0 {
        count += (carriages & ~ByteWord(bytes, at: index + 1).equal(feeds)).nonzeroBitCount
      }
      index += 8
    }
    while index < range.upperBound {
      let byte = bytes[index]
      if byte == lineFeed {
        count += 1
      } else if byte == carriageReturn, index + 1 == bytes.count || bytes[index + 1] != lineFeed {
        count += 1
      }
      index += 1
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

  /// The inside of a field that begins with a quote, if it is the field's text as it is: the field ends with the closing
  /// quote, and there is none in between.
  @inline(__always)
  package static func plainContent(_ bytes: Span<UInt8>, _ field: ByteRange) -> ByteRange? {
    let content = field.lowerBound &+ 1..<max(field.lowerBound &+ 1, field.upperBound &- 1)
    guard field.count > 1, bytes[content.upperBound] == quote,
      firstQuote(bytes, content) == content.upperBound
    else { return nil }
    return content
  }

  /// The position of the first quote in a range; its end if there is none.
  @inline(__always)
  private static func firstQuote(_ bytes: Span<UInt8>, _ range: ByteRange) -> Int {
    let quotes = ByteWord.repeating(quote)
    var at = range.lowerBound
    while at < range.upperBound {
      if at &+ 8 <= bytes.count {
        let marks = ByteWord(bytes, at: at).equal(quotes)
        if marks != 0 { return min(at &+ ByteWord.first(marks), range.upperBound) }
        at &+= 8
      } else {
        if bytes[at] == quote { return at }
        at &+= 1
      }
    }
    return range.upperBound
  }

  /// The text of a field: without its quotes, and with doubled quotes as single ones.
  package static func unquoted(_ bytes: Span<UInt8>, _ field: ByteRange, into result: inout [UInt8]) {
    guard !field.isEmpty, bytes[field.lowerBound] == quote else {
      result.append(bytes, field)
      return
    }
    var start = field.lowerBound + 1
    while start < field.upperBound {
      let mark = firstQuote(bytes, start..<field.upperBound)
      guard mark + 1 < field.upperBound, bytes[mark + 1] == quote else {
        // Not doubled: what stands behind it is part of the field.
        result.append(bytes, start..<mark)
        if mark < field.upperBound { result.append(bytes, mark + 1..<field.upperBound) }
        return
      }
      result.append(bytes, start..<mark + 1)
      start = mark + 2
    }
  }
}
