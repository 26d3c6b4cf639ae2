package import Diagnostics
package import Tables

/// A number of rows, with two sums of their hashes: equal for the same rows, in whatever order they come and however
/// they are divided, and different if one is lost, doubled or changed.
///
/// Receipts of parts add up to that of the whole. The hashes of a row are taken over its values in the order of the
/// columns, without their names, so that columns may have other names on their way.
package struct Receipt: Sendable, Equatable, Codable {
  package private(set) var rows = 0
  /// The sums of the rows' hashes, and of hashes of these, both modulo 2^64.
  package private(set) var sum: UInt64 = 0
  package private(set) var otherSum: UInt64 = 0

  package init() {}

  package init(_ table: Table) { self.init(hashes: table.rowHashes) }

  init(hashes: [UInt64]) {
    for hash in hashes { add(hash) }
  }

  package mutating func add(_ table: Table) { self += Receipt(table) }

  mutating func add(_ hash: UInt64) {
    rows += 1
    sum &+= hash
    otherSum &+= mixed(0x7365_636F_6E64, hash)
  }

  package static func += (receipt: inout Receipt, other: Receipt) {
    receipt.rows += other.rows
    receipt.sum &+= other.sum
    receipt.otherSum &+= other.otherSum
  }

  /// Verifies that what arrived is what was handed on.
  ///
  /// - Parameters:
  ///   - sent: the receipt of the rows that were handed on; this one is of those that arrived.
  ///   - stage: what they were handed on for, for the message: `step 'group' of table 'made'`.
  /// - Throws: a diagnostic of its own code that says which rows were wrong, and by how many.
  package func verify(against sent: Receipt, at stage: String, _ location: SourceLocation? = nil) throws {
    if self == sent { return }
    let change =
      rows < sent.rows
      ? "\(sent.rows - rows) of \(sent.rows) rows were lost"
      : rows > sent.rows
        ? "\(rows - sent.rows) rows came besides the \(sent.rows) that were sent"
        : "the sums of the \(rows) rows differ"
    throw Diagnostic(
      .init(.rowsChanged, "rows were lost, doubled or changed on their way, at \(stage)"), at: location,
      reason: change + " (sent \(sent.sums), received \(sums))",
      hint:
        "this is a fault of the program, or of the engine or disk that moved the rows; run the job again, "
        + "and report it if it comes back")
  }

  private var sums: String {
    [sum, otherSum].map { word in
      let digits = String(word, radix: 16)
      return String(repeating: "0", count: 16 - digits.count) + digits
    }.joined()
  }
}

extension Table {
  /// A hash of all values of each row. Unlike hashes of keys, they differ for values that are equal, but not the same.
  var rowHashes: [UInt64] {
    let columns = columns.map { column in
      guard case .number(let numbers) = column else { return column }
      return Column.integer(
        PlainColumn(numbers.values.map { Int64(bitPattern: $0.bitPattern) }, validity: numbers.validity))
    }
    let parts = Parallel.each(Parallel.pieces(rows: rowCount)) { range in
      var hashes = [UInt64](repeating: 0x7265_6365_6970_74, count: range.count)
      for column in columns {
        column.mixHashes(of: range, into: &hashes)
      }
      return hashes
    }
    return parts.count == 1 ? parts[0] : Array(parts.joined())
  }
}
