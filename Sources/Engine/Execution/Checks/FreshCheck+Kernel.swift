internal import JobSpec
internal import Tables

extension FreshCheck: CheckKernel {
  /// The words name no age: covers hold them, and the same inputs must give the same bytes.
  func judge(_ context: CheckContext) throws -> CheckFinding {
    guard let modified = context.inputs[input]?.modified else {
      return CheckFinding(failing: 1, words: "nobody knows when input '\(input)' was last changed")
    }
    let isStale = Arrival.isStale(
      modified: Instant(microseconds: modified), asOf: context.plan.constants.asOf, within: within)
    let words = within.text
    return CheckFinding(
      failing: isStale ? 1 : 0,
      words: isStale
        ? "input '\(input)' was last changed more than \(words) before"
        : "input '\(input)' was changed within \(words)")
  }
}
