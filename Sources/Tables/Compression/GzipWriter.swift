/// A gzip stream put together from blocks that were compressed apart.
///
///     header | block | block | … | last block | check sum, length
///
/// The header holds no time and no name: the same blocks give the same bytes always.
package struct GzipWriter: Sendable {
  private var tally = DeflateTally()

  package init() {}

  /// Magic, deflate, no flags, no time, no extra flags, Unix.
  package static let header: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3]

  /// Takes account of a block that has been written.
  package mutating func add(_ block: DeflateBlock) { tally.add(block) }

  package var trailer: [UInt8] {
    func littleEndian(_ value: UInt32) -> [UInt8] {
      (0..<4).map { UInt8(truncatingIfNeeded: value >> UInt32($0 * 8)) }
    }
    return littleEndian(tally.checksum) + littleEndian(UInt32(truncatingIfNeeded: tally.plainCount))
  }
}
