package import JobSpec
package import Tables

/// A bound and typed expression over groups of rows, such as `sum(minutes) / count()`.
package struct BoundAggregation: Sendable, Equatable, Codable {
  /// The text in the job.
  package let text: String
  /// The columns it reads, inside and outside aggregate calls.
  package let columns: Set<String>
  let noun: String
  /// The expression over groups: their keys and the results of aggregate calls are its columns.
  let root: BoundNode
  let calls: [AggregateCall]

  package var type: ColumnType { root.type ?? .text }

  /// Parses, binds and types `text`. Outside aggregate calls it may use only the columns of `by`, which
  /// have one value per group. Throws `Diagnostics` with all errors.
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
