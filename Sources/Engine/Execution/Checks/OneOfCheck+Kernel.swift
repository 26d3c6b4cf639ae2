internal import Tables

extension OneOfCheck: CheckKernel {
  func judge(_ context: CheckContext) throws -> CheckFinding {
    let table = context.table(table)
    let allowed = Set(self.values.map(\.byScalars))
    let values = table.column(named: column)!
    // One look per distinct value.
    let groups = try Grouping.by([values], rowCount: table.rowCount)
    let isAllowed = groups.firstRows.map { row in
      let value = values.value(at: Int(row))
      return value == .null || allowed.contains(value.byScalars)
    }
    let failing = (0..<table.rowCount).filter { !isAllowed[Int(groups.groupOf[$0])] }.map { Int32($0) }
    // Not which: findings stay in the ledger when the rows are gone.
    return CheckFinding(failing, of: table, words: "have a value of '\(column)' that is not listed")
  }
}

extension Value {
  /// Equal only by the same code points: Swift's strings are equal whenever they look alike.
  fileprivate var byScalars: Value {
    guard case .text(let text) = self else { return self }
    return .text(text.unicodeScalars.map { String($0.value, radix: 36) }.joined(separator: "."))
  }
}
