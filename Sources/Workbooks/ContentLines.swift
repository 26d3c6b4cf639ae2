/// The lines that a text takes in a cell of a given width, in digits, broken between words. CRLF, CR and LF end a line.
enum ContentLines {
  /// In tenths of a digit. Programs round the widths of letters, each in its way.
  static func limit(_ width: Double) -> Int { max(Int(width * 9.7), 10) }
  private static let space = TextWidth.tenths(of: " ")

  /// The text in lines of at most `width`.
  static func broken(_ text: String, width: Double) -> [String] {
    let limit = limit(width)
    var lines: [String] = []
    for paragraph in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
      var (line, length) = ("", 0)
      for word in paragraph.split(separator: " ") {
        let added = TextWidth.tenths(of: word)
        if !line.isEmpty, length + space + added > limit {
          lines.append(line)
          (line, length) = ("", 0)
        }
        length += added + (line.isEmpty ? 0 : space)
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
    let (limit, space) = (limit(width), space)
    var (lines, line, word) = (1, 0, 0)
    func endWord() {
      if word == 0 { return }
      if line > 0, line + space + word > limit { (lines, line) = (lines + 1, 0) }
      line += word + (line > 0 ? space : 0)
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
        word += letter.tenths
        index += letter.length
      }
    }
    endWord()
    return lines
  }
}
