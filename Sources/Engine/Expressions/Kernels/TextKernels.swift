internal import Diagnostics
internal import Tables

/// Functions of texts, on their bytes; on code points only where the function counts them.
enum TextKernels {
  static func lower(_ x: TextVector) -> TextVector { LetterTable.lower.apply(to: x) }

  static func upper(_ x: TextVector) -> TextVector { LetterTable.upper.apply(to: x) }

  static func fold(_ x: TextVector) -> TextVector { LetterTable.fold.apply(to: x) }

  static func trim(_ x: TextVector) -> TextVector {
    let bytes = x.text.bytes.span
    // Most texts need no trimming, and their first and last bytes show it.
    let mayNeedIt = (0..<x.count).contains { row in
      let range = x.range(row)
      return !range.isEmpty
        && (isOnEdge(bytes[range.lowerBound]) || isOnEdge(bytes[range.upperBound - 1]))
    }
    if !mayNeedIt { return x }
    return x.mapText(keeping: x.validity) { _, text, output in
      ByteSpans.append(text.extracting(WhiteSpace.trimmed(text)), to: &output)
      return true
    }
  }

  /// Whether white space can begin or end with this byte.
  private static func isOnEdge(_ byte: UInt8) -> Bool { byte <= 32 || byte >= 0x80 }

  static func length(_ x: TextVector) -> PlainVector<Int64> {
    x.map(filler: 0) { text in Int64(codePoints(text)) }
  }

  private static func codePoints(_ text: Span<UInt8>) -> Int {
    var count = 0
    for index in 0..<text.count where text[index] & 0xC0 != 0x80 { count += 1 }
    return count
  }

  /// As in SQL: `start` 1 is the first code point; positions before it count towards `length` but hold
  /// nothing. Unlike SQL, a negative start counts from the end.
  static func substring(
    _ x: TextVector, _ start: PlainVector<Int64>, _ length: PlainVector<Int64>?
  ) -> TextVector {
    var keeping = x.validity.intersection(start.validity)
    if let length { keeping = keeping.intersection(length.validity) }
    return x.mapText(keeping: keeping) { row, text, output in
      let isASCII = ByteSpans.isASCII(text)
      let total = Int64(isASCII ? text.count : codePoints(text))
      // Clamped to the possible length of a text, so that sums cannot overflow.
      let limit = Int64(UInt32.max) * 2
      var first = min(max(start[row], -limit), limit)
      if first < 0 { first += total + 1 }
      let count = length.map { min(max($0[row], 0), limit * 4) } ?? limit * 4
      let from = Int(min(max(first, 1), total + 1)) - 1
      let to = Int(min(max(first + count, 1), total + 1)) - 1
      guard from < to else { return true }
      if isASCII {
        ByteSpans.append(text.extracting(from..<to), to: &output)
      } else {
        let begin = offset(ofCodePoint: from, in: text)
        let end = offset(ofCodePoint: to - from, in: text.extracting(begin..<text.count)) + begin
        ByteSpans.append(text.extracting(begin..<end), to: &output)
      }
      return true
    }
  }

  private static func offset(ofCodePoint number: Int, in text: Span<UInt8>) -> Int {
    var seen = 0
    for index in 0..<text.count where text[index] & 0xC0 != 0x80 {
      if seen == number { return index }
      seen += 1
    }
    return text.count
  }

  static func replace(
    _ x: TextVector, _ part: TextVector, _ replacement: TextVector, _ batch: Batch, _ location: SourceLocation
  ) throws -> TextVector {
    let keeping = x.validity.intersection(part.validity).intersection(replacement.validity)
    // At most, each letter is replaced by the longest replacement.
    let longest = replacement.isConstant ? replacement.range(0).count : replacement.size
    if x.size > TextLimit.harmless / max(1, longest) {
      var limit = TextLimit()
      for row in 0..<x.count where keeping[row] {
        let text = x.text.bytes.span.extracting(x.range(row))
        let part = part.text.bytes.span.extracting(part.range(row))
        let growth = replacement.range(row).count - part.count
        let size = text.count + (growth > 0 ? growth * ByteSpans.count(part, in: text) : 0)
        if limit.isExceeded(adding: size) { throw limit.failure(batch, at: row, location) }
      }
    }
    return x.mapText(keeping: keeping) { row, text, output in
      let part = part.text.bytes.span.extracting(part.range(row))
      let replacement = replacement.text.bytes.span.extracting(replacement.range(row))
      var start = 0
      while let found = ByteSpans.find(part, in: text, from: start) {
        ByteSpans.append(text.extracting(start..<found), to: &output)
        ByteSpans.append(replacement, to: &output)
        start = found + part.count
      }
      ByteSpans.append(text.extracting(start..<text.count), to: &output)
      return true
    }
  }

  static func contains(_ x: TextVector, _ part: TextVector) -> PlainVector<Bool> {
    x.combined(with: part) { $1.count == 0 || ByteSpans.find($1, in: $0) != nil }
  }

  /// A text without the separator has one part; an empty separator does not split.
  static func split(_ x: TextVector, _ separator: TextVector, _ part: PlainVector<Int64>) -> TextVector {
    let keeping = x.validity.intersection(separator.validity).intersection(part.validity)
    return x.mapText(keeping: keeping) { row, text, output in
      let separator = separator.text.bytes.span.extracting(separator.range(row))
      guard let range = splitRange(text, separator, part[row]) else { return false }
      ByteSpans.append(text.extracting(range), to: &output)
      return true
    }
  }

