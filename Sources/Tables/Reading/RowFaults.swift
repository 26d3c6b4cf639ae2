/// The reasons why rows of a batch are rejected: the first fault of each row, in column order.
package struct RowFaults: Sendable {
  package init() {}

  package struct Fault: Sendable {
    /// Nil if the fault concerns the row as a whole.
    package var column: String?
    package var code: RejectCode
    package var reason: String
  }
  package private(set) var byRow: [Int: Fault] = [:]

  package var isEmpty: Bool { byRow.isEmpty }

  package mutating func add(
    _ row: Int, column: String?, _ code: RejectCode, _ reason: @autoclosure () -> String
  ) {
    if byRow[row] == nil { byRow[row] = Fault(column: column, code: code, reason: reason()) }
  }

  /// Adds the faults of further columns.
  ///
  /// - Parameter first: the row of the batch where those of `others` begin.
  package mutating func add(_ others: RowFaults, from first: Int = 0) {
    byRow.merge(others.byRow.lazy.map { ($0.key + first, $0.value) }) { first, _ in first }
  }

  /// The rows of a batch without a fault.
  package func good(of count: Int) -> [Int32] {
    (0..<count).compactMap { byRow[$0] == nil ? Int32($0) : nil }
  }
}
