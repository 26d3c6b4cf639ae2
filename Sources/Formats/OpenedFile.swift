package import Tables

/// An input file, opened once for recognising and reading it.
package enum OpenedFile: Sendable {
  case text(TextFile)
  /// Not text, with the reason.
  case binary(FileContent, refusal: any Error)

  init(_ content: FileContent, encoding: TextEncoding?) {
    do {
      self = .text(try TextFile(content, encoding: encoding))
    } catch {
      self = .binary(content, refusal: error)
    }
  }

  /// Opens a file, or the file in it if it is an archive.
  init(
    _ input: InputFile, options: ReadingOptions, encoding: TextEncoding? = nil,
    sizes: FileContent.Sizes = .standard
  ) throws {
    let content = try FileContent(input, limits: options.limits, sizes: sizes) {
      JSONReader.reads($0, options) ? JSONReader.longest : nil
    }
    self.init(try ArchiveMember.resolved(content, options: options), encoding: encoding ?? options.encoding)
  }

  /// Opens as much of a file as is enough to recognise it.
  init(beginningOf input: InputFile, options: ReadingOptions) throws {
    let content = try ArchiveMember.resolved(
      FileContent(beginningOf: input), options: options, enough: FileContent.enoughToRecognise)
    self.init(content, encoding: options.encoding)
  }

  /// - Throws: the reason why it is not text.
  package func text() throws -> TextFile {
    switch self {
    case .text(let file): return file
    case .binary(_, let refusal): throw refusal
    }
  }

  var isBinary: Bool {
    if case .binary = self { return true }
    return false
  }

  /// Whether the file goes on behind what was read to recognise it.
  var isBeginning: Bool {
    switch self {
    case .text(let file): !file.headIsWhole
    case .binary(let content, _): content.isBeginning
    }
  }

  package var name: String {
    switch self {
    case .text(let file): file.name
    case .binary(let content, _): content.name
    }
  }

  var state: FileState {
    switch self {
    case .text(let file): file.state
    case .binary(let content, _): content.state
    }
  }
}
