internal import Tables

/// Writes a zip archive from the entries of another one: some copied, others with new bytes.
///
/// New bytes come as blocks of one deflate stream; the local header is written before them, and its sizes are
/// filled in afterwards. Zip64 is used only if a size or offset exceeds 4 GiB, or may do so.
struct ZipWriter: ~Copyable {
  private var file: OutputFile
  private let limit: Int
  private var position = 0
  private var directory: [UInt8] = []
  private var count = 0
  private var open: OpenEntry?
  /// The fingerprint of the bytes before the open entry, whose header will still change.
  private var fingerprint: TrailingFingerprint?

  /// An entry that is being written.
  private struct OpenEntry {
    let start: Int
    var header: [UInt8]
    /// The offset of the zip64 sizes in the header; nil without zip64.
    let field: Int?
    var record: [UInt8]
    var tally = DeflateTally()
  }

  /// - Parameters:
  ///   - isFingerprinted: whether ``finish()`` returns the file's fingerprint.
  ///   - limit: the smallest number that needs zip64; tests set a lower one.
  init(creating path: String, isFingerprinted: Bool = false, limit: Int = ZipWriter.mark) throws {
    let file = try OutputFile(creating: path, isReadAgain: isFingerprinted)
    fingerprint =
      isFingerprinted
      ? TrailingFingerprint(of: try DiskFile(InputFile(path: path, displayName: path))) : nil
    self.file = file
    self.limit = limit
  }

  /// Copies an entry in its compressed form.
  mutating func copy(_ entry: ZipDirectory.Entry, of source: ZipDirectory) throws {
    let start = position
    try write(source.bytes.span.extracting(entry.local))
    addRecord(Array(source.bytes[entry.record]), start: start)
  }

  /// Begins an entry with the name and attributes of another one and new bytes.
  ///
  /// - Parameter mayBeLarge: whether the uncompressed bytes may reach 4 GiB. If false, they must be fewer.
  mutating func begin(_ entry: ZipDirectory.Entry, of source: ZipDirectory, mayBeLarge: Bool) throws {
    precondition(open == nil)
    var header = Array(source.bytes[entry.local.lowerBound..<entry.packed.lowerBound])
    header.set(ZipWriter.deflated, at: 8, width: 2)
    try begin(header, record: Array(source.bytes[entry.record]), mayBeLarge: mayBeLarge)
  }

  /// Begins a file of a new name, readable by all, without a time.
  mutating func begin(named name: String, mayBeLarge: Bool) throws {
    precondition(open == nil)
    let name = Array(name.utf8)
    precondition(name.count < 0xFFFF)
    let namesAreUTF8 = 0x0800
    var common: [UInt8] = []
    for number in [ZipWriter.version, namesAreUTF8, ZipWriter.deflated, 0, ZipWriter.firstDay] {
      common.add(number, width: 2)
    }
    // The checksum and the sizes follow at the end.
    common += Array(repeating: 0, count: 12)
    common.add(name.count, width: 2)
    common += [0, 0]
    var record: [UInt8] = [0x50, 0x4B, 1, 2]
    record.add(ZipWriter.madeByUnix, width: 2)
    record += common + Array(repeating: 0, count: 6)
    record.add(0o100644 << 16, width: 4)
    record += Array(repeating: 0, count: 4)
    try begin([0x50, 0x4B, 3, 4] + common + name, record: record + name, mayBeLarge: mayBeLarge)
  }

  private mutating func begin(_ local: [UInt8], record: [UInt8], mayBeLarge: Bool) throws {
    var header = local
    let field = header.count
    if mayBeLarge {
      header.set(ZipWriter.versionOfZip64, at: 4, width: 2)
      header.set(header.number(at: 28, width: 2) + 20, at: 28, width: 2)
      header += [1, 0, 16, 0] + Array(repeating: 0, count: 16)
    }
    open = OpenEntry(
      start: position, header: header, field: mayBeLarge ? field + 4 : nil, record: record)
    try write(header.span)
  }

  /// Writes the next block of the entry's stream.
  mutating func add(_ block: DeflateBlock) throws {
    open!.tally.add(block)
    try write(block.bytes.span)
  }

