internal import Tables

extension UniqueCheck: CheckKernel {
  func judge(_ context: CheckContext) throws -> CheckFinding {
    let table = context.table(table)
    let groups = try Grouping.by(table.columns(named: columns), rowCount: table.rowCount)
    var counts = [Int](repeating: 0, count: groups.groupCount)
    for group in groups.groupOf { counts[Int(group)] += 1 }
    let failing = (0..<table.rowCount).filter { counts[Int(groups.groupOf[$0])] > 1 }.map { Int32($0) }
    return CheckFinding(failing, of: table, words: "share their \(columns.joined(separator: ", "))")
  }
}
