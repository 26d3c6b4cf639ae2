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
  func unpivot(_ definition: Step.Unpivot) throws -> PlannedStep {
    let fields = try fields(definition.columns)
    var type = fields[0].type
    for (field, location) in zip(fields, definition.columns.map(\.location)) {
      guard let common = commonType(type, field.type) else {
        throw Diagnostic(
          .unpivotTypes(fields[0], field), at: location, hint: "derive text(\(field.name)) first")
      }
      type = common
    }
    let columns = fields.map(\.name)
    let name = definition.name.value
    let value = Field(definition.value.value, type)
    let kept = schema.fields.filter { !columns.contains($0.name) }
    let made = try unique(
      kept.map { ($0, step.location) }
        + [(Field(name, .text), definition.name.location), (value, definition.value.location)])
    return planned(
      .unpivot(UnpivotStep(columns: columns, name: name, value: value)),
      schema: Schema(made, undeclared: schema.undeclared))
  }
}

extension Diagnostic.Message {
  fileprivate static func unpivotTypes(_ a: Field, _ b: Field) -> Self {
    Self(
      .typesDiffer,
      "cannot unpivot '\(a.name)' (\(a.type.rawValue)) with '\(b.name)' (\(b.type.rawValue)) into one column")
  }
}
