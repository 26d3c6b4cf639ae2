internal import Diagnostics
internal import Tables

extension PivotStep: StepKernel {
  func apply(to table: Table, _ context: StepContext) throws -> StepOutcome {
    try apply(to: table, context, items: nil)
  }

  /// - Parameter known: the items of a larger table of which this is a part; nil if this is the whole table.
  func apply(to table: Table, _ context: StepContext, items known: Column?) throws -> StepOutcome {
    let rowGroups = try Grouping.by(table.columns(named: rows), rowCount: table.rowCount)
    let own = table.column(named: column)!
    let itemOfRow = known.map { Column.concatenating([$0, own], type: own.type) } ?? own
    let firstRow = known?.count ?? 0
    let items = try Grouping.by([itemOfRow], rowCount: itemOfRow.count)
    try verifyRoom(rows: rowGroups.groupCount, items: items.groupCount, context)
    let cells = try Grouping.by(
      table.columns(named: rows) + [table.column(named: column)!], rowCount: table.rowCount)
    let values = try value.evaluate(on: table, groups: cells, in: context.zone)
    let nothing = try value.evaluate(on: table.slice(0..<0), groups: .whole(rowCount: 0), in: context.zone)
    let source = Column.concatenating([values, nothing], type: values.type)
    let empty = Int32(values.count)

    var places = [[Int32]](
      repeating: Array(repeating: empty, count: rowGroups.groupCount), count: items.groupCount)
    for (cell, first) in cells.firstRows.enumerated() where first >= 0 {
      places[Int(items.groupOf[firstRow + Int(first)])][Int(rowGroups.groupOf[Int(first)])] = Int32(cell)
    }
    var result = Table(Schema(), [], rowCount: rowGroups.groupCount)
    for name in rows { result.set(name, table.column(named: name)!.gather(rowGroups.firstRows)) }
    let names = pivotNames(of: itemOfRow, items: items, in: context.zone)
    for (name, rows) in zip(names, places) { result.set(name, source.gather(rows)) }
    for name in context.wanted.named.sorted() where result.schema.index(of: name) == nil {
      result.set(name, source.gather(Array(repeating: empty, count: rowGroups.groupCount)))
    }
    return StepOutcome(result, moves: rowGroups.moves)
  }

  /// As many columns as a sheet has.
  private static let mostItems = 16_384

  private func verifyRoom(rows: Int, items: Int, _ context: StepContext) throws {
    guard items <= PivotStep.mostItems else {
      throw Diagnostic(
        .init(.tooLarge, "pivot by '\(column)' would make \(items) columns"), at: context.location,
        reason: "it makes at most \(PivotStep.mostItems), as many as a sheet has",
        hint: "is '\(column)' the right column? One row for each of its values:  group: {by: [\(column)], …}")
    }
    try context.room.verify(
      rows: rows, texts: [], others: items, of: "pivot by '\(column)'", context,
      hint: "it has a column for each of \(items) values of '\(column)'")
  }

  /// For each row of a whole table: the place of its column among `names`.
  func columns(of table: Table, in zone: Zone) throws -> (names: [String], columnOf: [Int32]) {
    let column = table.column(named: column)!
    let items = try Grouping.by([column], rowCount: column.count)
    return (pivotNames(of: column, items: items, in: zone), items.groupOf)
  }

  /// Column names for the items: unique, and different from the names of the row columns.
  private func pivotNames(of column: Column, items: Grouping, in zone: Zone) -> [String] {
    var taken = Set(rows)
    return items.firstRows.map { row in
      let base = row < 0 || !column.validity[Int(row)] ? "null" : column.value(at: Int(row)).text(in: zone)
      var name = base
      var number = 2
      while !taken.insert(name).inserted {
        name = "\(base) \(number)"
        number += 1
      }
      return name
    }
  }
}
