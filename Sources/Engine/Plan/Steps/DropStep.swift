internal import Diagnostics
internal import JobSpec
internal import Tables

/// `drop: [columns]`: all columns but these.
package struct DropStep: StepDefinition {
  static let keyword = Step.Keyword.drop

  package let columns: [String]

  func columnsRead(toMake wanted: Columns, of schema: Schema) -> Columns { wanted.subtracting(columns) }
  func columnsRead(of table: OtherTable, toMake wanted: Columns) -> Columns { .empty }
  var otherTables: [OtherTable] { [] }
  var columnsInExpressions: Set<String> { [] }
  var gathering: Gathering { .nothing }
}

extension StepBinding {
  func drop(_ columns: [Located<String>]) throws -> PlannedStep {
    let dropped = try fields(columns).map(\.name)
    let kept = schema.fields.filter { !dropped.contains($0.name) }
    return planned(
      .drop(DropStep(columns: dropped)), schema: Schema(kept, undeclared: schema.undeclared))
  }
}
