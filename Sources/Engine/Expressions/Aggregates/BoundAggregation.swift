package import JobSpec
package import Tables

/// An expression over the rows of groups, such as `sum(minutes) / count()`, checked and typed.
package struct BoundAggregation: Sendable, Equatable, Codable {
  /// As the job has it.
  package let text: String
  /// The columns it reads, inside aggregates and outside.
  package let columns: Set<String>
  let noun: String
  /// Over the groups: their keys, and the results of the calls.
  let root: BoundNode
  let calls: [AggregateCall]

  package var type: ColumnType { root.type ?? .text }

  /// Parses and types `text`; outside aggregate calls only the columns of `by` may stand, which
  /// are one a group. Throws `Diagnostics` with all that is wrong.
  package static func bind(
    _ text: ExpressionText, in scope: Scope, groupedBy by: [String]
  ) throws -> BoundAggregation {
    var binder = Binder(text, in: scope, mode: .aggregate)
    let root = try binder.bindRoot(in: .groups(by: by))
    return BoundAggregation(text: text.text, noun: scope.noun, root: root, calls: binder.aggregates)
  }

  init(text: String, noun: String, root: BoundNode, calls: [AggregateCall]) {
    self.text = text
    self.noun = noun
    self.root = root
    self.calls = calls
    columns = calls.reduce(into: root.columns) { $0.formUnion($1.argument?.columns ?? []) }
  }

  private enum CodingKeys: String, CodingKey {
    case text
    case noun = "rows"
    case root = "tree"
    case calls
  }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      text: try container.decode(String.self, forKey: .text),
      noun: try container.decode(String.self, forKey: .noun),
      root: try container.decode(BoundNode.self, forKey: .root),
      calls: try container.decode([AggregateCall].self, forKey: .calls))
  }
}
