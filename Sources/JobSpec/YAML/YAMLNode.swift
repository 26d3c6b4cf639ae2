internal import Diagnostics

/// A part of a YAML file and where it is written, free of the library that parsed it.
struct YAMLNode: Sendable {
  enum Content: Sendable {
    case scalar(YAMLScalar)
    case sequence([YAMLNode])
    case mapping([YAMLEntry])
  }

  var content: Content
  /// A scalar as written, quotes included; of a list or mapping, its first character.
  var location: SourceLocation

  var scalar: YAMLScalar? {
    if case .scalar(let scalar) = content { scalar } else { nil }
  }
}

/// `key: value` of a mapping.
struct YAMLEntry: Sendable {
  var key: YAMLScalar
  var keyLocation: SourceLocation
  var value: YAMLNode
}

struct YAMLScalar: Sendable {
  /// What it says, its quotes and escapes undone.
  var text: String
  /// Written without quotes, on one line or folded over several.
  var isPlain: Bool
  /// Where `text` begins: inside the quotes, where there are any.
  var textLocation: SourceLocation
  /// Whether each scalar of `text` stands at its place after `textLocation`.
  var isPositioned: Bool

  /// The place of a part of the text, counted in Unicode scalars.
  func location(of scalars: Range<Int>) -> SourceLocation {
    ExpressionText(text, at: textLocation, isPositioned: isPositioned).location(of: scalars)
  }
}
