internal import Diagnostics
internal import Formats
internal import Foundation
internal import JobSpec
internal import Tables

/// A file of the folder `Corrections/`, read and written as text: what people have written in it stays as it is.
package struct CorrectionLedger {
  package struct Entry {
    package let table: String
    package let key: [(column: String, text: String)]
    package let column, from, to, by, at, why, file, until: String
  }

  /// Its name below the folder.
  package let file: String
  private let path: String
  package private(set) var header: [String]
  /// By column of the header; an empty text for an empty cell.
  package private(set) var rows: [[String]] = []
  /// The line of each row that was read.
  private var lines: [Int] = []
  private var bytes: [UInt8]
  private var delimiter = UInt8(ascii: ",")
  /// Whether rows were only added, so that the rest of the file stays byte for byte.
  private var keepsBytes = true
  private var added: [[String]] = []

  /// The line of a row; rows that were added have none yet.
  func line(of row: Int) -> Int { row < lines.count ? lines[row] : row + 2 }

  package var displayPath: String { "\(CorrectionFile.folder)/\(file)" }

  /// - Throws: a diagnostic if the file cannot be read as a table.
  package init(_ file: String, in workspace: Workspace) throws {
    self.file = file
    path = "\(workspace.correctionsFolder)/\(file)"
    let input = InputFile(path: path, displayName: "\(CorrectionFile.folder)/\(file)")
    guard let content = try WholeFile.read(ifPresent: input), !content.isEmpty else {
      (header, bytes) = (CorrectionFile.columns, [])
      keepsBytes = false
      return
    }
    bytes = content
    var options = ReadingOptions(zone: .utc)
    options.format = .csv
    options.headersAreExact = false
    options.wantsSourceLine = true
    let recognised = try InputReader.recognise(input, options: options)
    delimiter = recognised.delimiterOfTable ?? delimiter
    let read = try InputReader.read([input], options: options, recognised: [recognised])
    if let reject = read.rejects.column(named: "reason"), read.rejects.rowCount > 0 {
      throw Diagnostic(
        .init(
          .cannotRead,
          "'\(input.displayName)' has \(counted(read.rejects.rowCount, "row")) that cannot be read"),
        reason: reject.value(at: 0).messageText)
    }
    header = read.table.schema.visibleNames
    let columns = header.map { read.table.column(named: $0)! }
    let numbers = read.table.column(named: Field.sourceLine.name)
    for row in 0..<read.table.rowCount {
      rows.append(
        columns.map { column in
          let value = column.value(at: row)
          return value == .null ? "" : value.messageText
        })
      if case .integer(let line)? = numbers?.value(at: row) { lines.append(Int(line)) }
    }
    keepsBytes = String(validating: bytes, as: UTF8.self) != nil
  }

  package func text(_ column: String, of row: Int) -> String {
    place(of: column).map { rows[row][$0] } ?? ""
  }

  func has(_ column: String) -> Bool { place(of: column) != nil }

  private func place(of column: String) -> Int? {
    header.firstIndex(of: column)
      ?? header.firstIndex { HeaderMatching.key($0) == HeaderMatching.key(column) }
  }

  package mutating func append(_ entry: Entry) {
    for (name, _) in entry.key where place(of: name) == nil {
      insert(name, before: place(of: CorrectionFile.column) ?? header.count)
    }
    for name in CorrectionFile.columns where place(of: name) == nil { insert(name, before: header.count) }
    var row = header.map { _ in "" }
    let values =
      entry.key.map { ($0.column, $0.text) } + [
        (CorrectionFile.table, entry.table), (CorrectionFile.column, entry.column),
        (CorrectionFile.from, entry.from), (CorrectionFile.to, entry.to), (CorrectionFile.by, entry.by),
        (CorrectionFile.at, entry.at), (CorrectionFile.why, entry.why), (CorrectionFile.file, entry.file),
        (CorrectionFile.until, entry.until),
      ]
    for (name, text) in values { row[place(of: name)!] = text }
    added.append(row)
    rows.append(row)
  }

  private mutating func insert(_ name: String, before place: Int) {
    keepsBytes = false
    header.insert(name, at: place)
    for row in rows.indices { rows[row].insert("", at: place) }
  }

  /// Removes rows by their numbers.
  package mutating func remove(_ numbers: Set<Int>) {
    if numbers.isEmpty { return }
    keepsBytes = false
    rows = rows.enumerated().filter { !numbers.contains($0.offset) }.map(\.element)
    lines = lines.enumerated().filter { !numbers.contains($0.offset) }.map(\.element)
  }

  /// Empties the cells of some columns.
  package mutating func clear(_ columns: [String]) {
    keepsBytes = false
    for place in columns.compactMap(place) {
      for row in rows.indices { rows[row][place] = "" }
    }
  }

  /// Replaces the file at once.
  package func write() throws {
    try FileModes.makeFolder(path.parentFolder)
    var text = bytes
    if keepsBytes {
      let ending: [UInt8] = bytes.contains(0x0D) ? [0x0D, 0x0A] : [0x0A]
      if let last = text.last, last != 0x0A { text += ending }
      for row in added { text += line(row) + ending }
    } else {
      text = []
      for row in [header] + rows { text += line(row) + [0x0A] }
    }
    let mode = try? FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? UInt32
    try AtomicFile.write(text, to: path, mode: mode ?? FileModes.file)
  }

  private func line(_ row: [String]) -> [UInt8] {
    let separator = String(UnicodeScalar(delimiter))
    let cells = row.map { text -> String in
      let needsQuotes =
        text.unicodeScalars.contains { [separator, "\"", "\n", "\r"].contains(String($0)) }
        || text.first?.isWhitespace == true || text.last?.isWhitespace == true
      return needsQuotes ? "\"\(text.replacing("\"", with: "\"\""))\"" : text
    }
    return Array(cells.joined(separator: separator).utf8)
  }
}
