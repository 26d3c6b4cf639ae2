internal import Tables

extension UnpivotStep: StepKernel {
  func apply(to table: Table, _ context: StepContext) throws -> StepOutcome {
    let count = table.rowCount
    let width = columns.count
    let rows = (0..<count * width).map { Int32($0 / width) }
    let names = Set(columns)
    let kept = table.schema.names.filter { !names.contains($0) }
    var result = Table(Schema(), [], rowCount: rows.count)
    for column in kept { result.set(column, table.column(named: column)!.gather(rows)) }
    let labels = Column.text(TextColumn(columns.map { $0 }))
    result.set(name, labels.gather((0..<count * width).map { Int32($0 % width) }))
    let all = Column.concatenating(
      columns.map { table.column(named: $0)!.widened(to: value.type) }, type: value.type)
    result.set(value.name, all.gather((0..<count * width).map { Int32(($0 % width) * count + $0 / width) }))
    return StepOutcome(result, moves: RowMoves(multiplied: count * (width - 1)))
  }
}
