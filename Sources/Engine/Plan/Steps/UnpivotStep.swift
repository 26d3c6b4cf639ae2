internal import Diagnostics
internal import JobSpec
package import Tables

/// `unpivot: {columns, name, value}`: one row per row and column, the other columns repeated.
package struct UnpivotStep: StepDefinition {
  static let keyword = Step.Keyword.unpivot

  package let columns: [String]
  package let name: String
  package let value: Field

  func columnsRead(toMake wanted: Columns, of schema: Schema) -> Columns {
    wanted.subtracting([name, value.name]).union(columns)
  }

  func columnsRead(of table: OtherTable, toMake wanted: Columns) -> Columns { .empty }
  var otherTables: [OtherTable] { [] }
  var columnsInExpressions: Set<String> { [] }
  var gathering: Gathering { .nothing }
}

extension StepBinding {
  mutating func unpivot(_ definition: Step.Unpivot) -> Outcome {
    let columns = named(definition.columns)
    var type = columns.lazy.compactMap(\.field).first?.type
    let first = columns.lazy.compactMap(\.field).first
    for column in columns {
      guard let field = column.field, let known = type else { continue }
      type = commonType(known, field.type)
      if type == nil, let first {
        report(
          Diagnostic(
            .unpivotTypes(first, field), at: column.name.location, hint: "derive text(\(field.name)) first"))
        break
      }
    }
    let names = columns.map(\.name.value)
    var result = Schema(
      schema.fields.filter { !names.contains($0.name) }, undeclared: schema.undeclared)
    result.doubts = schema.doubts
    result.doubts.names.subtract(names)
    make(definition.name.value, .text, at: definition.name.location, in: &result)
    make(definition.value.value, type, at: definition.value.location, in: &result)
    let value = Field(definition.value.value, type ?? .text)
    return outcome(
      .unpivot(UnpivotStep(columns: names, name: definition.name.value, value: value)), schema: result)
  }
}

extension Diagnostic.Message {
  fileprivate static func unpivotTypes(_ a: Field, _ b: Field) -> Self {
    "cannot unpivot '\(a.name)' (\(a.type.rawValue)) with '\(b.name)' (\(b.type.rawValue)) into one column"
  }
}
