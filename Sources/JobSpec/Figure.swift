package import Diagnostics
package import Tables

/// A named number with a definition.
package struct Figure: Sendable {
  package enum Published: Sendable {
    case one(Located<Value>)
    /// By item, in the file's order.
    case each([(item: Located<String>, value: Located<Value>)])
  }

  package var name: Located<String>
  package var title: LocalizedText?
  /// The table that it counts; nil if it is made of other figures.
  package var table: Located<String>?
  package var by: Located<String>?
  package var value: ExpressionText
  package var published: Published?
  package var claim: LocalizedText?
  /// How it is counted, in plain words.
  package var meaning: LocalizedText?
  /// Whether it stands on covers.
  package var isHeadline = false
  package var location: SourceLocation
  /// False if a part has an error.
  package var isWhole = true
}
