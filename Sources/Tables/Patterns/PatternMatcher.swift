internal import CPCRE2
internal import Diagnostics

/// Matches a pattern against texts, with bounded work for each.
///
/// A pattern such as `(a+)+$` can take exponential time. PCRE2 counts its backtracking steps and stops
/// at a limit, which is the same on every machine; the text is then an error.
@safe package struct PatternMatcher: ~Copyable {
  /// The error of a text on which the pattern exceeds the step limit.
  package struct TooMuchWork: Error {
    package var pattern: String
    /// The beginning of the text.
    package var text: String
    package var limit: Int
  }

  private let pattern: Pattern
  private let group: Int
  private let data: OpaquePointer
  private let context: OpaquePointer
  private let ranges: UnsafeMutablePointer<Int>
  /// For texts that need more than PCRE2's own 32 KiB; allocated on demand.
  private var stack: OpaquePointer?
  private var limit = 0

  /// The steps allowed from each possible start of a match.
  package static let steps = 100_000
  /// The steps allowed per byte of longer texts: enough for patterns that pass over a text once or
  /// twice.
  private static let stepsPerByte = 8
  /// In KiB, and in bytes.
  private static let heapLimit: UInt32 = 64 * 1024
  private static let stackLimit = 8 << 20

  /// - Parameter group: the group whose range is returned; 0 for the whole match.
  package init(_ pattern: Pattern, group: Int = 0) {
    pattern.translate()
    self.pattern = pattern
    self.group = group
    guard let data = unsafe pcre2_match_data_create_from_pattern_8(pattern.code, nil),
      let context = unsafe pcre2_match_context_create_8(nil)
    else { fatalError("out of memory") }
    unsafe self.data = data
    unsafe self.context = context
    unsafe ranges = pcre2_get_ovector_pointer_8(data)
    unsafe pcre2_set_heap_limit_8(context, PatternMatcher.heapLimit)
    allow(PatternMatcher.steps)
  }

  deinit {
    unsafe pcre2_match_data_free_8(data)
    unsafe pcre2_match_context_free_8(context)
    if let stack = unsafe stack { unsafe pcre2_jit_stack_free_8(stack) }
  }

  /// The range of the first match's group; nil without a match or if the group is not part of it.
  ///
  /// - Parameter from: where to begin, in bytes; the text before it counts for `^`, `\\b` and what looks behind.
  /// - Throws: ``TooMuchWork``, and `Interrupted` once the program was asked to end.
  package mutating func firstMatch(in text: Span<UInt8>, from start: Int = 0) throws -> Range<Int>? {
    try isFound(in: text, from: start) ? range(of: group) : nil
  }

  /// The range of a group of the last match; nil if it is not part of it.
  package func range(of group: Int) -> Range<Int>? {
    guard group <= pattern.groupCount else { return nil }
    // SAFETY: PCRE2 has a pair of offsets for the whole match and for each group.
    let start = unsafe ranges[2 * group]
    return start < 0 ? nil : start..<(unsafe ranges[2 * group + 1])
  }

  /// Whether the pattern matches anywhere. Throws as ``firstMatch(in:)`` does.
  package mutating func isFound(in text: Span<UInt8>, from start: Int = 0) throws -> Bool {
    try Interruption.check()
    allow(max(PatternMatcher.steps, text.count * PatternMatcher.stepsPerByte))
    var result = match(text, from: start)
    if result == PCRE2_ERROR_JIT_STACKLIMIT, unsafe stack == nil {
      unsafe stack = pcre2_jit_stack_create_8(32 * 1024, PatternMatcher.stackLimit, nil)
      unsafe pcre2_jit_stack_assign_8(context, nil, UnsafeMutableRawPointer(stack))
      result = match(text, from: start)
    }
    if result > 0 { return true }
    switch result {
    case PCRE2_ERROR_NOMATCH: return false
    case PCRE2_ERROR_MATCHLIMIT, PCRE2_ERROR_DEPTHLIMIT, PCRE2_ERROR_HEAPLIMIT, PCRE2_ERROR_JIT_STACKLIMIT,
      PCRE2_ERROR_RECURSELOOP:
      throw TooMuchWork(pattern: pattern.text, text: PatternMatcher.beginning(of: text), limit: limit)
    case PCRE2_ERROR_NOMEMORY: fatalError("out of memory")
    default: preconditionFailure("PCRE2: \(Pattern.message(result))")
    }
  }

  private func match(_ text: Span<UInt8>, from start: Int) -> Int32 {
    // SAFETY: PCRE2 reads this many bytes and writes into this matcher's own data. Its pointer to the
    // text is not used afterwards.
    unsafe text.withUnsafeBufferPointer { text in
      unsafe pcre2_match_8(pattern.code, text.baseAddress, text.count, start, 0, data, context)
    }
  }

  private mutating func allow(_ steps: Int) {
    if steps == limit { return }
    limit = min(steps, Int(UInt32.max))
    unsafe pcre2_set_match_limit_8(context, UInt32(limit))
    unsafe pcre2_set_depth_limit_8(context, UInt32(limit))
  }

  private static func beginning(of text: Span<UInt8>) -> String {
    let bytes = (0..<min(text.count, 160)).map { text[$0] }
    let start = String(decoding: bytes, as: UTF8.self).unicodeScalars.prefix(30)
    return String(String.UnicodeScalarView(start)) + (text.count > start.count ? "…" : "")
  }
}
