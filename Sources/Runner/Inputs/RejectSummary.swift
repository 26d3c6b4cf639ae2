internal import Diagnostics
internal import Engine
internal import JobSpec
internal import Tables

/// The rejects of an input by reason, so that people see at a glance what is wrong with a file.
struct RejectSummary {
  let input: Input
  let count: Int
  /// The data rows that were found, with the rejects.
  let rows: Int
  /// `84 × consent: 'sí, acepto' is not true or false; 6 × email: a value is required`
  let words: String
  /// The same, a part for each cause.
  let causes: [String]
  /// By column (nil for the row as a whole) and code, in the order of the first.
  let parts: [(column: String?, code: RejectCode?, count: Int)]

  /// - Returns: nil if there are no rejects.
  init?(_ input: Input, _ data: InputData) {
    let rejects = data.rejects
    guard rejects.rowCount > 0, case .text(let columns)? = rejects.column(named: "column"),
      case .text(let reasons)? = rejects.column(named: "reason"),
      case .text(let codes)? = rejects.column(named: "code")
    else { return nil }
    self.input = input
    count = rejects.rowCount
    rows = data.dataRows
    var found: [(column: String?, code: RejectCode?, count: Int)] = []
    var places: [String: Int] = [:]
    for row in 0..<rejects.rowCount {
      let column = columns.validity[row] ? columns.string(at: row) : nil
      let code = codes.string(at: row)
      let key = "\(column ?? "")\u{0}\(code)"
      if let place = places[key] {
        found[place].count += 1
      } else {
        places[key] = found.count
        found.append((column, RejectCode(rawValue: code), 1))
      }
    }
    parts = found
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
    causes = sorted.map { "\($0.value) × \($0.key)" }
    words = causes.joined(separator: "; ")
  }

  /// For the terminal: one line, or a line for each of several causes.
  var lines: [String] {
    let subject = "\(input.name.value): \(counted(count, "reject"))"
    return causes.count == 1 ? ["\(subject): \(words)"] : [subject] + causes.map { "  \($0)" }
  }

  /// An error if the input has more rejects than the job allows; without a limit, if it has more than
  ///   half of the rows, because then the file is probably not what the job expects. A warning if the job allows
  ///   that.
  var loss: Diagnostic? {
    let isMost = count * 2 > rows
    var limit: String?
    switch input.rejectsMax {
    case nil: if isMost { limit = "half" }
    case .count(let max): if count > max { limit = "\(max)" }
    case .percent(let max):
      if Double(count) * 100 > max * Double(rows) {
        limit = "\(Value.number(max).messageText)%"
      }
    }
    if let limit {
      return Diagnostic(
        .tooManyRejects(input.name.value, count, of: rows, max: limit), at: input.name.location,
        reason: words,
        hint: input.rejectsMax == nil ? "if this is expected, allow it:  rejects: {max: 80%}" : nil,
        quoting: .reason)
    }
    if !isMost { return nil }
    return Diagnostic(
      .mostRejected(input.name.value, count, of: rows), at: input.name.location,
      severity: .warning, reason: words, quoting: .reason)
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

extension Diagnostic.Message {
  fileprivate static func mostRejected(_ input: String, _ rejected: Int, of rows: Int) -> Self {
    Self(
      .tooManyRejects,
      rejected == rows
        ? "nothing is left of input '\(input)': all of its \(counted(rows, "row")) are rejects"
        : "most of input '\(input)' is lost: \(rejected) of \(rows) rows are rejects")
  }
  fileprivate static func tooManyRejects(_ input: String, _ rejected: Int, of rows: Int, max: String) -> Self
  {
    Self(.tooManyRejects, "input '\(input)' has \(rejected) rejects of \(rows) rows, more than \(max)")
  }
}
