internal import Diagnostics

/// A value in a YAML file with its location, independent of the library that parsed it.
struct YAMLNode: Sendable {
  enum Content: Sendable {
    case scalar(YAMLScalar)
    case sequence([YAMLNode])
    case mapping([YAMLEntry])
  }

  var content: Content
  /// The range of a scalar, including quotes; for a list or mapping, its first character.
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
  /// The value, without quotes and escapes.
  var text: String
  /// Whether it is unquoted, on one line or folded over several.
  var isPlain: Bool
  /// The start of `text`, inside the quotes if there are any.
  var textLocation: SourceLocation
  /// Whether the file has `text` unchanged from `textLocation` on, so that offsets are columns.
  var isPositioned: Bool

  /// The location of a part of the text, given in Unicode scalars.
  func location(of scalars: Range<Int>) -> SourceLocation {
    ExpressionText(text, at: textLocation, isPositioned: isPositioned).location(of: scalars)
  }
}

extension YAMLNode {
  /// Combines two values of a repeated key: all entries of two mappings, where the first of each name
  /// counts; all items of two lists, if they are sections of a file; otherwise the first value.
  func joined(with other: YAMLNode, isSection: Bool) -> YAMLNode {
    switch (content, other.content) {
    case (.mapping(var entries), .mapping(let others)):
      for entry in others {
        if let index = entries.firstIndex(where: { $0.key.text == entry.key.text }) {
          entries[index].value = entries[index].value.joined(with: entry.value, isSection: false)
        } else {
          entries.append(entry)
        }
      }
      return YAMLNode(content: .mapping(entries), location: location)
    case (.sequence(let items), .sequence(let others)) where isSection:
      return YAMLNode(content: .sequence(items + others), location: location)
    default: return self
    }
  }
}
