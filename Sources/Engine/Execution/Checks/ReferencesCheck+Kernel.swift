internal import Tables

extension ReferencesCheck: CheckKernel {
  func judge(_ context: CheckContext) throws -> CheckFinding {
    let table = context.table(table)
    let other = context.table(other)
    let (values, targets) = widened(table.column(named: column)!, other.column(named: target)!)
    let found = try RowMatches(
      of: [values], rowCount: table.rowCount, among: [targets], rowCount: other.rowCount
    ).found
    let failing = (0..<table.rowCount).filter { found[$0] < 0 && values.validity[$0] }.map { Int32($0) }
    // Not which: findings stay in the ledger when the rows are gone.
    return CheckFinding(
      failing, of: table, words: "have a value of '\(column)' that '\(self.other)' does not have")
  }
}
