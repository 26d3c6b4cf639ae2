internal import Tables

/// `fresh: {input, within}`: the input's newest file was changed, or its job ran, at most so long
/// before the as-of instant.
///
/// Its words name no age: covers hold them, and the same inputs must give the same bytes.
struct FreshCheck: BoundCheck {
  let input: String
  /// Microseconds.
  let within: Int64

  var reads: [String: Set<String>?] { [:] }

  func judge(_ context: CheckContext) throws -> CheckFinding {
    guard let modified = context.inputs[input]?.modified else {
      return CheckFinding(failing: 1, words: "nobody knows when input '\(input)' was last changed")
    }
    let isStale = context.plan.constants.asOf - modified > within
    let words = durationText(within)
    return CheckFinding(
      failing: isStale ? 1 : 0,
      words: isStale
        ? "input '\(input)' was last changed more than \(words) before"
        : "input '\(input)' was changed within \(words)")
  }
}

/// `36 hours`: microseconds in the largest unit of which they are a whole number.
package func durationText(_ microseconds: Int64) -> String {
  let units: [(Int64, String)] = [(86_400, "day"), (3600, "hour"), (60, "minute")]
  let seconds = microseconds / 1_000_000
  let (size, unit) =
    units.first { seconds != 0 && seconds % $0.0 == 0 && seconds / $0.0 > 1 } ?? (1, "second")
  return "\(seconds / size) \(unit)\(seconds / size == 1 ? "" : "s")"
}
