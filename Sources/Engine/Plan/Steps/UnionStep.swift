internal import Diagnostics
internal import JobSpec
internal import Tables

/// `union: {with: [tables]}`: the rows of several tables by column name. The first table's columns
/// come first, then new ones; a column that a table does not have is null in its rows.
package struct UnionStep: StepDefinition {
  static let keyword = Step.Keyword.union

  package let with: [String]

  func columnsRead(toMake wanted: Columns, of schema: Schema) -> Columns { wanted }
  func columnsRead(of table: OtherTable, toMake wanted: Columns) -> Columns { wanted }
  var otherTables: [OtherTable] {
    with.map { OtherTable(name: $0, gathering: .nothing, bringsRows: true) }
  }
  var columnsInExpressions: Set<String> { [] }
  var gathering: Gathering { .nothing }
}

extension StepBinding {
  func union(_ tables: [Located<String>]) throws -> PlannedStep {
    var result = schema
    var mistakes = Diagnostics()
    for table in tables {
      guard let other = mistakes.collect({ try schema(of: table) }) else { continue }
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
    let others = tables.compactMap { otherSchema($0.value) }
    let lost = result.fields.filter { field in
      field.isProvenance && others.contains { $0.index(of: field.name) == nil }
    }
    if mistakes.isEmpty && others.count < tables.count { throw Diagnostics() }
    try mistakes.throwIfErrors()
    return planned(
      .union(UnionStep(with: tables.map(\.value))),
      schema: Schema(result.fields.filter { !lost.contains($0) }, undeclared: result.undeclared))
  }
}

extension Diagnostic.Message {
  fileprivate static func typesDiffer(
    _ name: String, _ mine: ColumnType, _ table: String, _ other: ColumnType
  ) -> Self {
    Self(.typesDiffer, "column '\(name)' is \(mine.rawValue) here and \(other.rawValue) in '\(table)'")
  }
}
