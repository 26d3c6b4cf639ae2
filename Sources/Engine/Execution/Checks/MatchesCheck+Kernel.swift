internal import Diagnostics
internal import Tables

extension MatchesCheck: CheckKernel {
  func judge(_ context: CheckContext) throws -> CheckFinding {
    let table = context.table(table)
    guard case .text(let texts) = table.column(named: column)! else {
      preconditionFailure("matches is bound to text")
    }
    var matcher = PatternMatcher(try Pattern.compiled(pattern))
    let bytes = texts.bytes.span
    var failing: [Int32] = []
    for row in 0..<table.rowCount where texts.validity[row] {
      do {
        let isFound = try matcher.isFound(in: bytes.extracting(texts.range(at: row)))
        if !isFound { failing.append(Int32(row)) }
      } catch let failure as PatternMatcher.TooMuchWork {
        throw Diagnostic(
          .evaluationFailure(
            failure.message, .rows(of: "table '\(self.table)'"), row, origin: table.origin(of: row)),
          at: patternLocation, reason: failure.reason, hint: failure.hint, quoting: .reason)
      }
    }
    return CheckFinding(
      failing, of: table, words: "have a value of '\(column)' that does not match \(pattern)")
  }
}
