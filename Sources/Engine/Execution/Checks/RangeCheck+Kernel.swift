internal import Tables

extension RangeCheck: CheckKernel {
  func judge(_ context: CheckContext) throws -> CheckFinding {
    let table = context.table(table)
    let values = table.column(named: column)!
    let keys = try comparable(values, zone: context.plan.constants.zone)
    var failing: [Int32] = []
    for row in 0..<table.rowCount where keys.validity[row] {
      let value = keys.value(at: row)
      if precedes(value, low) || precedes(high, value) { failing.append(Int32(row)) }
    }
    let ends = [low, high].map { $0 == .null ? "…" : $0.text(in: context.plan.constants.zone) }
    return CheckFinding(
      failing, of: table, words: "have a value of '\(column)' outside \(ends[0]) to \(ends[1])")
  }

  private func comparable(_ column: Column, zone: Zone) throws -> Column {
    guard case .datetime(let instants) = column, low.type == .date || high.type == .date else {
      return column
    }
    var cursor = Zone.Cursor(zone)
    return .date(
      PlainColumn(
        instants.values.map { Int32(floorDivide(cursor.local($0), TimeSpan.day.microseconds)) },
        validity: instants.validity))
  }

  private func precedes(_ a: Value, _ b: Value) -> Bool {
    switch (a, b) {
    case (.integer(let x), .integer(let y)), (.datetime(let x), .datetime(let y)): x < y
    case (.integer(let x), .number(let y)): Double(x) < y
    case (.number(let x), .integer(let y)): x < Double(y)
    case (.number(let x), .number(let y)): x < y
    case (.date(let x), .date(let y)): x < y
    case (.text(let x), .text(let y)): x.utf8.lexicographicallyPrecedes(y.utf8)
    default: false
    }
  }
}
