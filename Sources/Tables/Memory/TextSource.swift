/// The text of one file as UTF-8: in memory, or on disk and read piece by piece.
enum TextSource: Sendable {
  case memory([UInt8])
  /// The text begins at byte `offset` of the file.
  case disk(DiskFile, offset: Int)

  var count: Int {
    switch self {
    case .memory(let bytes): bytes.count
    case .disk(let file, let offset): file.size - offset
    }
  }

  /// Lends the bytes of `range`.
  func withBytes<R>(_ range: Range<Int>, _ body: (Span<UInt8>) throws -> R) throws -> R {
    switch self {
    case .memory(let bytes):
      return try body(bytes.span.extracting(range))
    case .disk(let file, let offset):
      let bytes = try file.read(range.lowerBound + offset..<range.upperBound + offset)
      return try body(bytes.span)
    }
  }
}
