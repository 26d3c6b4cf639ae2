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

  /// - Throws: the reason why it is not text.
  package func text() throws -> TextFile {
    switch self {
    case .text(let file): return file
    case .binary(_, let refusal): throw refusal
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
