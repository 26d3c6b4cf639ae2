internal import Diagnostics
internal import Tables

extension UnionStep: StepKernel {
  func apply(to table: Table, _ context: StepContext) throws -> StepOutcome {
    let tables = [table] + with.map { context.tables[$0]! }
    let fields = try fields(of: tables, context)
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

  /// The columns of the result.
  ///
  /// - Parameter tables: all of them, of which only the columns count.
  /// - Throws: a diagnostic if a column that a pivot has made has another type elsewhere.
  func fields(of tables: [Table], _ context: StepContext) throws -> [Field] {
    var fields: [Field] = []
    for other in tables {
      for field in other.schema.fields
      where context.wanted.contains(field.name) && !fields.contains(where: { $0.name == field.name }) {
        // A pivot makes columns that the plan does not know, but for its leave to make them.
        let isMade = context.schema.undeclared != nil && !field.isProvenance
        guard isMade || context.schema.index(of: field.name) != nil else { continue }
        fields.append(Field(field.name, try type(of: field.name, in: tables, context)))
      }
    }
    return fields
  }

  /// The plan compares the types of the columns that it knows; a pivot makes others.
  private func type(of name: String, in tables: [Table], _ context: StepContext) throws -> ColumnType {
    var found: ColumnType?
    for (place, table) in tables.enumerated() {
      guard let next = table.schema.field(named: name)?.type else { continue }
      guard let common = commonType(found ?? next, next) else {
        throw Diagnostic(
          .typesDiffer(name, found!, with[place - 1], next), at: context.location,
          hint: "name the columns of the pivot otherwise, or derive them with one type")
      }
      found = common
    }
    return found!
  }
}
