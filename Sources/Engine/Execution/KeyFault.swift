package import Diagnostics
package import Tables

/// Rows of a finished table that its `key` does not identify: a column of the key is empty, or several rows
/// have the same values in it.
package struct KeyFault: Sendable {
  package let table: String
  package let key: [String]
  /// All rows at fault, in the order of the table.
  package let rows: Table
  /// The number of rows and what is wrong: `2 of 9 rows have no email; 4 of 9 rows share their email`.
  package let finding: String
  /// The first rows by number and value: `row 3 has no email; rows 4 and 9 have 'ana@example.org'`.
  package let examples: String
  package let location: SourceLocation
}

extension TablePlan {
  /// - Parameter table: the finished table.
  /// - Returns: nil if every row has a key of its own, or the table has no key.
  func keyFault(in table: Table, _ zone: Zone) throws -> KeyFault? {
    guard !key.isEmpty, let location = keyLocation else { return nil }
    return try KeyFault(table, named: name, key, zone, at: location)
  }
}

extension KeyFault {
  /// How many rows, or groups of rows, the error names; all of them are handed over.
  private static let mostNamed = 5

  /// Nil if the key, whose columns must exist, identifies each row.
  init?(_ rows: Table, named table: String, _ key: [String], _ zone: Zone, at location: SourceLocation) throws
  {
    let columns = rows.columns(named: key)
    let groups = try Grouping.by(columns, rowCount: rows.rowCount)
    let mayHaveNulls = columns.contains { $0.validity.mayHaveNulls }
    if groups.groupCount == rows.rowCount, !mayHaveNulls { return nil }
    let (members, starts) = groups.arranged()
    var nulls: [Int32] = []
    var doubles: [Int32] = []
    var named: [(row: Int32, words: String)] = []
    for group in 0..<groups.groupCount {
      let same = members[starts[group]..<starts[group + 1]]
      let first = Int(same[same.startIndex])
      let missing = key.indices.filter { !columns[$0].validity[first] }
      if !missing.isEmpty {
        nulls += same
        guard named.count < KeyFault.mostNamed else { continue }
        named.append(
          (Int32(first), "\(KeyFault.numbers(same)) no \(missing.map { key[$0] }.joined(separator: ", "))"))
      } else if same.count > 1 {
        doubles += same
        guard named.count < KeyFault.mostNamed else { continue }
        let value = columns.map { "'\($0.value(at: first).text(in: zone))'" }.joined(separator: ", ")
        named.append((Int32(first), "\(KeyFault.numbers(same)) \(value)"))
      }
    }
    if nulls.isEmpty, doubles.isEmpty { return nil }
    let missing = enumeration(key.map { "no \($0)" }, or: "or")
    let found = [(nulls.count, missing), (doubles.count, "the same \(enumeration(key)) as another row")]
    self.init(
      table: table, key: key, rows: rows.gather((nulls + doubles).sorted()),
      finding: found.filter { $0.0 > 0 }
        .map { "\($0.0) of \(rows.rowCount) rows \($0.0 == 1 ? "has" : "have") \($0.1)" }
        .joined(separator: "; "),
      examples: named.map(\.words).joined(separator: "; "), location: location)
  }

  /// `row 3 has`, `rows 4, 9 and 12 have`, counted from 1
  private static func numbers(_ rows: ArraySlice<Int32>) -> String {
    if rows.count == 1 { return "row \(rows.first! + 1) has" }
    let shown = rows.prefix(mostNamed).map { "\($0 + 1)" }
    let rest = rows.count - shown.count
    return "rows \(rest > 0 ? "\(shown.joined(separator: ", ")) and \(rest) more" : enumeration(shown)) have"
  }
}
