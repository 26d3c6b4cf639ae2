/// The text of a file as UTF-8: in memory, or read from disk in chunks.
enum TextSource: Sendable {
  case memory([UInt8])
  /// The text begins at byte `offset` of the file.
  case disk(DiskFile, offset: Int)
  /// The first bytes of another text.
  indirect case beginning(TextSource, count: Int)

  var count: Int {
    switch self {
    case .memory(let bytes): bytes.count
    case .disk(let file, let offset): file.size - offset
    case .beginning(_, let count): count
    }
  }

  /// The bytes of `range`. The indexes of the result are unspecified.
  func bytes(_ range: Range<Int>) throws -> ArraySlice<UInt8> {
    switch self {
    case .memory(let bytes): bytes[range]
    case .disk(let file, let offset):
      try file.read(range.lowerBound + offset..<range.upperBound + offset)[...]
    case .beginning(let text, _): try text.bytes(range)
    }
  }
}
