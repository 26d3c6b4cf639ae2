package import Diagnostics

/// An expression as written in a job, not yet parsed, and where each of its characters stands.
package struct ExpressionText: Sendable, Equatable {
  package var text: String
  /// Where the text begins (inside the quotes, if it is quoted).
  package var location: SourceLocation
  /// False for folded, block or escaped scalars, where only the beginning is known.
  package var isPositioned: Bool
  /// False for a placeholder of an expression that could not be read.
  package var isReadable = true

  package init(_ text: String, at location: SourceLocation, isPositioned: Bool = true) {
    self.text = text
    self.location = location
    self.isPositioned = isPositioned
  }

  /// The place of a part of the text, counted in Unicode scalars.
  package func location(of scalars: Range<Int>) -> SourceLocation {
    guard isPositioned else { return location }
    return location.advanced(by: scalars.lowerBound, length: max(1, scalars.count))
  }
}

/// `column: expression`.
package struct NamedExpression: Sendable, Equatable {
  package var name: Located<String>
  package var expression: ExpressionText

  package init(name: Located<String>, expression: ExpressionText) {
    self.name = name
    self.expression = expression
  }
}
