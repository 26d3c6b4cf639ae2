internal import Diagnostics
internal import Foundation
internal import Tables

/// Reads lists of objects in JSON, and JSON Lines.
struct JSONReader: Sendable {
  private let format: InputFormat
  private let file: TextFile
  private let options: ReadingOptions

  init(_ file: OpenedFile, as format: InputFormat, options: ReadingOptions) throws {
    self.format = format
    self.file = try file.text()
    self.options = options
  }

  /// So long may a text be: the texts of its rows are held as well, and each is a copy.
  static let longest = 256_000_000

  /// Whether a text with this beginning is read as JSON.
  static func reads(_ head: ArraySlice<UInt8>, _ options: ReadingOptions) -> Bool {
    switch options.format {
    case .csv?: false
    case .json?, .jsonLines?: true
    default: JSONTable.begins(head.prefix(4096))
    }
  }

  func read() throws -> FileRows {
    if file.length > JSONReader.longest {
      throw Diagnostic(
        .tooLong(file.name), at: file.location(),
        reason:
          "it has \(file.length / 1_000_000) MB, and at most \(UnpackingLimits.words(JSONReader.longest)) are read",
        hint: "divide it into several files, or save it as CSV, which may have any size")
    }
    let text = Data(try file.text())
    var rows = JSONRows()
    var broken: [Reject] = []
    var others = 0
    var warnings = file.encodingWarning.map { [$0] } ?? []
    if format == JSONLines.name {
      broken = try lines(text, into: &rows)
    } else {
      (broken, others, warnings) = try objects(text, into: &rows, warnings)
    }
    let header = rows.finish(text)
    if var list = try known(rows.grid, header) {
      list.warnings = warnings + list.warnings
      JSONReader.add(broken, others: others, to: &list)
      return list
    }
    let matching = try HeaderMatching(header: header, location: file.location(), options: options)
    let fingerprint = try file.fingerprint()
    var result = FileRows(
      report: FileReport(
        file: file.name, bytes: fingerprint.bytes, sha256: fingerprint.sha256, rows: 0, rejected: 0,
        format: format, encoding: file.decoding.encoding, modified: file.modified),
      warnings: warnings + matching.warnings)
    SheetColumns(grid: rows.grid, firstRow: 0, options: options).read(
      matching.plans, header: SheetHead(header), into: &result)
    JSONReader.add(broken, others: others, to: &result)
    return result
  }

  /// - Parameter others: the number of objects in lists that are not read.
  private static func add(_ rejects: [Reject], others: Int, to rows: inout FileRows) {
    if others > 0 {
      rows.report.leftOut.append(("row of another list", others))
      rows.report.rows += others
    }
    rows.rejects = (rows.rejects + rejects).sorted { $0.line < $1.line }
    rows.report.rows += rejects.count
    rows.report.rejected += rejects.count
  }

  /// The rows of a list of registrations or answers that is known by the names of its members.
  private func known(_ grid: SheetGrid, _ header: [String]) throws -> FileRows? {
    let list = CellList(options: options, own: format) { TextFile(text: $0, in: file) }
    return try list.read { grid.csv(header: header, rows: $0) }
  }

  /// The objects of the lines, blank ones left out; other lines, and objects with a member twice, become rejects.
  private func lines(_ text: Data, into rows: inout JSONRows) throws -> [Reject] {
    var broken: [Reject] = []
    let decoder = JSONDecoder()
    for (index, line) in text.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated() {
      if index & 0xFFFF == 0 { try Interruption.check() }
      if line.allSatisfy({ $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }) { continue }
      if let node = try? decoder.decode(JSONNode.self, from: line), case .object(let object) = node {
        if let reject = repeated(text, line.startIndex..<line.endIndex, line: index + 1) {
          broken.append(reject)
        } else {
          try rows.add(object, line: index + 1, of: file)
        }
      } else {
        broken.append(
          Reject(
            line: index + 1, column: nil, code: .object, reason: JSONReader.fault(of: line),
            raw: Array(line).span.text(0..<line.count), place: line.startIndex..<line.endIndex))
      }
    }
    return broken
  }

