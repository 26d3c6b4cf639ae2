internal import Tables

/// The parts of a zip archive in memory, as its directory lists them.
///
/// Reads archives of the form that libxlsxwriter writes: sizes in the headers, no zip64, stored or deflated.
struct ZipDirectory {
  struct Entry {
    let name: String
    /// The entry's record in the directory.
    let record: Range<Int>
    /// Local header and compressed bytes.
    let local: Range<Int>
    let packed: Range<Int>
    let plainCount: Int
    /// CRC-32 of the uncompressed bytes.
    let checksum: UInt32
    let isDeflated: Bool
  }

  let bytes: [UInt8]
  private(set) var entries: [Entry] = []

  /// Returns nil if the bytes are not such an archive.
  init?(_ bytes: [UInt8]) {
    self.bytes = bytes
    guard let end = ZipRecord.end(in: bytes), end.directory <= end.place else { return nil }
    guard let records = ZipRecord.all(end.count, in: bytes, end.directory..<end.place) else { return nil }
    for record in records {
      let local = record.local
      // Bit 3: the sizes come after the bytes.
      guard local + 30 <= end.directory, bytes.number(local, 4) == 0x0403_4B50,
        bytes.number(local + 6, 2) & 8 == 0
      else { return nil }
      let start = local + 30 + bytes.number(local + 26, 2) + bytes.number(local + 28, 2)
      let stop = start + record.packedCount
      guard stop <= bytes.count else { return nil }
      entries.append(
        Entry(
          name: record.name, record: record.range, local: local..<stop, packed: start..<stop,
          plainCount: record.plainCount, checksum: record.checksum, isDeflated: record.isDeflated))
    }
  }

  /// The entry's uncompressed bytes; nil if they are corrupt.
  func plain(_ entry: Entry) -> [UInt8]? {
    if !entry.isDeflated { return Array(bytes[entry.packed]) }
    return Inflate.bytes(of: bytes.span.extracting(entry.packed), plainCount: entry.plainCount)
  }
}
