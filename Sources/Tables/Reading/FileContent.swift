/// The bytes of an input file: opened, and decompressed if it is compressed.
package struct FileContent: Sendable {
  package let name: String
  /// How the file is packed: `gzip`, `zip`; nil if it is not.
  package let packing: String?
  package var isPacked: Bool { packing != nil }
  /// The decompressed bytes from the beginning, as many as ``extent`` says.
  package let bytes: [UInt8]
  let extent: Extent

  /// Whether the file goes on behind what was read to recognise it.
  package var isBeginning: Bool { if case .beginning = extent { true } else { false } }
  let origin: FileOrigin
  /// How much of the file, and of what is packed in it, is read at once.
  package private(set) var sizes = Sizes.standard

  /// The part of a file that is in memory.
  enum Extent: Sendable {
    case whole
    /// The head; the rest is read from disk in chunks.
    case head
    /// The head only: enough to recognise a file.
    case beginning
  }

  /// Sizes for reading files; tests make them small.
  package struct Sizes: Sendable {
    /// The size of a chunk.
    package var piece: Int
    /// Files up to this size are read at once.
    package var whole: Int
    package static let standard = Sizes()

    package init(piece: Int = 1 << 20, whole: Int = 2 << 20) {
      self.piece = piece
      self.whole = whole
    }
  }

  /// The size of the head that is enough to recognise a file and find its header.
  package static let beginningSize = 32 << 10
  static let headSize = 256 << 10

  /// - Parameter most: the most bytes that the format of a text with this beginning takes; nil: any number.
  /// - Throws: a diagnostic if the file cannot be opened, read or decompressed.
  package init(
    _ input: InputFile, limits: UnpackingLimits, sizes: Sizes = .standard,
    most: (ArraySlice<UInt8>) -> Int? = { _ in nil }
  ) throws {
    let file = try DiskFile(input)
    self.sizes = sizes
    name = input.displayName
    let isSmall = file.size <= sizes.whole
    let head = try file.read(0..<(isSmall ? file.size : min(FileContent.headSize, file.size)))
    let packing = Packing(head)
    self.packing = packing?.rawValue
    if let packing {
      let packed = isSmall ? head : try file.read(0..<file.size)
      origin = FileOrigin(file, .hashed(FileFingerprint(of: packed)))
      let beginning = try packing.unpacked(
        packed, name: name, limits: .none, enough: FileContent.enoughToRecognise)
      bytes = try packing.unpacked(
        packed, name: name, limits: most(beginning[...]).map { limits.within($0) } ?? limits)
      extent = .whole
    } else {
      origin = FileOrigin(file, isSmall ? .bytes(head) : .disk)
      bytes = head
      extent = isSmall ? .whole : .head
    }
  }

  /// Reads only the head, enough to recognise a file but not to read its rows.
  package init(beginningOf input: InputFile) throws {
    let file = try DiskFile(input)
    name = input.displayName
    let enough = FileContent.enoughToRecognise
    let head = try file.read(0..<min(enough, file.size))
    let packing = Packing(head)
    self.packing = packing?.rawValue
    // Other kinds than gzip pack large blocks, of which the head may be only a part.
    let packed = packing == nil || packing == .gzip ? head : try file.read(0..<file.size)
    bytes = try packing?.unpacked(packed, name: name, limits: .none, enough: enough) ?? head
    extent = head.count == file.size && (packing == nil || bytes.count < enough) ? .whole : .beginning
    origin = FileOrigin(file, .disk)
  }

  /// A member of an archive, under the archive's name.
  ///
  /// - Parameter isBeginning: whether only the member's beginning was unpacked.
  package init(member bytes: [UInt8], of archive: FileContent, isBeginning: Bool) {
    name = archive.name
    sizes = archive.sizes
    packing = "zip"
    self.bytes = bytes
    extent = isBeginning ? .beginning : .whole
    origin = FileOrigin(archive.origin.file, .disk)
  }

  /// The size of the head that ``init(beginningOf:)`` reads: two bytes a letter, and a byte order mark.
  package static let enoughToRecognise = 2 * beginningSize + 16

  /// The number of the unpacked bytes. Of the beginning of a packed file, only what has been unpacked.
  package var size: Int { isPacked ? bytes.count : origin.file.size }

  /// The number of bytes of the file on disk, however many times it is packed.
  package var sizeOnDisk: Int { origin.file.size }

  /// Unpacked bytes, wherever in the file they are.
  package func read(_ range: Range<Int>) throws -> [UInt8] {
    range.upperBound <= bytes.count ? Array(bytes[range]) : try origin.file.read(range)
  }

  /// When the file was last changed; microseconds since 1970.
  package var modified: Int64 { origin.file.stamp.modified.microseconds }

  /// The size and hash of the file as it is on disk. Throws when the file was changed since it was opened.
  package func fingerprint() throws -> FileFingerprint { try origin.fingerprint() }

  /// Reads the whole file, and converts it while another core computes its hash.
  func readConverted(
    _ convert: @escaping @Sendable ([UInt8]) -> [UInt8]
  ) throws -> (bytes: [UInt8], origin: FileOrigin) {
    enum Work { case bytes([UInt8]), fingerprint(FileFingerprint) }
    let whole = try origin.file.read(0..<origin.file.size)
    let done = Parallel.each([true, false]) { isHash in
      isHash ? Work.fingerprint(FileFingerprint(of: whole)) : Work.bytes(convert(whole))
    }
    guard case .fingerprint(let fingerprint) = done[0], case .bytes(let bytes) = done[1] else {
      preconditionFailure("both are made, in order")
    }
    return (bytes, FileOrigin(origin.file, .hashed(fingerprint)))
  }

  /// The file's identity and state when it was opened.
  package var state: FileState { FileState(stamp: origin.file.stamp, decoding: nil) }
}

/// The state of a file and its decoding. What was recognised holds as long as they are equal.
package struct FileState: Sendable, Equatable {
  let stamp: FileStamp
  /// Nil if the file is not text.
  let decoding: TextDecoding?
}

/// The file behind bytes or a text, and the source of its fingerprint.
struct FileOrigin: Sendable {
  enum Hashing: Sendable {
    case hashed(FileFingerprint)
    /// The bytes of the file on disk.
    case bytes([UInt8])
    /// The file is hashed while it is read.
    case disk
  }

  let file: DiskFile
  let hashing: Hashing

  init(_ file: DiskFile, _ hashing: Hashing) {
    self.file = file
    self.hashing = hashing
  }

  /// The size and hash of the file. Throws if it has changed since it was opened.
  func fingerprint() throws -> FileFingerprint {
    let result =
      switch hashing {
      case .hashed(let fingerprint): fingerprint
      case .bytes(let bytes): FileFingerprint(of: bytes)
      case .disk: try file.fingerprint()
      }
    try file.verifyUnchanged()
    return result
  }
}
