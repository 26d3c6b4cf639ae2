package import Diagnostics

/// An input file, opened, unpacked and known to be text of one encoding.
package struct TextFile: Sendable {
  package let name: String
  package let isPacked: Bool
  package let decoding: TextDecoding
  let source: TextSource
  /// The beginning of the text, in the memory that it was read into; all of it when ``headIsWhole``.
  package let head: ArraySlice<UInt8>
  package let headIsWhole: Bool
  private let content: Content
  private let file: DiskFile

  /// What the fingerprint is made of.
  private enum Content {
    case hashed(FileFingerprint)
    /// The file as it is on disk.
    case bytes([UInt8])
    /// The file is hashed while it is read.
    case disk
  }

  /// How files are taken in; tests make the sizes small.
  package struct Sizes: Sendable {
    /// The bytes of one piece of work.
    package var piece: Int
    /// Files up to this size are read whole.
    package var whole: Int
    package static let standard = Sizes()

    package init(piece: Int = 1 << 20, whole: Int = 2 << 20) {
      self.piece = piece
      self.whole = whole
    }
  }

  private static let headSize = 256 << 10
  /// As much shows what a file is, and where its header stands.
  private static let beginningSize = 32 << 10

  package init(_ input: InputFile, encoding: TextEncoding?, sizes: Sizes = .standard) throws {
    let file = try DiskFile(input)
    self.file = file
    name = input.displayName
    let isSmall = file.size <= sizes.whole
    var bytes = try file.read(0..<(isSmall ? file.size : min(TextFile.headSize, file.size)))
    isPacked = Gzip.isPacked(bytes)
    var isWhole = isSmall
    var content = isSmall ? Content.bytes(bytes) : .disk
    if isPacked {
      if !isSmall { bytes = try file.read(0..<file.size) }
      content = .hashed(FileFingerprint(of: bytes))
      bytes = try Gzip.unpacked(bytes, name: name)
      isWhole = true
    }
    try ForeignContent.refuse(bytes, name: name)
    decoding = TextDecoding(head: bytes, isWhole: isWhole, declared: encoding)
    if !isWhole && decoding.encoding != .utf8 {
      bytes = try file.read(0..<file.size)
      content = .hashed(FileFingerprint(of: bytes))
      isWhole = true
    }
    self.content = content
    if isWhole {
      let text = decoding.utf8(bytes)
      source = .memory(text)
      headIsWhole = text.count <= TextFile.headSize
      head = text.prefix(TextFile.headSize)
    } else {
      source = .disk(file, offset: decoding.markLength)
      head = bytes[decoding.markLength...]
      headIsWhole = false
    }
    try ForeignContent.refuseBinary(head.span, name: name)
  }

  /// Only as much of a file as shows what it is: rows cannot be read from it.
  package init(beginningOf input: InputFile, encoding: TextEncoding?) throws {
    let file = try DiskFile(input)
    self.file = file
    name = input.displayName
    // Twice the head, as it may be in two bytes a letter; and room for a mark.
    let enough = 2 * TextFile.beginningSize + 16
    var bytes = try file.read(0..<min(enough, file.size))
    var isWhole = bytes.count == file.size
    isPacked = Gzip.isPacked(bytes)
    if isPacked {
      bytes = try Gzip.unpacked(bytes, name: name, limit: enough)
      isWhole = isWhole && bytes.count < enough
    }
    try ForeignContent.refuse(bytes, name: name)
    let sample = isWhole ? bytes : Array(bytes.prefix(TextFile.beginningSize))
    decoding = TextDecoding(head: sample, isWhole: isWhole, declared: encoding)
    let text = decoding.utf8(bytes)
    headIsWhole = isWhole && text.count <= TextFile.beginningSize
    head = text.prefix(TextFile.beginningSize)
    source = .memory(text)
    content = .disk
    try ForeignContent.refuseBinary(head.span, name: name)
  }

  /// When the file was last changed; microseconds since 1970.
  package var modified: Int64 { file.identity.modified }

  /// All of the text.
  package func text() throws -> ArraySlice<UInt8> { try source.bytes(0..<source.count) }

  /// Which file this is, as it was when it was opened, and how its bytes become text.
  package struct State: Sendable, Equatable {
    private let identity: DiskFile.Identity
    private let decoding: TextDecoding

    fileprivate init(_ file: TextFile) {
      identity = file.file.identity
      decoding = file.decoding
    }
  }

  package var state: State { State(self) }

  /// The file's size and hash. Throws when somebody changed the file since it was opened.
  package func fingerprint() throws -> FileFingerprint {
    let result =
      switch content {
      case .hashed(let fingerprint): fingerprint
      case .bytes(let bytes): FileFingerprint(of: bytes)
      case .disk: try file.fingerprint()
      }
    try file.verifyUnchanged()
    return result
  }

  /// A fingerprint to be taken along as the pieces of the text are read, begun with what stands before
  /// `start`; nil where the text is not the file's own bytes.
  func runningFingerprint(from start: Int) throws -> RunningFingerprint? {
    guard let before = try ownBytes(before: start) else { return nil }
    let running = RunningFingerprint()
    running.add(before.span)
    return running
  }

  private func ownBytes(before start: Int) throws -> [UInt8]? {
    switch (source, content) {
    case (.disk(let file, let offset), _): try file.read(0..<offset + start)
    case (.memory(let text), .bytes(let bytes)) where decoding.encoding == .utf8:
      Array(bytes.prefix(bytes.count - text.count + start))
    default: nil
    }
  }

  /// Throws when somebody changed the file since it was opened.
  func finish(_ running: RunningFingerprint) throws -> FileFingerprint {
    try file.verifyUnchanged()
    return running.value
  }

  package func location(line: Int = 1) -> SourceLocation { SourceLocation(file: name, line: line) }
}
