/// The header and footer of every page, in Excel's codes.
struct PageText {
  let document: WorkbookDocument
  /// The scale of the page shrinks these texts as well.
  let scale: Int

  private var size: Int { Int((800 / Double(scale)).rounded(.up)) }
  /// Excel's limit for a header or footer.
  private static let limit = 255

  /// The title on the left, the sheet's name on the right.
  var header: String {
    // A digit right after a code would be read as a font size.
    "&L&\(size) \(PageText.escaped(document.title, limit: 100))&R&\(size) &A"
  }

  /// As of when, and who may see it, on the left; the page on the right.
  var footer: String {
    let words = document.words
    let right = "&R&\(size) \(words.page.replacing("{n}", with: "&P").replacing("{m}", with: "&N"))"
    var left = "&L&\(size) "
    // The page number takes its part of the line.
    let lines = document.footer.flatMap { ContentLines.broken($0, width: 100) }
    for (index, line) in lines.prefix(3).enumerated() {
      let room = PageText.limit - left.utf16.count - right.utf16.count - 1
      if room < 10 { break }
      left += (index == 0 ? "" : "\n") + PageText.escaped(line, limit: room)
    }
    return (lines.isEmpty ? "" : left) + right
  }

  private static func escaped(_ text: String, limit: Int) -> String {
    var limit = limit
    while true {
      let scalars = CellPolicy.label(text, limit: limit).unicodeScalars
      let text = String(String.UnicodeScalarView(scalars.flatMap { $0 == "&" ? ["&", "&"] : [$0] }))
      if text.utf16.count <= limit || limit < 2 { return text }
      limit -= 1
    }
  }
}
