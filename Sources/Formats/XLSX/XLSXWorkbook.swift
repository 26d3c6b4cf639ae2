internal import Diagnostics
internal import Tables

/// A workbook's sheets and what their cells share; sheets are parsed when they are asked for.
struct XLSXWorkbook: Sendable {
  struct Sheet: Sendable {
    var name: String
    var isHidden: Bool
    fileprivate(set) var part: String
  }

  /// In the order of their tabs; sheets that hold a chart only are left out.
  let sheets: [Sheet]
  let archive: ZipArchive
  let styles: CellStyles
  private(set) var texts: SharedTexts

  /// - Throws: a diagnostic when the archive is no workbook that can be read, with what to do about it.
  init(_ archive: ZipArchive) throws {
    self.archive = archive
    try XLSXWorkbook.refuseOthers(archive)
    let root = try XLSXWorkbook.relationships(of: "", in: archive)
    guard
      let path = root.first(where: { $0.type.hasSuffix("/officeDocument") })?.target
        ?? archive.member("xl/workbook.xml")?.name
    else { throw XLSXWorkbook.notAWorkbook(archive) }
    let book = WorkbookParser()
    try XLSXWorkbook.parse(path, in: archive, book)
    let parts = try XLSXWorkbook.relationships(of: path, in: archive)
    let targets = Dictionary(parts.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    sheets = book.sheets.compactMap { sheet in
      guard let part = targets[sheet.relationship], part.type.hasSuffix("/worksheet") else { return nil }
      return Sheet(name: sheet.name, isHidden: sheet.isHidden, part: part.target)
    }
    guard !sheets.isEmpty else {
      throw Diagnostic(.cannotRead(archive.name), reason: "it has no sheet with cells")
    }
    let looks = CellStylesParser()
    if let part = parts.first(where: { $0.type.hasSuffix("/styles") }), archive.member(part.target) != nil {
      try XLSXWorkbook.parse(part.target, in: archive, looks)
    }
    var styles = looks.styles
    styles.epoch = book.epoch
    self.styles = styles
    let shared = SharedTextsParser(limit: archive.limits.cell)
    if let part = parts.first(where: { $0.type.hasSuffix("/sharedStrings") }),
      archive.member(part.target) != nil
    {
      try XLSXWorkbook.parse(part.target, in: archive, shared)
    }
    texts = shared.texts
  }

  /// The cells of a sheet.
  ///
  /// - Parameter keepsUnreadable: whether the grid has the places of cells without a value that can be read; then two
  ///   cells at one place are an error.
  func grid(of sheet: Sheet, keepsUnreadable: Bool = false) throws -> SheetGrid {
    let parser = parser(of: sheet)
    if keepsUnreadable { parser.keepUnreadable() }
    let grid = try grid(of: sheet, parser)
    // What a person sent back is not guessed.
    if keepsUnreadable, grid.notes.replacedCells > 0 {
      throw Diagnostic(
        .cannotRead(archive.name), reason: "\(label(of: sheet)) has two cells at one place",
        hint: "open the workbook and save it again as .xlsx")
    }
    return grid
  }

  /// The cells of the only sheet that is read: the workbook gives up its texts.
  mutating func onlyGrid(of sheet: Sheet) throws -> SheetGrid {
    let parser = parser(of: sheet)
    texts = SharedTexts()
    return try grid(of: sheet, parser)
  }

  private func grid(of sheet: Sheet, _ parser: SheetParser) throws -> SheetGrid {
    try XLSXWorkbook.parse(sheet.part, in: archive, parser)
    let grid = try parser.finish()
    try grid.verifySize(archive)
    return grid
  }

  private func parser(of sheet: Sheet) -> SheetParser {
    SheetParser(
      name: label(of: sheet), size: size(of: sheet), sharedTexts: texts, styles: styles,
      cellLimit: archive.limits.cell)
  }

  /// For messages.
  func label(of sheet: Sheet) -> String { "sheet '\(sheet.name)' of '\(archive.name)'" }

  /// The bytes of a sheet's XML; 0 if it is missing.
  func size(of sheet: Sheet) -> Int {
    min(archive.member(sheet.part)?.mostBytes ?? 0, 1 << 30)
  }

  // MARK: Parts

  static func parse(_ part: String, in archive: ZipArchive, _ handler: XMLHandler) throws {
    guard let member = archive.member(part) else {
      throw Diagnostic(
        .cannotRead(archive.name), reason: "it has no part '\(part)', which it names",
        hint: "open the workbook and save it again as .xlsx")
    }
    let parser = XMLParser(handler, name: "'\(part)' of '\(archive.name)'")
    try archive.unpack(member) { piece in
      try Interruption.check()
      try parser.feed(piece, isFinal: false)
    }
    try parser.feed([UInt8]().span, isFinal: true)
  }

  /// The references of a part to other parts of the archive; those to anything outside are left out.
  static func relationships(of part: String, in archive: ZipArchive) throws -> [Relationship] {
    let folders = part.split(separator: "/").dropLast().joined(separator: "/")
    let file = part.split(separator: "/").last.map(String.init) ?? ""
    let path = "\(folders.isEmpty ? "" : "\(folders)/")_rels/\(file).rels"
    guard archive.member(path) != nil else { return [] }
    let parser = RelationshipsParser()
    try parse(path, in: archive, parser)
    return parser.found.map { relationship in
      var relationship = relationship
      relationship.target = resolved(relationship.target, in: folders)
      return relationship
    }
  }

  /// A target as a path from the root of the archive.
  private static func resolved(_ target: String, in folder: String) -> String {
    // Some programs write the separator of Windows.
    let path = target.replacing("\\", with: "/")
    var parts = path.hasPrefix("/") ? [] : folder.split(separator: "/").map(String.init)
    for part in path.split(separator: "/") where part != "." {
      if part == ".." { _ = parts.popLast() } else { parts.append(String(part)) }
    }
    return parts.joined(separator: "/")
  }

  /// Says what a zip file is that is not an .xlsx workbook.
  private static func refuseOthers(_ archive: ZipArchive) throws {
    if archive.member("xl/workbook.bin") != nil {
      throw Diagnostic(
        .cannotRead(archive.name), reason: "it is a binary workbook (.xlsb)",
        hint: "open it in Excel and save it as .xlsx")
    }
    if let type = archive.member("mimetype"), type.size < 200,
      String(decoding: try archive.bytes(of: type), as: UTF8.self).contains("opendocument")
    {
      throw Diagnostic(
        .cannotRead(archive.name), reason: "it is an OpenDocument file (.ods)",
        hint: "open it in LibreOffice and save it as .xlsx")
    }
  }

  private static func notAWorkbook(_ archive: ZipArchive) -> Diagnostic {
    let names = archive.members.prefix(3).map { "'\($0.name)'" }.joined(separator: ", ")
    return Diagnostic(
      .cannotRead(archive.name), reason: "it is a zip file without a workbook in it; it holds \(names)")
  }
}

/// A reference of a part to another one.
struct Relationship: Sendable {
  var id: String
  var type: String
  var target: String
}

private final class RelationshipsParser: XMLHandler {
  private(set) var found: [Relationship] = []

  override func start(_ element: XMLName, _ attributes: XMLAttributes) {
    guard element == "Relationship", !attributes.has("TargetMode", "External"),
      let id = attributes.string("Id"), let type = attributes.string("Type"),
      let target = attributes.string("Target")
    else { return }
    found.append(Relationship(id: id, type: type, target: target))
  }
}

private final class WorkbookParser: XMLHandler {
  private(set) var sheets: [(name: String, isHidden: Bool, relationship: String)] = []
  private(set) var epoch = SerialEpoch.year1900

  override func start(_ element: XMLName, _ attributes: XMLAttributes) {
    switch element {
    case "workbookPr": if attributes.flag("date1904") { epoch = .year1904 }
    case "sheet":
      guard let relationship = attributes.string("id") else { return }
      let isHidden = attributes.has("state", "hidden") || attributes.has("state", "veryHidden")
      sheets.append((attributes.string("name") ?? "", isHidden, relationship))
    default: break
    }
  }
}

extension Diagnostic.Message {
  fileprivate static func cannotRead(_ file: String) -> Self {
    Self(.cannotRead, "cannot read the workbook '\(file)'")
  }
}
