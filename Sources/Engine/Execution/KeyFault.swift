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
  /// Nil if the key, whose columns must exist, identifies each row.
  init?(_ rows: Table, named table: String, _ key: [String], _ zone: Zone, at location: SourceLocation) throws
  {
    var search = KeyFaultSearch(key, zone)
    try search.add(rows, places: nil)
    if search.isSound { return nil }
    self.init(search, rows.gather(search.places.map { Int32($0) }), of: table, at: location)
  }

  /// - Parameter rows: those that were found.
  init(_ search: KeyFaultSearch, _ rows: Table, of table: String, at location: SourceLocation) {
    self.init(
      table: table, key: search.key, rows: rows, finding: search.finding, examples: search.examples,
      location: location)
  }
}

/// Looks for rows that a key does not identify, in a whole table or in one part after the other; rows with equal keys are
/// in one part.
struct KeyFaultSearch {
  let key: [String]
  private let zone: Zone
  private var rowCount = 0
  private var nulls: [Int64] = []
  private var doubles: [Int64] = []
  /// The first groups of rows that are at fault, by their first row.
  private var named: [(row: Int64, words: String)] = []

  /// How many rows, or groups of rows, the error names; all of them are handed over.
  private static let mostNamed = 5

  init(_ key: [String], _ zone: Zone) { (self.key, self.zone) = (key, zone) }

  var isSound: Bool { nulls.isEmpty && doubles.isEmpty }
  /// The rows at fault, in the order of the table.
  var places: [Int64] { (nulls + doubles).sorted() }

  /// - Parameters:
  ///   - rows: the columns of the key, at least.
  ///   - places: of the rows in the table, ascending; nil if they are the whole table.
  mutating func add(_ rows: Table, places: [Int64]?) throws {
    rowCount += rows.rowCount
    let columns = rows.columns(named: key)
    let groups = try Grouping.by(columns, rowCount: rows.rowCount)
    if groups.groupCount == rows.rowCount, !columns.contains(where: { $0.validity.mayHaveNulls }) { return }
    let (members, starts) = groups.arranged()
    var found = 0
    for group in 0..<groups.groupCount {
      let same = members[starts[group]..<starts[group + 1]]
      let first = Int(same[same.startIndex])
      let missing = key.indices.filter { !columns[$0].validity[first] }
      if missing.isEmpty, same.count == 1 { continue }
      let numbers = same.map { places?[Int($0)] ?? Int64($0) }
      if missing.isEmpty { doubles += numbers } else { nulls += numbers }
      found += 1
      if found > KeyFaultSearch.mostNamed { continue }
      let words =
        missing.isEmpty
        ? columns.map { "'\($0.value(at: first).text(in: zone))'" }.joined(separator: ", ")
        : "no \(missing.map { key[$0] }.joined(separator: ", "))"
      named.append((numbers[0], "\(KeyFaultSearch.numbers(numbers)) \(words)"))
    }
    if places != nil { named = Array(named.sorted { $0.row < $1.row }.prefix(KeyFaultSearch.mostNamed)) }
  }

  /// `2 of 9 rows have no email; 4 of 9 rows have the same email as another row`
  var finding: String {
    let missing = enumeration(key.map { "no \($0)" }, or: "or")
    let found = [(nulls.count, missing), (doubles.count, "the same \(enumeration(key)) as another row")]
    return found.filter { $0.0 > 0 }
      .map { "\($0.0) of \(rowCount) rows \($0.0 == 1 ? "has" : "have") \($0.1)" }
      .joined(separator: "; ")
  }

  var examples: String { named.map(\.words).joined(separator: "; ") }

  /// `row 3 has`, `rows 4, 9 and 12 have`, counted from 1
  private static func numbers(_ rows: [Int64]) -> String {
    if rows.count == 1 { return "row \(rows[0] + 1) has" }
    let shown = rows.prefix(mostNamed).map { "\($0 + 1)" }
    let rest = rows.count - shown.count
    return "rows \(rest > 0 ? "\(shown.joined(separator: ", ")) and \(rest) more" : enumeration(shown)) have"
  }
}
