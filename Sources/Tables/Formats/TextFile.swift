internal import Diagnostics

/// An input file, opened, unpacked and known to be text of one encoding.
struct TextFile: Sendable {
  let name: String
  let isPacked: Bool
  let decoding: TextDecoding
  let source: TextSource
  /// The beginning of the text; all of it when ``headIsWhole``.
  let head: [UInt8]
  let headIsWhole: Bool
  /// Nil for a file on disk, which is hashed while it is read; see ``finish()``.
  private let known: FileFingerprint?
  private let file: DiskFile

  /// How files are taken in; tests make the sizes small.
  struct Sizes: Sendable {
    /// The bytes of one piece of work.
    var piece = 1 << 20
    /// Files up to this size are read whole.
    var whole = 2 << 20
    static let standard = Sizes()
  }

  private static let headSize = 256 << 10

  init(_ input: InputFile, encoding: TextEncoding?, sizes: Sizes = .standard) throws {
    let file = try DiskFile(input)
    self.file = file
    name = input.displayName
    let isSmall = file.size <= sizes.whole
    var bytes = try file.read(0..<(isSmall ? file.size : min(TextFile.headSize, file.size)))
    isPacked = Gzip.isPacked(bytes)
    var isWhole = isSmall
    var fingerprint: FileFingerprint?
    if isPacked {
      if !isSmall { bytes = try file.read(0..<file.size) }
      fingerprint = FileFingerprint(of: bytes)
      bytes = try Gzip.unpacked(bytes, name: name)
      isWhole = true
    } else if isSmall {
      fingerprint = FileFingerprint(of: bytes)
    }
    try ForeignContent.refuse(bytes, name: name)
    decoding = TextDecoding(head: bytes, isWhole: isWhole, declared: encoding)
    if !isWhole && decoding.encoding != .utf8 {
      bytes = try file.read(0..<file.size)
      fingerprint = FileFingerprint(of: bytes)
      isWhole = true
    }
    known = fingerprint
    if isWhole {
      let text = decoding.utf8(bytes)
      source = .memory(text)
      headIsWhole = text.count <= TextFile.headSize
      head = headIsWhole ? text : Array(text[..<TextFile.headSize])
    } else {
      source = .disk(file, offset: decoding.markLength)
      head = Array(bytes[decoding.markLength...])
      headIsWhole = false
    }
    try ForeignContent.refuseBinary(head.span, name: name)
  }

  /// The file's size and hash. Throws when somebody changed the file since it was opened.
  func fingerprint() throws -> FileFingerprint {
    let result = try known ?? file.fingerprint()
    try file.verifyUnchanged()
    return result
  }

  func location(line: Int = 1) -> SourceLocation { SourceLocation(file: name, line: line) }
}
