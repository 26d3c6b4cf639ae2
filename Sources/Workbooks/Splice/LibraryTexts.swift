/// The library's shared strings: texts of headers, totals and covers.
struct LibraryTexts {
  static let part = "xl/sharedStrings.xml"
  static let tail = Array("</sst>".utf8)

  /// The number of distinct texts.
  let count: Int
  /// The number of cells with a text.
  let references: Int
  private let start: [UInt8]
  private let items: [UInt8]

  /// - Throws: a diagnostic if the part does not have the form that the splice relies on.
  init(in source: ZipDirectory, _ path: String) throws {
    guard let entry = source.entries.first(where: { $0.name == LibraryTexts.part }) else {
      throw Splice.missing(LibraryTexts.part, in: "the archive", path: path)
    }
    guard let xml = source.plain(entry) else { throw Splice.broken(path) }
    func place(of text: String, from: Int) throws -> Int {
      guard let place = xml.firstStart(of: text, from: from) else {
        throw Splice.missing(text, in: LibraryTexts.part, path: path)
      }
      return place
    }
    let counts = try place(of: " count=\"", from: 0)
    let uniques = try place(of: " uniqueCount=\"", from: counts)
    let open = try place(of: ">", from: uniques) + 1
    let close = try place(of: "</sst>", from: open)
    start = Array(xml[..<counts])
    items = Array(xml[open..<close])
    references = xml.number(in: counts..<uniques)
    count = xml.number(in: uniques..<open)
  }

  /// The part up to the end of the library's texts, with new counts.
  func head(references: Int, count: Int) -> [UInt8] {
    start + Array(" count=\"\(references)\" uniqueCount=\"\(count)\">".utf8) + items
  }
}
