/// The ways in which a single file is packed, recognised by its first bytes whatever its name.
package enum Packing: String, Sendable {
  case gzip, xz
  case zstandard = "zstd"
  case bzip2

  package init?(_ head: [UInt8]) {
    if head.starts(with: [0x1F, 0x8B]) {
      self = .gzip
    } else if head.starts(with: [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00]) {
      self = .xz
    } else if head.starts(with: [0x28, 0xB5, 0x2F, 0xFD]) {
      self = .zstandard
    } else if head.count >= 10, head.starts(with: [0x42, 0x5A, 0x68]), (0x31...0x39).contains(head[3]),
      // A text may begin with `BZh1`, too.
      Packing.bzip2Blocks.contains(Array(head[4..<10]))
    {
      self = .bzip2
    } else {
      return nil
    }
  }

  /// How the first block begins, or the end where there is none.
  private static let bzip2Blocks: [[UInt8]] = [
    [0x31, 0x41, 0x59, 0x26, 0x53, 0x59], [0x17, 0x72, 0x45, 0x38, 0x50, 0x90],
  ]

  /// Unpacks a whole file, all its parts. `name` is for messages.
  ///
  /// - Parameter enough: the number of bytes after which unpacking may stop.
  /// - Throws: a diagnostic if the bytes are damaged, or if there are more of them than the limits allow.
  package func unpacked(
    _ packed: [UInt8], name: String, limits: UnpackingLimits, enough: Int = .max
  ) throws -> [UInt8] {
    switch self {
    case .gzip: try Gzip.unpacked(packed, name: name, limits: limits, enough: enough)
    case .xz: try Unpacking.bytes(XZStream(), packed, name, limits, enough: enough)
    case .zstandard: try Unpacking.bytes(ZstandardStream(), packed, name, limits, enough: enough)
    case .bzip2: try Unpacking.bytes(Bzip2Stream(), packed, name, limits, enough: enough)
    }
  }
}
