/// A regular expression, compiled; looked for anywhere in a text. See ``TextMatcher`` for whole columns.
struct TextPattern {
  struct Failure: Error {
    var description: String
  }

  private let regex: Regex<AnyRegexOutput>
  /// The same for texts in ASCII, where the expression is simple enough.
  let bytePattern: BytePattern?
  /// Without the whole match.
  let groupCount: Int

  init(_ pattern: String) throws(Failure) {
    do {
      regex = try Regex(pattern).matchingSemantics(.unicodeScalar)
    } catch {
      throw Failure(description: "\(error)")
    }
    groupCount = TextPattern.groups(in: pattern)
    bytePattern = BytePattern(pattern)
  }

  /// The bytes of the first match's group (0: all of it); nil without a match or where the group
  /// took no part in it.
  func firstMatch(in text: Span<UInt8>, group: Int) -> Range<Int>? {
    let string = ByteSpans.string(text)
    guard let match = try? regex.firstMatch(in: string), group < match.output.count,
      let range = match.output[group].range
    else { return nil }
    let utf8 = string.utf8
    return utf8.distance(
      from: utf8.startIndex, to: range.lowerBound)..<utf8.distance(
        from: utf8.startIndex, to: range.upperBound)
  }

  /// Parentheses that capture: not escaped, not in a set, not followed by `?` (but for a name).
  private static func groups(in pattern: String) -> Int {
    var count = 0
    var isInSet = false
    let bytes = Array(pattern.utf8)
    var index = 0
    while index < bytes.count {
      switch bytes[index] {
      case UInt8(ascii: "\\"): index += 1
      case UInt8(ascii: "["): isInSet = true
      case UInt8(ascii: "]"): isInSet = false
      case UInt8(ascii: "(") where !isInSet:
        let next = bytes[min(index + 1, bytes.count - 1)]
        if next != UInt8(ascii: "?") {
          count += 1
        } else if index + 3 < bytes.count, bytes[index + 2] == UInt8(ascii: "<"),
          bytes[index + 3] != UInt8(ascii: "="), bytes[index + 3] != UInt8(ascii: "!")
        {
          count += 1
        }
      default: break
      }
      index += 1
    }
    return count
  }
}
