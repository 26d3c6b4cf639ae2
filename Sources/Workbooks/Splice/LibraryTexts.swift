internal import Tables

/// The library's part of shared strings: texts of headers, totals and covers.
struct LibraryTexts {
  static let part = "xl/sharedStrings.xml"
  static let tail = Array("</sst>".utf8)

  /// How many there are.
  let count: Int
  /// How many cells hold one.
  let references: Int
  private let start: [UInt8]
  private let items: [UInt8]

  init(in source: ZipDirectory, _ path: String) throws {
    guard let entry = source.entries.first(where: { $0.name == LibraryTexts.part }),
      let xml = source.plain(entry), let counts = xml.firstStart(of: " count=\"", from: 0),
      let uniques = xml.firstStart(of: " uniqueCount=\"", from: counts),
      let open = xml.firstEnd(of: ">", from: uniques),
      let close = xml.firstStart(of: "</sst>", from: open)
    else { throw SheetBodies.broken(path) }
    start = Array(xml[..<counts])
    items = Array(xml[open..<close])
    references = xml.number(in: counts..<uniques)
    count = xml.number(in: uniques..<open)
  }

  /// The part up to the end of the library's texts, with other numbers.
  func head(references: Int, count: Int) -> [UInt8] {
    start + Array(" count=\"\(references)\" uniqueCount=\"\(count)\">".utf8) + items
  }
}
