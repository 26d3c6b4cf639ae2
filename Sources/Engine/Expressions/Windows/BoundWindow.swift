package import JobSpec
package import Tables

/// An expression over the rows of partitions, such as `rank()` or `minutes / sum(minutes)`, checked
/// and typed.
package struct BoundWindow: Sendable, Equatable, Codable {
  /// As the job has it.
  package let text: String
  /// The columns it reads; those of the partition and the order are the step's own affair.
  package let columns: Set<String>
  let noun: String
  /// Over the rows: their columns, and the results of the calls.
  let root: BoundNode
  let aggregates: [AggregateCall]
  let windows: [WindowCall]

  package var type: ColumnType { root.type ?? .text }

  /// Parses and types `text`. Throws `Diagnostics` with all that is wrong.
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
