internal import Tables

/// The text that replaces a match: `\1` to `\9` stand for groups, `\0` for the whole match, `\\` for a backslash.
/// A group that is not part of the match is empty.
struct ReplacementTemplate {
  private enum Piece {
    case bytes([UInt8])
    case group(Int)
  }

  private var pieces: [Piece] = []
  /// The largest number of a group; 0 if there is none.
  private(set) var lastGroup = 0

  init(_ text: String) {
    let bytes = Array(text.utf8)
    var literal: [UInt8] = []
    var place = 0
    while place < bytes.count {
      let next = place + 1 < bytes.count ? bytes[place + 1] : 0
      if bytes[place] == UInt8(ascii: "\\"), next == UInt8(ascii: "\\") {
        literal.append(next)
        place += 2
      } else if bytes[place] == UInt8(ascii: "\\"), (0x30...0x39).contains(next) {
        pieces += [.bytes(literal), .group(Int(next) - 0x30)]
        lastGroup = max(lastGroup, Int(next) - 0x30)
        literal = []
        place += 2
      } else {
        literal.append(bytes[place])
        place += 1
      }
    }
    pieces.append(.bytes(literal))
  }

  /// Appends the replacement of the matcher's last match.
  func append(of matcher: borrowing PatternMatcher, in text: Span<UInt8>, to output: inout [UInt8]) {
    for piece in pieces {
      switch piece {
      case .bytes(let bytes): output.append(contentsOf: bytes)
      case .group(let number):
        if let range = matcher.range(of: number) { ByteSpans.append(text.extracting(range), to: &output) }
      }
    }
  }
}
