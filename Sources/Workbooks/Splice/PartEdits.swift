/// Changes to parts of the library's file that none of its functions can make.
struct PartEdits: Sendable {
  /// The book's language, for readers and for programs that read aloud.
  let language: String

  private static let properties = "docProps/core.xml"
  private static let charts = "xl/charts/chart"

  func mayChange(_ name: String) -> Bool {
    name == PartEdits.properties || name.hasPrefix(PartEdits.charts)
  }

  /// - Throws: a diagnostic if the part does not have the form that this relies on.
  func applied(to xml: [UInt8], of name: String, path: String) throws -> [UInt8] {
    var text = String(decoding: xml, as: UTF8.self)
    if name == PartEdits.properties {
      let end = "</cp:coreProperties>"
      guard text.contains(end) else { throw Splice.missing(end, in: name, path: path) }
      let code = language.filter { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }
      text = text.replacing(end, with: "<dc:language>\(code)</dc:language>" + end)
    } else {
      // Otherwise programs take dates for points on a calendar and round them to months.
      text = text.replacing("<c:auto val=\"1\"/>", with: "<c:auto val=\"0\"/>")
    }
    return Array(text.utf8)
  }
}
