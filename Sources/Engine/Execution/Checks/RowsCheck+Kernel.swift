internal import Tables

extension RowsCheck: CheckKernel {
  func judge(_ context: CheckContext) throws -> CheckFinding {
    let count = context.table(table).rowCount
    let missing = Swift.max(0, (min ?? 0) - count)
    let extra = Swift.max(0, count - (max ?? count))
    var words = "\(count) rows"
    if missing > 0 { words += ", at least \(min!) expected" }
    if extra > 0 { words += ", at most \(max!) expected" }
    return CheckFinding(failing: missing + extra, judged: count, words: words)
  }
}
