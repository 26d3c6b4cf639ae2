internal import Diagnostics
internal import JobSpec
internal import Tables

/// `window: {by, order, derive}`: columns computed over the rows of the same partition, in their
/// order. The table's own order does not change.
package struct WindowStep: StepDefinition {
  static let keyword = Step.Keyword.window

  package struct Column: Sendable, Equatable, Codable {
    package let name: String
    package let value: BoundWindow
  }

  package let by: [String]
  package let order: [SortKey]
  package let columns: [Column]

  func columnsRead(toMake wanted: Columns, of schema: Schema) -> Columns {
    wanted.subtracting(columns.map(\.name)).union(by).union(order.map(\.column))
      .union(columns.filter { wanted.contains($0.name) }.flatMap(\.value.columns))
  }

  func columnsRead(of table: OtherTable, toMake wanted: Columns) -> Columns { .empty }
  var otherTables: [OtherTable] { [] }
  var columnsInExpressions: Set<String> { columns.reduce(into: []) { $0.formUnion($1.value.columns) } }
  var gathering: Gathering { .groups(by: by) }
}

extension StepBinding {
  mutating func window(_ definition: Step.Window) -> Outcome {
    let by = named(definition.by).map(\.name.value)
    let order = keys(definition.order)
    var result = schema
    var columns: [WindowStep.Column] = []
    for derived in definition.derive {
      let bound = noting { [scope] in try BoundWindow.bind(derived.expression, in: scope) }
      result.set(derived.name.value, bound?.type ?? scope.likelyType(of: derived.expression))
      if let bound { columns.append(WindowStep.Column(name: derived.name.value, value: bound)) }
    }
    return outcome(.window(WindowStep(by: by, order: order, columns: columns)), schema: result)
  }
}
