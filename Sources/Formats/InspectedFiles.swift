internal import Tables

/// Several inspected files of one input: where they differ, and the entry that reads them all.
package struct InspectedFiles: Sendable {
  private let files: [Inspection]

  /// - Parameter files: at least one.
  package init(_ files: [Inspection]) { self.files = files }

  // MARK: Differences

  /// A line for each difference; empty if the files are alike.
  package var differences: [String] {
    var lines: [String] = []
    func compare(_ what: String, _ value: (Inspection) -> String?) {
      if let words = words(value) { lines.append("\(what): \(words)") }
    }
    compare("format") { $0.report.format.rawValue }
    compare("encoding") { $0.report.encoding?.rawValue }
    compare("delimiter") { $0.shape.first { $0.key == "delimiter" }?.yaml }
    compare("header row") { $0.headerRow.map { "\($0)" } }
    for key in keys {
      let name = first(key)!.header.isEmpty ? first(key)!.name : first(key)!.header
      let without = files.filter { column(key, in: $0) == nil }
      if !without.isEmpty {
        lines.append("column '\(name)' is missing in \(list(without))")
      }
      compare("column '\(name)'") { file in
        column(key, in: file).map { column in
          let mark = column.decimal.map { " with decimal \(Character(UnicodeScalar($0)))" } ?? ""
          return column.type.rawValue + (column.format.map { " as \($0)" } ?? "") + mark
        }
      }
    }
    return lines
  }

  /// `comma in a.csv; semicolon in b.csv, c.csv`; nil if all are the same.
  private func words(_ value: (Inspection) -> String?) -> String? {
    var groups: [(value: String, files: [Inspection])] = []
    for file in files {
      guard let value = value(file) else { continue }
      if let place = groups.firstIndex(where: { $0.value == value }) {
        groups[place].files.append(file)
      } else {
        groups.append((value, [file]))
      }
    }
    if groups.count < 2 { return nil }
    return groups.map { "\($0.value) in \(list($0.files))" }.joined(separator: "; ")
  }

  private func list(_ files: [Inspection]) -> String { files.map(\.file).joined(separator: ", ") }

  /// The columns of all files, by folded header, in order of first appearance.
  private var keys: [String] {
    var seen: Set<String> = []
    return files.flatMap(\.columns).map(InspectedFiles.key).filter { seen.insert($0).inserted }
  }

  private static func key(_ column: Inspection.InspectedColumn) -> String {
    HeaderMatching.key(column.header.isEmpty ? column.name : column.header)
  }

  private func column(_ key: String, in file: Inspection) -> Inspection.InspectedColumn? {
    file.columns.first { InspectedFiles.key($0) == key }
  }

  private static func isEmpty(_ column: Inspection.InspectedColumn, in file: Inspection) -> Bool {
    let leftOut = file.report.leftOut.reduce(0) { $0 + $1.rows }
    return column.empty >= file.report.rows - file.report.rejected - leftOut
  }

  private func first(_ key: String) -> Inspection.InspectedColumn? {
    files.lazy.compactMap { column(key, in: $0) }.first
  }

  // MARK: The entry

  /// The `inputs:` entry that reads all files; nil if they have several formats.
  package func snippet(name: String) -> String? {
    var all = files[0]
    guard files.allSatisfy({ $0.report.format == all.report.format }) else { return nil }
    if words({ $0.report.encoding?.rawValue }) != nil { all.report.encoding = nil }
    if words({ $0.shape.first { $0.key == "delimiter" }?.yaml }) != nil {
      (all.report.delimiter, all.report.dialect) = (nil, nil)
    }
    if words({ $0.headerRow.map { "\($0)" } }) != nil { all.headerRow = nil }
    all.columns = keys.map { key in
      let found = files.filter { column(key, in: $0) != nil }
      // A column without values has the type text, which says nothing; it does not decide for the others.
      let filled = found.filter { !InspectedFiles.isEmpty(column(key, in: $0)!, in: $0) }
      return merged((filled.isEmpty ? found : filled).map { column(key, in: $0)! })
    }
    all.needsPadding = files.contains(where: \.needsPadding)
    all.goesOnBehindHeader = files.contains(where: \.goesOnBehindHeader)
    all.pattern = InspectedFiles.pattern(files.map(\.path))
    return all.snippet(name: name)
  }

  private func merged(_ columns: [Inspection.InspectedColumn]) -> Inspection.InspectedColumn {
    var result = columns[0]
    result.majority = nil
    for next in columns.dropFirst() {
      for text in next.nulls where !result.nulls.contains(text) { result.nulls.append(text) }
      if next.proposal != result.proposal { result.proposal = nil }
      let isSame = next.type == result.type && next.format == result.format && next.decimal == result.decimal
      if isSame { continue }
      let types: Set = [next.type, result.type]
      if types == [.integer, .number], next.decimal == result.decimal {
        result.type = .number
      } else if types.count == 1, let formats = InspectedFiles.formats(result, next) {
        (result.format, result.otherFormats) = (formats[0], Array(formats.dropFirst()))
      } else {
        result.otherFormats = []
        (result.type, result.format, result.decimal, result.proposal) = (.text, nil, nil, nil)
        result.nulls = []
      }
    }
    return result
  }

  /// The patterns of dates that read two columns; nil if a date of one could be read as another date by the pattern of
  /// the other.
  private static func formats(
    _ a: Inspection.InspectedColumn, _ b: Inspection.InspectedColumn
  ) -> [String]? {
    guard a.type == .date || a.type == .datetime else { return nil }
    // A pattern for dates in ISO 8601; times of these have many shapes.
    let iso = a.type == .date ? "yyyy-MM-dd" : nil
    guard let first = a.format ?? iso, let next = b.format ?? iso else { return nil }
    let all = [first] + a.otherFormats
    let formats = all.contains(next) ? all : all + [next]
    let orders = Set(
      formats.compactMap { format -> String? in
        let letters = format.filter { $0 == "d" || $0 == "M" || $0 == "y" }
        return format.contains("MMM") || letters.first == "y" ? nil : String(letters.prefix(1))
      })
    return orders.count <= 1 ? formats : nil
  }

  /// The common parts of names, with a star for the rest: `zoom/*.csv`.
  private static func pattern(_ paths: [String]) -> String? {
    guard paths.count > 1 else { return nil }
    let characters = paths.map(Array.init)
    let shortest = characters.map(\.count).min()!
    let start = (0..<shortest).prefix { place in characters.allSatisfy { $0[place] == characters[0][place] } }
      .count
    let end = (0..<shortest - start).prefix { place in
      characters.allSatisfy { $0[$0.count - 1 - place] == characters[0][characters[0].count - 1 - place] }
    }.count
    let differing = characters.map { String($0[start..<$0.count - end]) }
    if differing.contains(where: { $0.contains("/") }) { return nil }
    return String(characters[0][..<start]) + "*" + String(characters[0].suffix(end))
  }
}
