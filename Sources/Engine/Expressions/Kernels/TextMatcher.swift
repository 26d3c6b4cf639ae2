internal import Tables

/// Looks for a regular expression in one text after the other.
///
/// Texts in ASCII go through the byte machine where the expression allows it; what is left to `Regex`,
/// which takes a microsecond and more, is asked once for each different text.
struct TextMatcher {
  private let pattern: TextPattern
  private let group: Int
  private var matcher: ByteMatcher?
  private var known = ByteIndex()
  private var answers: [Range<Int>?] = []

  /// - Parameter group: 0 for the whole match.
  init(_ pattern: TextPattern, group: Int = 0) {
    self.pattern = pattern
    self.group = group
    matcher = pattern.bytePattern.map { ByteMatcher($0) }
  }

  /// The bytes of the first match's group; nil without a match or where the group took no part in it.
  mutating func firstMatch(in text: Span<UInt8>) -> Range<Int>? {
    if matcher != nil, group <= pattern.groupCount, BytePattern.takes(text) {
      switch matcher!.find(in: text) {
      case .none: return nil
      case .found: return matcher!.group(group)
      case .gaveUp: break
      }
    }
    let (index, isNew) = known.insert(text)
    if isNew { answers.append(pattern.firstMatch(in: text, group: group)) }
    return answers[index]
  }
}
