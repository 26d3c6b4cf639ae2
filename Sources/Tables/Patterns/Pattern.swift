internal import CPCRE2
internal import Synchronization

/// A regular expression, compiled by PCRE2. `.`, sets and repeats work on code points; `\d \w \s \b` and
/// case on all of Unicode.
///
/// Threads share a pattern; each has its own ``PatternMatcher``.
@safe package final class Pattern: @unchecked Sendable {
  /// The reason why a text is not a regular expression.
  package struct Mistake: Error, Equatable {
    package var reason: String
    /// The number of code points before the mistake.
    package var offset: Int

    /// Whether the mistake is that the pattern ends.
    package var isAtEnd: Bool

    /// `missing closing parenthesis, at character 4`
    package var words: String { "\(reason), at \(isAtEnd ? "its end" : "character \(offset + 1)")" }
  }

  package let text: String
  /// The number of capturing groups, without the whole match.
  package let groupCount: Int

  // `@unchecked Sendable` because of this pointer: PCRE2 only reads a compiled pattern, except for the
  // translation to machine code, which the lock below guards.
  let code: OpaquePointer
  private let isTranslated = Mutex(false)

  /// A cache of compiled patterns: a text is compiled once for the check of the job, all batches and all
  /// threads. A job has few patterns, so none is ever removed.
  private static let known = Mutex<[[UInt8]: Pattern]>([:])

  /// - Throws: ``Mistake``
  package static func compiled(_ text: String) throws(Mistake) -> Pattern {
    // By bytes: canonically equivalent texts are different patterns.
    let key = Array(text.utf8)
    if let pattern = known.withLock({ $0[key] }) { return pattern }
    let pattern = try Pattern(text)
    return known.withLock { known in
      if let other = known[key] { return other }
      known[key] = pattern
      return pattern
    }
  }

  private init(_ text: String) throws(Mistake) {
    self.text = text
    let bytes = Array(text.utf8)
    var number: Int32 = 0
    var offset = 0
    let context = unsafe pcre2_compile_context_create_8(nil)
    defer { unsafe pcre2_compile_context_free_8(context) }
    // All line ends of Unicode, not only LF: `.` stops at them, and cells come from all systems.
    if let context = unsafe context { unsafe pcre2_set_newline_8(context, UInt32(PCRE2_NEWLINE_ANY)) }
    // SAFETY: PCRE2 reads this many bytes and keeps none of them.
    let code = unsafe bytes.withUnsafeBufferPointer { bytes in
      unsafe pcre2_compile_8(bytes.baseAddress, bytes.count, Pattern.options, &number, &offset, context)
    }
    guard let code = unsafe code else {
      let before = String(decoding: bytes.prefix(offset), as: UTF8.self).unicodeScalars.count
      throw Mistake(reason: Pattern.message(number), offset: before, isAtEnd: offset == bytes.count)
    }
    unsafe self.code = code
    var count: UInt32 = 0
    let result = unsafe pcre2_pattern_info_8(code, UInt32(PCRE2_INFO_CAPTURECOUNT), &count)
    precondition(result == 0, "PCRE2 knows how many groups a pattern has")
    groupCount = Int(count)
  }

  deinit { unsafe pcre2_code_free_8(code) }

  /// Translates the pattern to machine code, once. If the system does not allow it, PCRE2 interprets the
  /// pattern, with the same results.
  func translate() {
    isTranslated.withLock { isTranslated in
      if !isTranslated { _ = unsafe pcre2_jit_compile_8(code, UInt32(PCRE2_JIT_COMPLETE)) }
      isTranslated = true
    }
  }

  /// `$` matches only at the end of the text. Bytes that are not UTF-8 match nothing; without the last
  /// option they would have to be found first.
  private static let options =
    UInt32(PCRE2_UTF) | UInt32(PCRE2_UCP) | UInt32(PCRE2_DOLLAR_ENDONLY) | UInt32(PCRE2_NEVER_BACKSLASH_C)
    | UInt32(PCRE2_MATCH_INVALID_UTF)

  /// PCRE2's message for an error number.
  static func message(_ number: Int32) -> String {
    var text = [UInt8](repeating: 0, count: 256)
    // SAFETY: PCRE2 writes at most the size of the array.
    let count = unsafe text.withUnsafeMutableBufferPointer { text in
      unsafe pcre2_get_error_message_8(number, text.baseAddress, text.count)
    }
    return String(decoding: text.prefix(max(0, Int(count))), as: UTF8.self)
  }
}
