package import JobSpec
package import Tables

/// A bound and typed expression over the rows of partitions, such as `rank()` or `minutes /
/// sum(minutes)`.
package struct BoundWindow: Sendable, Equatable, Codable {
  /// The text in the job.
  package let text: String
  /// The columns it reads, without those of the partition and the order.
  package let columns: Set<String>
  let noun: String
  /// The expression over rows, with the results of window calls as columns.
  let root: BoundNode
  let aggregates: [AggregateCall]
  let windows: [WindowCall]

  package var type: ColumnType { root.type ?? .text }

  /// Parses, binds and types `text`. Throws `Diagnostics` with all errors.
  package static func bind(_ text: ExpressionText, in scope: Scope) throws -> BoundWindow {
    var binder = Binder(text, in: scope, mode: .window)
    let root = try binder.bindRoot(in: .window)
    return BoundWindow(
      text: text.text, noun: scope.noun, root: root, aggregates: binder.aggregates, windows: binder.windows)
  }

  init(
    text: String, noun: String, root: BoundNode, aggregates: [AggregateCall], windows: [WindowCall]
  ) {
    self.text = text
    self.noun = noun
    self.root = root
    self.aggregates = aggregates
    self.windows = windows
    columns = (aggregates.map(\.argument) + windows.map(\.argument))
      .reduce(into: root.columns) { $0.formUnion($1?.columns ?? []) }
  }

  private enum CodingKeys: String, CodingKey {
    case text
    case noun = "rows"
    case root = "tree"
    case aggregates, windows
  }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      text: try container.decode(String.self, forKey: .text),
      noun: try container.decode(String.self, forKey: .noun),
      root: try container.decode(BoundNode.self, forKey: .root),
      aggregates: try container.decode([AggregateCall].self, forKey: .aggregates),
      windows: try container.decode([WindowCall].self, forKey: .windows))
  }
}
