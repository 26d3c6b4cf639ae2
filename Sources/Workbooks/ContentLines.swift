/// The lines that a text takes in a cell of a given width, broken between words. CRLF, CR and LF end a line.
enum ContentLines {
  /// The text in lines of at most `width` letters.
  static func broken(_ text: String, width: Double) -> [String] {
    let limit = max(Int(width), 1)
    var lines: [String] = []
    for paragraph in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
      var line = ""
      for word in paragraph.split(separator: " ") {
        if !line.isEmpty, TextWidth.of(line) + 1 + TextWidth.of(word) > limit {
          lines.append(line)
          line = ""
        }
        line += (line.isEmpty ? "" : " ") + word
      }
      lines.append(line)
    }
    return lines
  }

  static func count(_ text: String, width: Double) -> Int {
    let bytes = Array(text.utf8)
    return count(bytes.span, in: 0..<bytes.count, width: width)
  }

  static func count(_ bytes: Span<UInt8>, in range: Range<Int>, width: Double) -> Int {
    let limit = max(Int(width), 1)
    var (lines, line, word) = (1, 0, 0)
    func endWord() {
      if word == 0 { return }
      if line > 0, line + 1 + word > limit { (lines, line) = (lines + 1, 0) }
      line += word + (line > 0 ? 1 : 0)
      // A word longer than a line can be broken anywhere.
      while line > limit { (lines, line) = (lines + 1, line - limit) }
      word = 0
    }
    var index = range.lowerBound
    while index < range.upperBound {
      let byte = bytes[index]
      switch byte {
      case 0x20:
        endWord()
        index += 1
      case 0x0A, 0x0D:
        endWord()
        (lines, line) = (lines + 1, 0)
        index += byte == 0x0D && index + 1 < range.upperBound && bytes[index + 1] == 0x0A ? 2 : 1
      default:
        let letter = TextWidth.letter(bytes, at: index)
        word += letter.width
        index += letter.length
      }
    }
    endWord()
    return lines
  }
}
