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
  mutating func drop(_ names: [Located<String>]) -> Outcome {
    let dropped = named(names).map(\.name.value)
    let kept = schema.fields.filter { !dropped.contains($0.name) }
    var result = Schema(kept, undeclared: schema.undeclared)
    result.doubts = schema.doubts
    result.doubts.names.subtract(dropped)
    return outcome(.drop(DropStep(columns: dropped)), schema: result)
  }
}