  private static func splitRange(_ text: Span<UInt8>, _ separator: Span<UInt8>, _ part: Int64) -> Range<Int>?
  {
    guard part != 0 else { return nil }
    var number = part
    if number < 0 {
      var count: Int64 = 1
      var start = 0
      while let found = ByteSpans.find(separator, in: text, from: start) {
        count += 1
        start = found + separator.count
      }
      guard number >= -count else { return nil }
      number += count + 1
    }
    var start = 0
    while let found = ByteSpans.find(separator, in: text, from: start) {
      if number == 1 { return start..<found }
      number -= 1
      start = found + separator.count
    }
    return number == 1 ? start..<text.count : nil
  }

  static func concat(_ parts: [TextVector], _ batch: Batch, _ location: SourceLocation) throws -> TextVector {
    let keeping = parts.dropFirst().reduce(parts[0].validity) { $0.intersection($1.validity) }
    if parts.reduce(0, { $0 + $1.size }) > TextLimit.harmless {
      var limit = TextLimit()
      for row in 0..<parts[0].count where keeping[row] {
        let size = parts.reduce(0) { $0 + $1.range(row).count }
        if limit.isExceeded(adding: size) { throw limit.failure(batch, at: row, location) }
      }
    }
    return parts[0].mapText(keeping: keeping) { row, text, output in
      ByteSpans.append(text, to: &output)
      for part in parts.dropFirst() {
        ByteSpans.append(part.text.bytes.span.extracting(part.range(row)), to: &output)
      }
      return true
    }
  }

  static func matches(
    _ x: TextVector, _ pattern: Pattern, _ batch: Batch, _ location: SourceLocation
  ) throws -> PlainVector<Bool> {
    var matcher = PatternMatcher(pattern)
    let bytes = x.text.bytes.span
    var row = 0
    do {
      let results = try [Bool](capacity: x.count) { output in
        while row < x.count {
          output.append(x.validity[row] ? try matcher.isFound(in: bytes.extracting(x.range(row))) : false)
          row += 1
        }
      }
      return PlainVector(results, validity: x.validity)
    } catch let failure as PatternMatcher.TooMuchWork {
      throw batch.failure(failure, at: row, location)
    }
  }

  static func extract(
    _ x: TextVector, _ pattern: Pattern, group: Int, _ batch: Batch, _ location: SourceLocation
  ) throws -> TextVector {
    var matcher = PatternMatcher(pattern, group: group)
    let bytes = x.text.bytes.span
    var output = TextOutput(rows: x.count)
    for row in 0..<x.count {
      var found: Range<Int>?
      if x.validity[row] {
        let text = bytes.extracting(x.range(row))
        do {
          found = try matcher.firstMatch(in: text)
        } catch let failure as PatternMatcher.TooMuchWork {
          throw batch.failure(failure, at: row, location)
        }
        if let found { ByteSpans.append(text.extracting(found), to: &output.bytes) }
      }
      output.endRow(isValid: found != nil)
    }
    return output.vector
  }

  /// Replaces every match from left to right, empty ones too, as JavaScript and Python do.
  static func replaceAll(
    _ x: TextVector, _ pattern: Pattern, _ replacement: ReplacementTemplate, _ batch: Batch,
    _ location: SourceLocation
  ) throws -> TextVector {
    var matcher = PatternMatcher(pattern)
    let bytes = x.text.bytes.span
    var output = TextOutput(rows: x.count)
    var limit = TextLimit()
    for row in 0..<x.count {
      guard x.validity[row] else {
        output.endRow(isValid: false)
        continue
      }
      let text = bytes.extracting(x.range(row))
      let start = output.bytes.count
      do {
        var (copied, from) = (0, 0)
        while from <= text.count, let match = try matcher.firstMatch(in: text, from: from) {
          ByteSpans.append(text.extracting(copied..<match.lowerBound), to: &output.bytes)
          replacement.append(of: matcher, in: text, to: &output.bytes)
          copied = match.upperBound
          from = match.isEmpty ? ByteSpans.codePointEnd(in: text, from: match.upperBound) : match.upperBound
          if output.bytes.count - start > TextLimit.longest { break }
        }
        ByteSpans.append(text.extracting(copied..<text.count), to: &output.bytes)
      } catch let failure as PatternMatcher.TooMuchWork {
        throw batch.failure(failure, at: row, location)
      }
      if limit.isExceeded(adding: output.bytes.count - start) {
        throw limit.failure(batch, at: row, location)
      }
      output.endRow(isValid: true)
    }
    return output.vector
  }

  /// Maps each text, once per distinct one; null where `body` gives nil.
  static func distinct(_ x: TextVector, _ body: (String) -> String?) -> TextVector {
    var known = ByteIndex()
    var results: [String?] = []
    return x.mapText(keeping: x.validity) { _, text, output in
      let (index, isNew) = known.insert(text)
      if isNew { results.append(body(ByteSpans.string(text))) }
      guard let result = results[index] else { return false }
      ByteSpans.append(result.utf8.span, to: &output)
      return true
    }
  }
}
