internal import Diagnostics
internal import JobSpec
internal import Tables

/// `union: {with: [tables]}`: the rows of several tables by column name. The first table's columns
/// come first, then new ones; a column that a table does not have is null in its rows.
struct UnionStep: BoundStep {
  let schema: Schema
  private let with: [String]

  init(_ tables: [Located<String>], _ binding: StepBinding) throws {
    var result = binding.schema
    var mistakes = Diagnostics()
    for table in tables {
      guard let other = mistakes.collect({ try binding.schema(of: table) }) else { continue }
      for field in other.fields {
        guard let mine = result.field(named: field.name) else {
          // Where rows came from is known only if it is known of all of them.
          if !field.isProvenance { result.set(field) }
          continue
        }
        if let common = commonType(mine.type, field.type) {
          result.set(Field(field.name, common))
        } else {
          mistakes.add(
            Diagnostic(
              .typesDiffer(field.name, mine.type, table.value, field.type), at: table.location,
              hint: "derive it in one of them:  derive: {\(field.name): \(mine.type.rawValue)(\(field.name))}"
            ))
        }
      }
      result.undeclared = result.undeclared ?? other.undeclared
    }
    let others = tables.compactMap { binding.otherSchema($0.value) }
    let lost = result.fields.filter { field in
      field.isProvenance && others.contains { $0.index(of: field.name) == nil }
    }
    if mistakes.isEmpty && others.count < tables.count { throw Diagnostics() }
    try mistakes.throwIfErrors()
    schema = Schema(result.fields.filter { !lost.contains($0) }, undeclared: result.undeclared)
    with = tables.map(\.value)
  }

  func columnsRead(toMake needed: Set<String>?) -> Set<String>? { needed }

  func columnsRead(of table: String, toMake needed: Set<String>?) -> Set<String>? {
    with.contains(table) ? needed : []
  }

  func apply(to table: Table, _ context: StepContext) throws -> StepOutcome {
    let tables = [table] + with.map { context.tables[$0]! }
    var fields: [Field] = []
    for other in tables {
      for field in other.schema.fields
      where context.needs(field.name) && !fields.contains(where: { $0.name == field.name }) {
        if let bound = schema.field(named: field.name) { fields.append(bound) }
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
    return StepOutcome(Table(Schema(fields), columns, rowCount: rows), rowsIn: rows)
  }
}

extension Diagnostic.Message {
  fileprivate static func typesDiffer(
    _ name: String, _ mine: ColumnType, _ table: String, _ other: ColumnType
  ) -> Self {
    "column '\(name)' is \(mine.rawValue) here and \(other.rawValue) in '\(table)'"
  }
}
