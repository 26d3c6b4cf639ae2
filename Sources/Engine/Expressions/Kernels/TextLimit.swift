internal import Diagnostics

/// How long texts may become that an expression makes of others. Each step can double them, so that a few
/// steps would fill any memory.
struct TextLimit {
  /// Bytes of one text, as of a cell of a file.
  static let longest = 64_000_000
  /// Bytes of the texts of one batch of rows.
  private static let batch = 512_000_000

  /// A batch with no more bytes than this needs no counting.
  static let harmless = longest

  private var total = 0
  private var last = 0

  /// Counts a text of this size, before it is made.
  mutating func isExceeded(adding size: Int) -> Bool {
    total += size
    last = size
    return size > TextLimit.longest || total > TextLimit.batch
  }

  func failure(_ batch: Batch, at row: Int, _ location: SourceLocation) -> Diagnostic {
    let isText = last > TextLimit.longest
    return batch.failure(
      "the text becomes too long", at: row, location,
      reason: isText ? "a text can have 64 MB" : "the texts of \(batch.count) rows can have 512 MB together")
  }
}

extension TextVector {
  /// Bytes of all rows; a constant counts once for each.
  var size: Int {
    if count == 0 { return 0 }
    return isConstant ? range(0).count * count : range(count - 1).upperBound - range(0).lowerBound
  }
}

extension ByteSpans {
  /// How often a part occurs in a text, from left to right.
  static func count(_ part: Span<UInt8>, in text: Span<UInt8>) -> Int {
    var (count, start) = (0, 0)
    while let found = find(part, in: text, from: start) {
      count += 1
      start = found + part.count
    }
    return count
  }
}
