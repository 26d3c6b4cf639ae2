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

  /// The bytes of `range`, by whatever indexes.
  func bytes(_ range: Range<Int>) throws -> ArraySlice<UInt8> {
    switch self {
    case .memory(let bytes): bytes[range]
    case .disk(let file, let offset):
      try file.read(range.lowerBound + offset..<range.upperBound + offset)[...]
    }
  }
}
