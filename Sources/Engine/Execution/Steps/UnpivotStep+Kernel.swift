internal import Tables

extension UnpivotStep: StepKernel {
  func apply(to table: Table, _ context: StepContext) throws -> StepOutcome {
    let count = table.rowCount
    let width = columns.count
    let names = Set(columns)
    let kept = table.selecting(table.schema.names.filter { !names.contains($0) })
    let texts = kept.columns.compactMap {
      if case .text(let text) = $0 { text.bytes.count * width } else { nil }
    }
    try context.room.verify(
      rows: count * width, texts: texts, others: kept.plainColumnCount + 2, of: "unpivot", context)
    let rows = (0..<count * width).map { Int32($0 / width) }
    var result = Table(Schema(), [], rowCount: rows.count)
    result.add(kept.gather(rows))
    let labels = Column.text(TextColumn(columns.map { $0 }))
    result.set(name, labels.gather((0..<count * width).map { Int32($0 % width) }))
    let all = Column.concatenating(
      columns.map { table.column(named: $0)!.widened(to: value.type) }, type: value.type)
    result.set(value.name, all.gather((0..<count * width).map { Int32(($0 % width) * count + $0 / width) }))
    return StepOutcome(result, moves: RowMoves(multiplied: count * (width - 1)))
  }
}
