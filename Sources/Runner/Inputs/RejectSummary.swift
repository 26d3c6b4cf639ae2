internal import Diagnostics
internal import Engine
internal import Tables

/// The rejects of an input by reason, so that people see at a glance what is wrong with a file.
struct RejectSummary {
  let input: String
  let count: Int
  let rows: Int
  /// `84 × consent: 'sí, acepto' is not true or false; 6 × email: a value is required`
  let words: String

  /// The reasons that are listed; the others are counted.
  private static let limit = 3

  /// - Returns: nil if there are no rejects.
  init?(_ input: String, _ data: InputData) {
    let rejects = data.rejects
    guard rejects.rowCount > 0, case .text(let columns)? = rejects.column(named: "column"),
      case .text(let reasons)? = rejects.column(named: "reason")
    else { return nil }
    self.input = input
    count = rejects.rowCount
    rows = data.rowsFound
    var exact: [String: Int] = [:]
    let faults = (0..<rejects.rowCount).map { row in
      let column = columns.validity[row] ? "\(columns.string(at: row)): " : ""
      return column + reasons.string(at: row)
    }
    for fault in faults { exact[fault, default: 0] += 1 }
    // A value that occurs once may be a person's; one that many rows share says what to declare.
    var counts: [String: Int] = [:]
    for (fault, number) in exact {
      counts[number > 1 ? fault : RejectSummary.general(fault), default: 0] += number
    }
    let sorted = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    var parts = sorted.prefix(RejectSummary.limit).map { "\($0.value) × \($0.key)" }
    let others = sorted.dropFirst(RejectSummary.limit).reduce(0) { $0 + $1.value }
    if others > 0 { parts.append("\(others) for other reasons") }
    words = parts.joined(separator: "; ")
  }

  /// `age: 'x' is not an integer` without the value.
  private static func general(_ fault: String) -> String {
    guard let first = fault.firstIndex(of: "'"), let end = fault.ranges(of: "' is ").last
    else {
      return fault
    }
    return fault[..<first] + "a value is " + fault[end.upperBound...]
  }
}
