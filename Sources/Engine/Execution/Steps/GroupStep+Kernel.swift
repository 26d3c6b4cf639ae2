internal import Tables

extension GroupStep: StepKernel {
  func apply(to table: Table, _ context: StepContext) throws -> StepOutcome {
    let groups = try Grouping.by(table.columns(named: by), rowCount: table.rowCount)
    var result = table.pruned(to: .only(Set(by))).gather(by.isEmpty ? [] : groups.firstRows)
    if by.isEmpty { result = Table(Schema(), [], rowCount: 1) }
    result = result.ordered(by)
    let wanted = summarize.filter { context.wanted.contains($0.name) }
    table.prepare(wanted.flatMap(\.value.columns))
    let columns = try Parallel.map(wanted) {
      try $0.value.evaluate(on: table, groups: groups, in: context.zone)
    }
    for (summary, column) in zip(wanted, columns) { result.set(summary.name, column) }
    return StepOutcome(result, moves: groups.moves)
  }
}

extension Grouping {
  /// Counts the rows beyond the first of each group. The single group of an empty table comes from no
  /// row.
  var moves: RowMoves {
    let grouped = Parallel.each(Parallel.pieces(rows: groupOf.count)) { piece in
      let (groupOf, firstRows) = (groupOf.span, firstRows.span)
      return piece.count { Int(firstRows[Int(groupOf[$0])]) != $0 }
    }
    return RowMoves(grouped: grouped.reduce(0, +), multiplied: firstRows.count { $0 < 0 })
  }
}

extension Table {
  /// The table with its columns reordered: these names first, in this order.
  func ordered(_ names: [String]) -> Table {
    let rest = schema.names.filter { !names.contains($0) }
    return selecting(names.filter { schema.index(of: $0) != nil } + rest)
  }
}
