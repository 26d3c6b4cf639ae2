internal import Tables

extension MatchesCheck: CheckKernel {
  func judge(_ context: CheckContext) throws -> CheckFinding {
    let table = context.table(table)
    guard case .text(let texts) = table.column(named: column)! else {
      preconditionFailure("matches is bound to text")
    }
    let regex = try Regex(pattern).matchingSemantics(.unicodeScalar)
    var failing: [Int32] = []
    for row in 0..<table.rowCount where texts.validity[row] {
      if try regex.firstMatch(in: texts.string(at: row)) == nil { failing.append(Int32(row)) }
    }
    return CheckFinding(failing, of: table, words: "have '\(column)' unlike \(pattern)")
  }
}
