/// A gzip stream made of blocks that were compressed separately.
///
///     header
///  block
///  block
///  …
///  last block
///  checksum, length
///
/// The header has no time and no name: equal blocks give equal bytes.
package struct GzipWriter: Sendable {
  private var tally = DeflateTally()

  package init() {}

  /// Magic, deflate, no flags, no time, no extra flags, Unix.
  package static let header: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3]

  /// Adds a block that has been written.
  package mutating func add(_ block: DeflateBlock) { tally.add(block) }

  package var trailer: [UInt8] {
    func littleEndian(_ value: UInt32) -> [UInt8] {
      (0..<4).map { UInt8(truncatingIfNeeded: value >> UInt32($0 * 8)) }
    }
    return littleEndian(tally.checksum) + littleEndian(UInt32(truncatingIfNeeded: tally.plainCount))
  }
}
