/// Where a table ends by the condition of a job, found before its rows are read.
///
///     Name,Minutes        until: 'Name == "Total"'
///     Ana,12
///     Total,12            ← position
///     made by Zoom        rowsAfter: 2
struct TableEnd {
  /// The start of the first record behind the table; the end of the text if it has none.
  private(set) var position: Int
  /// The number of records from there on that are not blank.
  private(set) var rowsAfter = 0

  /// - Parameter plan: how records become rows.
  /// - Throws: a diagnostic if the condition fails.
  init(_ file: TextFile, _ layout: CSVLayout, _ plan: RowPlan, _ rules: RowRules) throws {
    position = file.source.count
    var isOver = false
    try plan.eachBatch(of: file.source, from: layout.dataStart) { bytes, index, start, _ in
      var first = isOver ? 0 : index.count
      if !isOver, let end = try TableEnd.firstRecord(bytes, index, plan, rules) {
        isOver = true
        first = end
        position = start + Int(index.starts[end])
      }
      for record in first..<index.count where !plan.isBlank(bytes, index, record) { rowsAfter += 1 }
    }
  }

  /// The first record for which the condition is true.
  private static func firstRecord(
    _ bytes: Span<UInt8>, _ index: FieldIndex, _ plan: RowPlan, _ rules: RowRules
  ) throws -> Int? {
    let rows = (0..<index.count).filter { plan.isRow(bytes, index, $0) }.map { Int32($0) }
    var faults = RowFaults()
    return try rules.end(count: rows.count) { plan.read($0, bytes, index, rows, &faults)! }
      .map { Int(rows[$0]) }
  }
}