  /// Why a line is not decoded.
  private static func fault(of line: Data) -> String {
    let text = Data(line)
    let isObject =
      text.first { $0 != 0x20 && $0 != 0x09 } == UInt8(ascii: "{")
      && (try? JSONScanner.value(text.span)) != nil
    return isObject
      ? "a value in it cannot be kept, such as a number that is too large" : "it is not an object of JSON"
  }

  /// The reject that an object is which has a member twice; nil if each has one value.
  private func repeated(_ text: Data, _ object: Range<Int>, line: Int) -> Reject? {
    guard let name = JSONScanner.repeatedName(text.span, in: object) else { return nil }
    return Reject(
      line: line, column: nil, code: .object, reason: "it has two members '\(name)' in one object",
      raw: text.span.text(object), place: object)
  }

  /// Adds the objects of the list that the input means, each decoded by itself.
  ///
  /// - Returns: objects with a member twice, the number of objects in other lists, and the warnings with one more if the file
  ///   counts the objects otherwise.
  private func objects(
    _ text: Data, into rows: inout JSONRows, _ warnings: [Diagnostic]
  ) throws -> ([Reject], others: Int, [Diagnostic]) {
    var broken: [Reject] = []
    let found: JSONList
    do {
      found = try JSONList(text, path: options.path, file: file)
    } catch let fault as JSONScanner.Malformed {
      throw damaged(text, at: fault.place)
    }
    let decoder = JSONDecoder()
    for (index, item) in found.items.enumerated() {
      if index & 0xFFF == 0 { try Interruption.check() }
      guard let node = try? decoder.decode(JSONNode.self, from: text[item.moved(by: text.startIndex)]) else {
        throw damaged(text, at: item.lowerBound)
      }
      if let reject = repeated(text, item, line: index + 1) {
        broken.append(reject)
      } else if case .object(let object) = node {
        try rows.add(object, line: index + 1, of: file)
      } else {
        try rows.add(["value": node], line: index + 1, of: file)
      }
    }
    var warnings = warnings
    if !found.others.isEmpty {
      warnings.append(
        Diagnostic(
          .otherLists(file.name), at: file.location(), severity: .warning,
          reason:
            "\(HeaderMatching.list(found.others.map(\.path))) \(found.others.count == 1 ? "is" : "are") left out",
          hint: "say which one in the input:  path: \(found.others[0].path)"))
    }
    let others = found.others.reduce(0) { $0 + $1.count }
    guard let (name, count) = found.count, count != found.items.count else {
      return (broken, others, warnings)
    }
    let difference = ReportTotal.difference(
      name, "\(count)", found: "\(found.items.count)", "the objects of the list", in: file.name,
      at: file.location())
    return (broken, others, warnings + [difference])
  }

  private func damaged(_ text: Data, at place: Int) -> Diagnostic {
    let line = text.prefix(place).count { $0 == 0x0A } + 1
    return Diagnostic(
      .notJSON(file.name), at: file.location(line: line),
      reason: place >= text.count
        ? "it breaks off" : "something is wrong in line \(line), or in the value that begins there",
      hint: "fetch the file again")
  }
}

extension Range<Int> {
  fileprivate func moved(by offset: Int) -> Range<Int> { lowerBound + offset..<upperBound + offset }
}

extension Diagnostic.Message {
  fileprivate static func otherLists(_ file: String) -> Self {
    Self(.suspectText, "'\(file)' has several lists of objects, and the outermost is read")
  }
  fileprivate static func notJSON(_ file: String) -> Self {
    Self(.cannotRead, "'\(file)' is not JSON that can be read")
  }
  fileprivate static func tooLong(_ file: String) -> Self {
    Self(.cannotRead, "'\(file)' is too long for JSON")
  }
}
