internal import Diagnostics
internal import JobSpec
internal import Tables

/// `group: {by, summarize}`: one row a group, in order of first appearance. By nothing: one row,
/// of an empty table too.
package struct GroupStep: StepDefinition {
  static let keyword = Step.Keyword.group

  package struct Summary: Sendable, Equatable, Codable {
    package let name: String
    package let value: BoundAggregation
  }

  package let by: [String]
  package let summarize: [Summary]

  func columnsRead(toMake wanted: Columns, of schema: Schema) -> Columns {
    .only(
      summarize.reduce(into: Set(by)) { columns, summary in
        if wanted.contains(summary.name) { columns.formUnion(summary.value.columns) }
      })
  }

  func columnsRead(of table: OtherTable, toMake wanted: Columns) -> Columns { .empty }
  var otherTables: [OtherTable] { [] }
  var columnsInExpressions: Set<String> { summarize.reduce(into: []) { $0.formUnion($1.value.columns) } }
  var gathering: Gathering { .groups(by: by) }
}

extension StepBinding {
  func group(_ definition: Step.Group) throws -> PlannedStep {
    var mistakes = Diagnostics()
    let keys = mistakes.collect { try fields(definition.by) } ?? []
    var made: [(field: Field, location: SourceLocation)] = zip(keys, definition.by).map { ($0, $1.location) }
    var summaries: [GroupStep.Summary] = []
    for summary in definition.summarize {
      let bound = mistakes.collect {
        try BoundAggregation.bind(summary.expression, in: scope, groupedBy: definition.by.map(\.value))
      }
      guard let bound else { continue }
      made.append((Field(summary.name.value, bound.type), summary.name.location))
      summaries.append(GroupStep.Summary(name: summary.name.value, value: bound))
    }
    let columns = mistakes.collect { try unique(made) }
    try mistakes.throwIfErrors()
    return planned(.group(GroupStep(by: keys.map(\.name), summarize: summaries)), schema: Schema(columns!))
  }
}
