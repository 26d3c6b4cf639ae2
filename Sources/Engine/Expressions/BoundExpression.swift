package import JobSpec
package import Tables

/// An expression over one row at a time, checked and typed.
package struct BoundExpression: Sendable, Equatable {
  /// As the job has it.
  package let text: String
  /// The columns it reads, those of provenance included.
  package let columns: Set<String>
  /// What its rows are, in messages: "table 'people'".
  let noun: String
  let root: BoundNode

  /// `.text` for a bare null.
  package var type: ColumnType { root.type ?? .text }
  package var isConstant: Bool { root.constant != nil }

  /// Parses and types `text`. Throws `Diagnostics` with all that is wrong, each at its operand.
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
}
