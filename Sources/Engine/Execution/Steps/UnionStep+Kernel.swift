internal import Tables

extension UnionStep: StepKernel {
  func apply(to table: Table, _ context: StepContext) throws -> StepOutcome {
    let tables = [table] + with.map { context.tables[$0]! }
    var fields: [Field] = []
    for other in tables {
      for field in other.schema.fields
      where context.wanted.contains(field.name) && !fields.contains(where: { $0.name == field.name }) {
        if let bound = context.schema.field(named: field.name) { fields.append(bound) }
      }
    }
    let rows = tables.reduce(0) { $0 + $1.rowCount }
    let texts = fields.filter { $0.type == .text }.map { field in
      tables.reduce(0) { sum, other in
        if case .text(let text) = other.column(named: field.name) { sum + text.bytes.count } else { sum }
      }
    }
    try context.room.verify(
      rows: rows, texts: texts, others: fields.count - texts.count,
      of: "union with \(with.map { "'\($0)'" }.joined(separator: ", "))", context)
    let columns = fields.map { field in
      Column.concatenating(
        tables.map { other in
          other.column(named: field.name)?.widened(to: field.type)
            ?? Column.nulls(field.type, count: other.rowCount)
        }, type: field.type)
    }
    return StepOutcome(
      Table(Schema(fields), columns, rowCount: rows),
      joinedIn: zip(with, tables.dropFirst()).map { RowBalance.Rows($0, $1.rowCount) })
  }
}
