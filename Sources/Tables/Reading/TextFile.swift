package import Diagnostics

/// An input file that is text of one encoding.
package struct TextFile: Sendable {
  package let name: String
  /// How the file is packed: `gzip`, `zip`; nil if it is not.
  package let packing: String?
  package let decoding: TextDecoding
  private(set) var source: TextSource
  /// The beginning of the text, in the memory that it was read into; the whole text if ``headIsWhole``.
  package let head: ArraySlice<UInt8>
  package let headIsWhole: Bool
  private let origin: FileOrigin
  /// How the text was made of the file's, if it was rewritten.
  package let rewriting: TextRewriting?
  /// Whether the text is the file's own or a rewriting of it, and not made of cells or members.
  let isOwnText: Bool

  /// - Throws: a diagnostic if the content is not text; errors of reading the rest of the file.
  package init(_ content: FileContent, encoding: TextEncoding?) throws {
    try ForeignContent.refuse(content.bytes, name: content.name)
    name = content.name
    packing = content.packing
    rewriting = nil
    isOwnText = true
    switch content.extent {
    case .whole:
      decoding = try TextDecoding(content, head: content.bytes, isWhole: true, declared: encoding)
      (source, head, headIsWhole) = decoding.text(content, headSize: FileContent.headSize)
      origin = content.origin
    case .beginning:
      let sample = Array(content.bytes.prefix(FileContent.beginningSize))
      decoding = try TextDecoding(content, head: sample, isWhole: false, declared: encoding)
      (source, head, _) = decoding.text(content, headSize: FileContent.beginningSize)
      headIsWhole = false
      origin = content.origin
    case .head:
      let decoding = try TextDecoding(content, head: content.bytes, isWhole: false, declared: encoding)
      self.decoding = decoding
      if decoding.encoding == .utf8 {
        source = .disk(content.origin.file, offset: decoding.markLength)
        head = content.bytes[decoding.markLength...]
        headIsWhole = false
        origin = content.origin
      } else {
        let text = try content.readConverted { decoding.utf8($0) }
        source = .memory(text.bytes)
        head = text.bytes.prefix(FileContent.headSize)
        headIsWhole = text.bytes.count <= FileContent.headSize
        origin = text.origin
      }
    }
    try ForeignContent.refuseBinary(head.span, name: name)
  }

  /// A text that another file holds, such as a report in the cells of a workbook.
  package init(text: [UInt8], in content: FileContent) {
    name = content.name
    rewriting = nil
    isOwnText = false
    packing = content.packing
    decoding = TextDecoding(head: text, isWhole: true, declared: .utf8)
    source = .memory(text)
    head = text.prefix(FileContent.headSize)
    headIsWhole = text.count <= FileContent.headSize
    // The text is not the file's own bytes, which are hashed by themselves.
    origin = FileOrigin(content.origin.file, .disk)
  }

  /// A text that is made of another one, such as the members of JSON as rows.
  package init(text: [UInt8], in file: TextFile, by rewriting: TextRewriting? = nil) {
    name = file.name
    self.rewriting = rewriting
    isOwnText = rewriting != nil && file.isOwnText
    packing = file.packing
    decoding = file.decoding
    source = .memory(text)
    head = text.prefix(FileContent.headSize)
    headIsWhole = text.count <= FileContent.headSize && !file.isBeginning
    origin = FileOrigin(file.origin.file, .disk)
  }

  /// The same text up to a position.
  func cut(at end: Int) -> TextFile {
    var text = self
    text.source = .beginning(source, count: end)
    return text
  }

  /// Which file this is, as it was when it was opened.
  package var state: FileState { FileState(stamp: origin.file.stamp, decoding: decoding) }

  /// The modification time of the file, in microseconds since 1970.
  package var modified: Int64 { origin.file.stamp.modified.microseconds }

  /// Whether only the beginning of the file was read, to recognise it.
  var isBeginning: Bool { !headIsWhole && head.count == source.count }

  /// The number of bytes of the text, which need not have been read.
  package var length: Int { source.count }

  /// The number of bytes of the file on disk.
  var sizeOnDisk: Int { origin.file.size }

  package func text() throws -> ArraySlice<UInt8> { try source.bytes(0..<source.count) }

  /// The size and hash of the file. Throws if it has changed since it was opened.
  package func fingerprint() throws -> FileFingerprint { try origin.fingerprint() }

  /// A fingerprint to be updated as chunks of the text are read, begun with the bytes before `start`;
  /// nil if the text is not the file's own bytes.
  func runningFingerprint(from start: Int) throws -> RunningFingerprint? {
    guard let before = try ownBytes(before: start) else { return nil }
    let running = RunningFingerprint()
    running.add(before.span)
    return running
  }

  private func ownBytes(before start: Int) throws -> [UInt8]? {
    switch (source, origin.hashing) {
    case (.disk(let file, let offset), _): try file.read(0..<offset + start)
    case (.memory(let text), .bytes(let bytes)) where decoding.encoding == .utf8:
      Array(bytes.prefix(bytes.count - text.count + start))
    default: nil
    }
  }

  /// Throws if the file has changed since it was opened.
  func finish(_ running: RunningFingerprint) throws -> FileFingerprint {
    try origin.file.verifyUnchanged()
    return running.value
  }

  /// Says which encoding the bytes were taken for, where they are not clear or the encoding is rare.
  package var encodingWarning: Diagnostic? {
    guard decoding.isGuess, !decoding.encoding.isUnicode,
      decoding.isUnsure || decoding.encoding != .windows1252
    else { return nil }
    return Diagnostic(
      .guessedEncoding(name, decoding.encoding), at: location(), severity: .warning,
      reason: decoding.isUnsure
        ? "its bytes are not UTF-8, and its letters do not tell the encoding" : "its letters speak for it",
      hint:
        "if \(decoding.encoding.systemName == nil ? "accents" : "letters") are wrong, declare the input's  encoding:"
    )
  }

  package func location(line: Int = 1) -> SourceLocation { SourceLocation(file: name, line: line) }
}

