internal import Diagnostics
internal import JobSpec
internal import Tables

/// `group: {by, summarize}`: one row per group, in order of first appearance. Without `by` the result is
/// one row, even for an empty table.
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
  mutating func group(_ definition: Step.Group) -> Outcome {
    let keys = named(definition.by)
    var result = schema(of: keys)
    var summaries: [GroupStep.Summary] = []
    for summary in definition.summarize {
      let (bound, type) = aggregation(summary.expression, by: keys)
      make(summary.name.value, type, at: summary.name.location, in: &result)
      if let bound { summaries.append(GroupStep.Summary(name: summary.name.value, value: bound)) }
    }
    return outcome(
      .group(GroupStep(by: keys.map(\.name.value), summarize: summaries)), schema: result)
  }
}
