package import Diagnostics

/// The unparsed text of an expression, with the location of each character.
package struct ExpressionText: Sendable, Equatable {
  package let text: String
  /// The text's scalars, in which a part is found at once, however long the expression is.
  package let scalars: [Unicode.Scalar]
  /// The start of the text, inside the quotes if there are any.
  package var location: SourceLocation
  /// False for folded, block or escaped scalars, for which only the start is known.
  package var isPositioned: Bool
  /// False for the placeholder of an expression that could not be read.
  package var isReadable = true

  package init(_ text: String, at location: SourceLocation, isPositioned: Bool = true) {
    self.text = text
    scalars = Array(text.unicodeScalars)
    self.location = location
    self.isPositioned = isPositioned
  }

  /// A part of the text as the user wrote it, given in Unicode scalars.
  package func written(_ range: Range<Int>) -> String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars[range])
    return String(view)
  }

  /// The location of a part of the text, given in Unicode scalars.
  package func location(of scalars: Range<Int>) -> SourceLocation {
    guard isPositioned else { return location }
    return location.advanced(by: scalars.lowerBound, length: max(1, scalars.count))
  }
}

/// `column: expression`.
package struct NamedExpression: Sendable, Equatable {
  package var name: Located<String>
  package var expression: ExpressionText
}