extension TextDecoding {
  /// - Throws: a diagnostic if the system cannot convert the encoding.
  fileprivate init(_ content: FileContent, head: [UInt8], isWhole: Bool, declared: TextEncoding?) throws {
    self.init(head: head, isWhole: isWhole, declared: declared)
    if let declared, declared.isUnicode, declared != .utf8, markLength == 0, head.count >= 4,
      !head.contains(0)
    {
      var check = UTF8Check(head.span, 0..<head.count)
      if !isWhole { check.forget(from: head.count - 3) }
      if check.speaksForUTF8 {
        throw Diagnostic(
          .notWide(content.name, declared), reason: "it is UTF-8: no byte of it is zero",
          hint: "leave the input's  encoding:  out")
      }
    }
    if let name = encoding.systemName, SystemConversion(from: name, to: "UTF-8") == nil {
      throw Diagnostic(
        .notConverted(content.name, encoding),
        reason: "the C library of this system has no conversion from \(name)",
        hint: "install it (in Debian it is in libc6), or save the file as CSV UTF-8")
    }
  }

  /// The text of a content in memory, its head, and whether the head is the whole text.
  fileprivate func text(
    _ content: FileContent, headSize: Int
  ) -> (source: TextSource, head: ArraySlice<UInt8>, isWhole: Bool) {
    let text = utf8(content.bytes)
    return (.memory(text), text.prefix(headSize), text.count <= headSize)
  }
}

extension Diagnostic.Message {
  fileprivate static func notWide(_ file: String, _ encoding: TextEncoding) -> Self {
    Self(.notText, "'\(file)' is not \(encoding.rawValue)")
  }
  fileprivate static func notConverted(_ file: String, _ encoding: TextEncoding) -> Self {
    Self(.notText, "'\(file)' is \(encoding.rawValue), which cannot be converted")
  }
  fileprivate static func guessedEncoding(_ file: String, _ encoding: TextEncoding) -> Self {
    Self(.suspectText, "'\(file)' is read as \(encoding.rawValue)")
  }
}
