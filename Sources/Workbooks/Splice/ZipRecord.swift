/// One entry in the directory of a zip archive.
struct ZipRecord {
  let name: String
  /// CRC-32 of the uncompressed bytes.
  let checksum: UInt32
  let isDeflated: Bool
  let packedCount: Int
  let plainCount: Int
  /// The offset of the entry's local header in the archive.
  let local: Int
  /// The position of the record in the bytes it was read from.
  let range: Range<Int>

  /// The number of bytes at the end of an archive that suffice to find its directory.
  static let reach = 65_557

  /// The record at the archive's end: its position in `bytes`, the offset of the directory in the archive, and
  /// the number of records.
  static func end(in bytes: [UInt8]) -> (place: Int, directory: Int, count: Int)? {
    stride(from: bytes.count - 22, through: max(0, bytes.count - reach), by: -1)
      .first { bytes.number($0, 4) == 0x0605_4B50 }
      .map { ($0, bytes.number($0 + 16, 4), bytes.number($0 + 10, 2)) }
  }

  /// Reads `count` consecutive records; nil if there are fewer.
  static func all(_ count: Int, in bytes: [UInt8], _ range: Range<Int>) -> [ZipRecord]? {
    var records: [ZipRecord] = []
    var place = range.lowerBound
    for _ in 0..<count {
      guard place + 46 <= range.upperBound, bytes.number(place, 4) == 0x0201_4B50 else { return nil }
      let nameEnd = place + 46 + bytes.number(place + 28, 2)
      let next = nameEnd + bytes.number(place + 30, 2) + bytes.number(place + 32, 2)
      guard next <= range.upperBound else { return nil }
      records.append(
        ZipRecord(
          name: String(decoding: bytes[place + 46..<nameEnd], as: UTF8.self),
          checksum: UInt32(bytes.number(place + 16, 4)), isDeflated: bytes.number(place + 10, 2) == 8,
          packedCount: bytes.number(place + 20, 4), plainCount: bytes.number(place + 24, 4),
          local: bytes.number(place + 42, 4), range: place..<next))
      place = next
    }
    return records
  }
}

extension [UInt8] {
  /// A little-endian number of `width` bytes.
  func number(_ place: Int, _ width: Int) -> Int {
    (0..<width).reduce(0) { $0 | Int(self[place + $1]) << ($1 * 8) }
  }
}
