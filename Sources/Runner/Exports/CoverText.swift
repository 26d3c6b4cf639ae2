internal import Workbooks

/// The blocks of a text on a cover: a line of the text with an address is a link.
enum CoverText {
  static func blocks(
    _ text: String, as block: (String) -> CoverSheet.Block
  ) -> [CoverSheet.Block] {
    var blocks: [CoverSheet.Block] = []
    var plain: [Substring] = []
    func close() {
      if !plain.isEmpty { blocks.append(block(plain.joined(separator: "\n"))) }
      plain = []
    }
    for line in text.split(separator: "\n") {
      guard let address = address(in: line) else {
        plain.append(line)
        continue
      }
      close()
      blocks.append(.link(String(line), address: address))
    }
    close()
    return blocks
  }

  /// The first web or mail address of a line, as the target of a link.
  static func address(in line: Substring) -> String? {
    for word in line.split(whereSeparator: \.isWhitespace) {
      let word = word.drop { "(<«“\"".contains($0) }
      var end = word.endIndex
      while end > word.startIndex, ".,;:)>»”\"".contains(word[word.index(before: end)]) {
        end = word.index(before: end)
      }
      let address = String(word[..<end])
      if address.hasPrefix("https://") || address.hasPrefix("http://") { return address }
      let parts = address.split(separator: "@", omittingEmptySubsequences: false)
      if parts.count == 2, !parts[0].isEmpty, parts[1].contains("."), !parts[1].hasPrefix(".") {
        return "mailto:" + address
      }
    }
    return nil
  }
}
