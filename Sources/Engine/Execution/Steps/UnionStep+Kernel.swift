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
    let columns = fields.map { field in
      Column.concatenating(
        tables.map { other in
          other.column(named: field.name)?.widened(to: field.type)
            ?? Column.nulls(field.type, count: other.rowCount)
        }, type: field.type)
    }
    let rows = tables.reduce(0) { $0 + $1.rowCount }
    return StepOutcome(
      Table(Schema(fields), columns, rowCount: rows),
      joinedIn: zip(with, tables.dropFirst()).map { RowBalance.Rows($0, $1.rowCount) })
  }
}
