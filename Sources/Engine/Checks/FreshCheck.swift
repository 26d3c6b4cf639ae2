internal import Tables

/// `fresh: {input, within}`: the input's newest file was changed, or its job ran, at most so long
/// before the as-of instant.
struct FreshCheck: BoundCheck {
  let input: String
  /// Microseconds.
  let within: Int64

  var reads: [String: Set<String>?] { [:] }

  func judge(_ context: CheckContext) throws -> CheckFinding {
    guard let modified = context.inputs[input]?.modified else {
      return CheckFinding(failing: 1, words: "nobody knows when input '\(input)' was last changed")
    }
    let age = context.plan.constants.asOf - modified
    let words = "input '\(input)' was last changed \(duration(max(0, age))) before"
    return CheckFinding(
      failing: age > within ? 1 : 0, words: age > within ? words + ", more than \(duration(within))" : words)
  }

  private func duration(_ microseconds: Int64) -> String {
    let minutes = microseconds / 60_000_000
    if minutes < 120 { return "\(minutes) minutes" }
    if minutes < 72 * 60 { return "\(minutes / 60) hours" }
    return "\(minutes / 1440) days"
  }
}
