/// Finds where the records and fields of delimited text are, as RFC 4180 has them and as they are found.
///
/// A field that begins with a quote ends at the quote that closes it; what stands between that and
/// the next delimiter belongs to the field as it is. A quote inside a field that does not begin with
/// one is an ordinary character. Records end at LF, CRLF or CR.
struct FieldScanner: Sendable {
  var delimiter: UInt8

  static let quote = UInt8(ascii: "\"")
  private static let lineFeed: UInt8 = 0x0A
  private static let carriageReturn: UInt8 = 0x0D

  /// Adds the records that begin in `range` and before `limit` to `index`.
  ///
  /// - Parameter isEnd: the text ends where `range` does; else a record that may go on there is left out.
  /// - Returns: where the first record that was not added begins.
  func scan(
    _ bytes: Span<UInt8>, _ range: ByteRange, limit: Int, isEnd: Bool, into index: inout FieldIndex
  ) -> Int {
    var start = range.lowerBound
    while start < range.upperBound && start < limit {
      guard let next = scanRecord(bytes, start, end: range.upperBound, isEnd: isEnd, into: &index) else {
        return start
      }
      start = next
    }
    return start
  }

  /// One record; nil when it may go on after `end`, and then nothing was added.
  private func scanRecord(
    _ bytes: Span<UInt8>, _ start: Int, end: Int, isEnd: Bool, into index: inout FieldIndex
  ) -> Int? {
    let fieldsBefore = index.ends.count
    var at = start
    func finish(_ next: Int) -> Int {
      index.starts.append(UInt32(start))
      index.firstEnds.append(UInt32(index.ends.count))
      return next
    }
    while true {
      if at < end && bytes[at] == FieldScanner.quote {
        at += 1
        var isOpen = true
        while at < end {
          if bytes[at] != FieldScanner.quote {
            at += 1
          } else if at + 1 < end && bytes[at + 1] == FieldScanner.quote {
            at += 2
          } else {
            at += 1
            isOpen = false
            break
          }
        }
        if at == end && !isEnd {
          index.ends.removeSubrange(fieldsBefore...)
          return nil
        }
        if isOpen { index.isUnterminated = true }
      }
      while at < end {
        let byte = bytes[at]
        if byte == delimiter || byte == FieldScanner.lineFeed || byte == FieldScanner.carriageReturn { break }
        at += 1
      }
      if at == end {
        if !isEnd {
          index.ends.removeSubrange(fieldsBefore...)
          return nil
        }
        index.ends.append(UInt32(at))
        return finish(at)
      }
      let byte = bytes[at]
      if byte == delimiter {
        index.ends.append(UInt32(at))
        at += 1
        continue
      }
      if byte == FieldScanner.carriageReturn {
        if at + 1 == end && !isEnd {
          index.ends.removeSubrange(fieldsBefore...)
          return nil
        }
        index.ends.append(UInt32(at))
        return finish(at + 1 < end && bytes[at + 1] == FieldScanner.lineFeed ? at + 2 : at + 1)
      }
      index.ends.append(UInt32(at))
      return finish(at + 1)
    }
  }

  /// Physical lines that end in the range; CRLF is one end. The byte after the range is looked at.
  static func lineEnds(_ bytes: Span<UInt8>, _ range: ByteRange) -> Int {
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

  /// The text of a field: without the quotes around it, doubled quotes single.
  static func unquoted(_ bytes: Span<UInt8>, _ field: ByteRange, into result: inout [UInt8]) {
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
