/// Changes to parts of the library's file that none of its functions can make.
struct PartEdits: Sendable {
  /// The book's language, for readers and for programs that read aloud.
  let language: String
  /// Whether links lead to sheets with a `#` in their names.
  let hasNumberSigns: Bool

  /// Stands for a `#` in links to sheets while the library has them: the last code point for private use.
  static let numberSign = "\u{10FFFD}"

  private static let properties = "docProps/core.xml"
  private static let charts = "xl/charts/chart"
  private static let sheets = "xl/worksheets/sheet"

  func mayChange(_ name: String) -> Bool {
    name == PartEdits.properties || name.hasPrefix(PartEdits.charts)
      || hasNumberSigns && name.hasPrefix(PartEdits.sheets)
  }

  /// - Throws: a diagnostic if the part does not have the form that this relies on.
  func applied(to xml: [UInt8], of name: String, path: String) throws -> [UInt8] {
    var text = String(decoding: xml, as: UTF8.self)
    if name == PartEdits.properties {
      let end = "</cp:coreProperties>"
      guard text.contains(end) else { throw Splice.missing(end, in: name, path: path) }
      let code = language.filter { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }
      text = text.replacing(end, with: "<dc:language>\(code)</dc:language>" + end)
    } else if name.hasPrefix(PartEdits.sheets) {
      text = text.replacing(PartEdits.numberSign, with: "#")
    } else {
      // Otherwise programs take dates for points on a calendar and round them to months.
      text = text.replacing("<c:auto val=\"1\"/>", with: "<c:auto val=\"0\"/>")
    }
    return Array(text.utf8)
  }
}
