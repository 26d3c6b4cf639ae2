internal import Diagnostics

extension RowPlan {
  private static let batch = 4 << 20

  /// Calls `body` with whole records of a text, some MB at a time, in order.
  ///
  /// - Parameters:
  ///   - start: where the first record begins.
  ///   - body: takes bytes, the records at their beginning, the place of the bytes in the text, and how many of them the
  ///     records take.
  func eachBatch(
    of source: TextSource, from start: Int,
    _ body: (_ bytes: Span<UInt8>, _ index: FieldIndex, _ start: Int, _ count: Int) throws -> Void
  ) throws {
    var start = start
    var size = RowPlan.batch
    while start < source.count {
      try Interruption.check()
      let batch = try source.bytes(start..<min(start + size, source.count))
      let bytes = batch.span
      let (index, next) = scanner.scan(
        bytes, 0..<bytes.count, limit: bytes.count, isEnd: start + bytes.count == source.count)
      if next == 0 {
        // A record that is longer than the batch.
        size *= 4
        continue
      }
      size = RowPlan.batch
      try body(bytes, index, start, next)
      start += next
    }
  }
}
