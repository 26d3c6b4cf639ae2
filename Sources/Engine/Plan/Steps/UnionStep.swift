internal import Diagnostics
internal import JobSpec
internal import Tables

/// `union: {with: [tables]}`: the rows of several tables, matched by column name. The first table's
/// columns come first, then new ones; columns that a table lacks are null in its rows.
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
  mutating func union(_ tables: [Located<String>]) -> Outcome {
    var result = schema
    let others = tables.map { otherSchema($0.value) }
    for (table, other) in zip(tables, others) {
      for field in other.fields {
        guard let mine = result.field(named: field.name) else {
          // Provenance is kept only if all tables have it.
          if !field.isProvenance { result.set(field.name, other.isDoubtful(field.name) ? nil : field.type) }
          continue
        }
        if result.isDoubtful(field.name) || other.isDoubtful(field.name) {
          result.doubts.names.insert(field.name)
        } else if let common = commonType(mine.type, field.type) {
          result.set(Field(field.name, common))
        } else {
          result.doubts.names.insert(field.name)
          report(
            Diagnostic(
              .typesDiffer(field.name, mine.type, table.value, field.type), at: table.location,
              hint: "derive it in one of them:  derive: {\(field.name): \(mine.type.rawValue)(\(field.name))}"
            ))
        }
      }
      result.undeclared = result.undeclared ?? other.undeclared
      if other.doubts.isAnyName { result.doubts.isAnyName = true }
      result.doubts.names.formUnion(other.doubts.names)
    }
    let lost = result.fields.filter { field in
      field.isProvenance && others.contains { $0.index(of: field.name) == nil }
    }
    var left = Schema(result.fields.filter { !lost.contains($0) }, undeclared: result.undeclared)
    left.doubts = result.doubts
    return outcome(.union(UnionStep(with: tables.map(\.value))), schema: left)
  }
}

extension Diagnostic.Message {
  static func typesDiffer(
    _ name: String, _ mine: ColumnType, _ table: String, _ other: ColumnType
  ) -> Self {
    Self(.typesDiffer, "column '\(name)' is \(mine.rawValue) here and \(other.rawValue) in '\(table)'")
  }
}