  /// Ends the entry and fills in its sizes.
  mutating func end() throws {
    guard var entry = open.take() else { preconditionFailure("no entry is open") }
    let (packed, plain) = (entry.tally.packedCount, entry.tally.plainCount)
    precondition(entry.field != nil || plain < limit && packed < limit)
    entry.header.set(Int(entry.tally.checksum), at: 14, width: 4)
    entry.header.set(entry.field == nil ? packed : ZipWriter.mark, at: 18, width: 4)
    entry.header.set(entry.field == nil ? plain : ZipWriter.mark, at: 22, width: 4)
    if let field = entry.field {
      entry.header.set(plain, at: field, width: 8)
      entry.header.set(packed, at: field + 8, width: 8)
      entry.record.set(ZipWriter.versionOfZip64, at: 6, width: 2)
    }
    try file.overwrite(entry.header, at: entry.start)
    entry.record.set(ZipWriter.deflated, at: 10, width: 2)
    entry.record.set(Int(entry.tally.checksum), at: 16, width: 4)
    addRecord(entry.record, start: entry.start, packed: packed, plain: plain)
  }

  /// Writes the directory and closes the file.
  ///
  /// - Returns: the file's fingerprint, if requested.
  @discardableResult
  consuming func finish() throws -> FileFingerprint? {
    let start = position
    var end = directory
    let isLarge = start >= limit || directory.count >= limit || count >= 0xFFFF
    if isLarge {
      let place = start + directory.count
      end += [0x50, 0x4B, 6, 6, 44, 0, 0, 0, 0, 0, 0, 0]
      end.add(ZipWriter.versionOfZip64, width: 2)
      end.add(ZipWriter.versionOfZip64, width: 2)
      end.add(0, width: 8)
      end.add(count, width: 8)
      end.add(count, width: 8)
      end.add(directory.count, width: 8)
      end.add(start, width: 8)
      end += [0x50, 0x4B, 6, 7, 0, 0, 0, 0]
      end.add(place, width: 8)
      end.add(1, width: 4)
    }
    end += [0x50, 0x4B, 5, 6, 0, 0, 0, 0]
    end.add(isLarge ? 0xFFFF : count, width: 2)
    end.add(isLarge ? 0xFFFF : count, width: 2)
    end.add(isLarge ? ZipWriter.mark : directory.count, width: 4)
    end.add(isLarge ? ZipWriter.mark : start, width: 4)
    end.add(0, width: 2)
    try write(end.span)
    try fingerprint?.advance(to: position)
    let result = fingerprint?.value
    try file.finish()
    return result
  }

  /// In a field of four bytes: the value is in the zip64 field.
  static let mark = 0xFFFF_FFFF
  private static let versionOfZip64 = 45
  private static let version = 20
  private static let madeByUnix = 3 << 8 | version
  /// 1980-01-01, the first day that zip can express.
  private static let firstDay = 0x21
  private static let deflated = 8

  private mutating func write(_ bytes: Span<UInt8>) throws {
    try file.write(bytes)
    position += bytes.count
    try fingerprint?.follow(to: open?.start ?? position)
  }

  /// Adds an entry to the directory; the sizes default to those of `record`.
  private mutating func addRecord(_ record: [UInt8], start: Int, packed: Int? = nil, plain: Int? = nil) {
    var record = record
    // In the order of zip64: uncompressed size, compressed size, offset.
    var large: [Int] = []
    for (value, place) in [(plain, 24), (packed, 20), (start, 42)] {
      guard let value else { continue }
      if value >= limit { large.append(value) }
      record.set(value >= limit ? ZipWriter.mark : value, at: place, width: 4)
    }
    if !large.isEmpty {
      record.set(ZipWriter.versionOfZip64, at: 6, width: 2)
      record.set(record.number(at: 30, width: 2) + 4 + large.count * 8, at: 30, width: 2)
      var field: [UInt8] = [1, 0]
      field.add(large.count * 8, width: 2)
      for value in large { field.add(value, width: 8) }
      // Extra fields stand between the name and the comment.
      record.insert(contentsOf: field, at: record.count - record.number(at: 32, width: 2))
    }
    directory += record
    count += 1
  }
}

/// Little-endian numbers, as in zip archives.
extension [UInt8] {
  fileprivate mutating func set(_ value: Int, at place: Int, width: Int) {
    for index in 0..<width { self[place + index] = UInt8(truncatingIfNeeded: value >> (index * 8)) }
  }

  fileprivate mutating func add(_ value: Int, width: Int) {
    for index in 0..<width { append(UInt8(truncatingIfNeeded: value >> (index * 8))) }
  }

  fileprivate func number(at place: Int, width: Int) -> Int {
    (0..<width).reduce(0) { $0 | Int(self[place + $1]) << ($1 * 8) }
  }
}
