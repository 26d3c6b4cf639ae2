/// The parts of a zip archive in memory, as its directory lists them.
///
/// Reads what libxlsxwriter writes: sizes in the headers, no zip64, stored or deflated.
struct ZipDirectory {
  struct Entry {
    let name: String
    /// The entry's record in the directory.
    let record: Range<Int>
    /// Local header and packed bytes.
    let local: Range<Int>
    let packed: Range<Int>
    let plainCount: Int
    /// CRC-32 of the plain bytes.
    let checksum: UInt32
    let isDeflated: Bool
  }

  let bytes: [UInt8]
  private(set) var entries: [Entry] = []

  /// Nil when the bytes are not such an archive.
  init?(_ bytes: [UInt8]) {
    self.bytes = bytes
    guard
      let end = stride(from: bytes.count - 22, through: max(0, bytes.count - 65_557), by: -1).first(
        where: { number($0, 4) == 0x0605_4B50 })
    else { return nil }
    var place = number(end + 16, 4)
    for _ in 0..<number(end + 10, 2) {
      guard place + 46 <= end, number(place, 4) == 0x0201_4B50 else { return nil }
      let nameCount = number(place + 28, 2)
      let next = place + 46 + nameCount + number(place + 30, 2) + number(place + 32, 2)
      let local = number(place + 42, 4)
      // Bit 3: the sizes stand after the bytes.
      guard next <= end, local + 30 <= place, number(local, 4) == 0x0403_4B50, number(local + 6, 2) & 8 == 0
      else { return nil }
      let start = local + 30 + number(local + 26, 2) + number(local + 28, 2)
      let stop = start + number(place + 20, 4)
      guard stop <= bytes.count else { return nil }
      entries.append(
        Entry(
          name: String(decoding: bytes[place + 46..<place + 46 + nameCount], as: UTF8.self),
          record: place..<next, local: local..<stop, packed: start..<stop,
          plainCount: number(place + 24, 4), checksum: UInt32(number(place + 16, 4)),
          isDeflated: number(place + 10, 2) == 8))
      place = next
    }
  }

  /// The entry's plain bytes; nil when they are broken.
  func plain(_ entry: Entry) -> [UInt8]? {
    if !entry.isDeflated { return Array(bytes[entry.packed]) }
    return Inflate.bytes(of: bytes.span.extracting(entry.packed), plainCount: entry.plainCount)
  }

  private func number(_ place: Int, _ width: Int) -> Int {
    (0..<width).reduce(0) { $0 | Int(bytes[place + $1]) << ($1 * 8) }
  }
}
