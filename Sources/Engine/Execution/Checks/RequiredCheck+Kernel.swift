internal import Tables

extension RequiredCheck: CheckKernel {
  func judge(_ context: CheckContext) throws -> CheckFinding {
    let table = context.table(table)
    let validity = table.columns(named: columns)
      .reduce(Validity(allValid: table.rowCount)) { $0.intersection($1.validity) }
    let failing = (0..<table.rowCount).filter { !validity[$0] }.map { Int32($0) }
    return CheckFinding(failing, of: table, words: "have no \(columns.joined(separator: " or "))")
  }
}
