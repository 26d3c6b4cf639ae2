internal import Diagnostics
internal import JobSpec
internal import Tables

extension RowsCheck: CheckKernel {
  func judge(_ context: CheckContext) throws -> CheckFinding {
    let count = context.table(table).rowCount
    let missing = Swift.max(0, (min ?? 0) - count)
    let extra = Swift.max(0, count - (max ?? count))
    var words = counted(count, "row")
    if missing > 0 { words += ", at least \(min!) expected" }
    if extra > 0 { words += ", at most \(max!) expected" }
    guard let drop else { return CheckFinding(failing: missing + extra, judged: count, words: words) }
    guard let before = context.previous.rows[table] else {
      return CheckFinding(
        failing: missing + extra, judged: count, words: "\(words); there is no earlier night to compare with")
    }
    let lost = Swift.max(0, before - count)
    words += ", \(before) in the night before"
    if !drop.accepts(lost, of: before) {
      words += ", at most \(drop.words) fewer expected"
      return CheckFinding(failing: missing + extra + lost, judged: count, words: words)
    }
    return CheckFinding(failing: missing + extra, judged: count, words: words)
  }
}

extension RowLimit {
  fileprivate func accepts(_ lost: Int, of rows: Int) -> Bool {
    switch self {
    case .count(let count): lost <= count
    case .percent(let percent): Double(lost) * 100 <= percent * Double(rows)
    }
  }

  fileprivate var words: String {
    switch self {
    case .count(let count): "\(count)"
    case .percent(let percent): "\(Value.number(percent).messageText)%"
    }
  }
}
