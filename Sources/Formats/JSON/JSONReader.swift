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

  func read() throws -> FileRows {
    let text = Data(try file.text())
    var rows = JSONRows()
    var broken: [Reject] = []
    if format == JSONLines.name {
      broken = lines(text, into: &rows)
    } else {
      for (index, object) in try list(text).enumerated() { rows.add(object, line: index + 1) }
    }
    let header = rows.finish(text)
    if let list = try known(rows.grid, header) { return list }
    let matching = try HeaderMatching(header: header, location: file.location(), options: options)
    let fingerprint = try file.fingerprint()
    var result = FileRows(
      report: FileReport(
        file: file.name, bytes: fingerprint.bytes, sha256: fingerprint.sha256, rows: 0, rejected: 0,
        format: format, encoding: file.decoding.encoding, modified: file.modified),
      warnings: matching.warnings)
    SheetColumns(grid: rows.grid, firstRow: 0, options: options).read(
      matching.plans, header: SheetHead(header), into: &result)
    result.rejects = (result.rejects + broken).sorted { $0.line < $1.line }
    result.report.rows += broken.count
    result.report.rejected += broken.count
    return result
  }

  /// The rows of a list of registrations or answers that is known by the names of its members.
  private func known(_ grid: SheetGrid, _ header: [String]) throws -> FileRows? {
    func text(rows: Int) -> TextFile { TextFile(text: grid.csv(header: header, rows: rows), in: file) }
    return try CellList(options: options, own: format).read(text)
  }

  /// The objects of the lines, blank ones left out; lines that are none become rejects.
  private func lines(_ text: Data, into rows: inout JSONRows) -> [Reject] {
    var broken: [Reject] = []
    let decoder = JSONDecoder()
    for (index, line) in text.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated() {
      if line.allSatisfy({ $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }) { continue }
      if let node = try? decoder.decode(JSONNode.self, from: line), case .object(let object) = node {
        rows.add(object, line: index + 1)
      } else {
        broken.append(
          Reject(
            line: index + 1, column: nil, code: .object, reason: "it is not an object of JSON",
            raw: String(decoding: line, as: UTF8.self)
          ))
      }
    }
    return broken
  }

  /// The objects of the list that the input means.
  private func list(_ text: Data) throws -> [[String: JSONNode]] {
    var node: JSONNode
    do {
      node = try JSONDecoder().decode(JSONNode.self, from: text)
    } catch {
      throw Diagnostic(
        .notJSON(file.name), at: file.location(), reason: JSONReader.words(error),
        hint: "fetch the file again")
    }
    if let path = options.path {
      for name in path.split(separator: ".") {
        guard case .object(let members) = node, let next = members[String(name)] else {
          throw Diagnostic(
            .noPath(file.name, path), at: file.location(),
            reason: JSONReader.lists(node).isEmpty
              ? nil : "it has lists in \(HeaderMatching.list(JSONReader.lists(node)))")
        }
        node = next
      }
    }
    if case .object(let members) = node, options.path == nil {
      let lists = JSONReader.lists(node)
      if lists.count > 1 {
        throw Diagnostic(
          .severalLists(file.name), at: file.location(), reason: "they are \(HeaderMatching.list(lists))",
          hint: "say which one in the input:  path: \(lists[0])")
      }
      if let only = lists.first, let found = members[only] { node = found }
    }
    switch node {
    case .object(let object): return [object]
    case .list(let items):
      return items.map { item in
        if case .object(let object) = item { return object }
        return ["value": item]
      }
    default:
      throw Diagnostic(.notJSON(file.name), at: file.location(), reason: "there is no list of objects in it")
    }
  }

  /// The members that are lists of objects.
  private static func lists(_ node: JSONNode) -> [String] {
    guard case .object(let members) = node else { return [] }
    return members.filter { member in
      guard case .list(let items) = member.value, case .object? = items.first else { return false }
      return true
    }.keys.sorted()
  }

  private static func words(_ error: any Error) -> String {
    guard case DecodingError.dataCorrupted(let context) = error else { return "it is damaged" }
    let detail = (context.underlyingError as NSError?)?.userInfo[NSDebugDescriptionErrorKey] as? String
    return detail ?? context.debugDescription
  }
}

extension Diagnostic.Message {
  fileprivate static func notJSON(_ file: String) -> Self {
    Self(.cannotRead, "'\(file)' is not JSON that can be read")
  }
  fileprivate static func noPath(_ file: String, _ path: String) -> Self {
    Self(.cannotRead, "'\(file)' has nothing at '\(path)'")
  }
  fileprivate static func severalLists(_ file: String) -> Self {
    Self(.cannotRead, "'\(file)' has several lists of objects")
  }
}
