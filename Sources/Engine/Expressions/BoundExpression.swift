package import JobSpec
package import Tables

/// A bound and typed expression over one row.
package struct BoundExpression: Sendable, Equatable, Codable {
  /// The text in the job.
  package let text: String
  /// The columns it reads, including provenance.
  package let columns: Set<String>
  /// The noun for its rows in messages: "table 'people'".
  let noun: String
  let root: BoundNode

  /// `.text` for a bare null.
  package var type: ColumnType { root.type ?? .text }

  /// Parses, binds and types `text`. Throws `Diagnostics` with all errors, each at its operand.
  package static func bind(
    _ text: ExpressionText, in scope: Scope, expecting: ColumnType? = nil
  ) throws -> BoundExpression {
    var binder = Binder(text, in: scope, mode: .row)
    let root = try binder.bindRoot(in: .row, expecting: expecting)
    return BoundExpression(text: text.text, noun: scope.noun, root: root)
  }

  init(text: String, noun: String, root: BoundNode) {
    self.text = text
    self.noun = noun
    self.root = root
    columns = root.columns
  }

  private enum CodingKeys: String, CodingKey {
    case text
    case noun = "rows"
    case root = "tree"
  }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      text: try container.decode(String.self, forKey: .text),
      noun: try container.decode(String.self, forKey: .noun),
      root: try container.decode(BoundNode.self, forKey: .root))
  }
}
