internal import Tables

/// Gives the library the targets of one column's links. The cells and their texts are in the sheet's body.
struct LinkWriter {
  let part: TableSheetPart

  /// Whether each of the part's rows is a link.
  private(set) var isLink: [Bool]
  /// The targets of texts that begin with `#`, as far as they have been met.
  private var places: [String: String?] = [:]
  private(set) var findings: [CellColumn.Finding] = []

  init(part: TableSheetPart) {
    self.part = part
    isLink = Array(repeating: false, count: part.rows.count)
  }

  /// - Parameters:
  ///   - texts: those of some rows.
  ///   - start: the row of the table that is row 0 of `texts`.
  ///   - style: by row of the table.
  ///   - count: the number of links in the sheet so far.
  mutating func write(
    _ texts: TextColumn, from start: Int, column: Int, to workbook: borrowing Workbook, count: inout Int,
    style: (Int) -> Workbook.Style
  ) throws {
    let noText = Workbook.encoded("")
    let rows = part.rows.clamped(to: start..<start + texts.count)
    for row in rows where !texts.range(at: row - start).isEmpty {
      guard let target = target(of: texts.string(at: row - start)) else {
        add("not an address, written as text", row)
        continue
      }
      if count == CellPolicy.linkLimit {
        add("link written as text, because a sheet holds \(CellPolicy.linkLimit) links", row)
        continue
      }
      let place = row - part.rows.lowerBound
      if try workbook.write(
        link: target, text: noText, part.place, row: place + 1, column: column, style(row))
      {
        isLink[place] = true
        count += 1
      } else {
        add("link of more than \(CellPolicy.linkLength) characters written as text", row)
      }
    }
  }

  private mutating func target(of text: String) -> String? {
    guard text.hasPrefix("#") else { return LinkTarget.target(of: text) }
    if let known = places[text] { return known }
    let target = LinkTarget.target(of: text, in: part.document)
    places[text] = .some(target)
    return target
  }

  private mutating func add(_ what: String, _ row: Int) {
    if let place = findings.firstIndex(where: { $0.what == what }) {
      findings[place].count += 1
    } else {
      findings.append(.init(what: what, row: row, count: 1))
    }
  }
}

/// Decides which texts are links, and their targets.
enum LinkTarget {
  /// The place in the book that `#Sheet` or `#Sheet!B3` names, or an address; nil for anything else.
  static func target(of text: String, in document: WorkbookDocument) -> String? {
    guard text.hasPrefix("#") else { return target(of: text) }
    let parts = text.dropFirst().split(separator: "!", maxSplits: 1, omittingEmptySubsequences: false)
    let name = String(parts[0])
    guard let cell = parts.count > 1 ? CellPlace(parts[1]) : CellPlace("A1"), cell.isOnSheet,
      document.place(ofSheet: name) != nil
    else { return nil }
    return "internal:\(SheetReference.text(name))!\(CellPolicy.name(cell.row, cell.column))"
  }

  /// http, https, ftp and mailto addresses, and plain mail addresses; nil for anything else, such as
  /// a path that would open a file.
  static func target(of text: String) -> String? {
    guard text.utf8.count <= CellPolicy.linkLength,
      text.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7F && $0 != 0x22 && $0 != 0x3C && $0 != 0x3E })
    else { return nil }
    let lowercased = text.prefix(8).lowercased()
    for scheme in ["http://", "https://", "ftp://"] where lowercased.hasPrefix(scheme) {
      guard text.utf8.count > scheme.utf8.count else { return nil }
      // The library only knows schemes in lower case.
      return scheme + hidingKinds(text.dropFirst(scheme.count))
    }
    if lowercased.hasPrefix("mailto:") { return "mailto:" + hidingKinds(text.dropFirst(7)) }
    let parts = text.split(separator: "@", omittingEmptySubsequences: false)
    if parts.count == 2, !parts[0].isEmpty, parts[1].contains("."),
      !text.contains(where: { ":/\\".contains($0) })
    {
      return "mailto:" + text
    }
    return nil
  }

  /// The library takes these words for its own, wherever they stand.
  private static func hidingKinds(_ text: Substring) -> String {
    ["internal", "external"].reduce(String(text)) { $0.replacing("\($1):", with: "\($1)%3A") }
  }
}
