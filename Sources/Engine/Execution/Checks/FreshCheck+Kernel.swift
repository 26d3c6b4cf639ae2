internal import JobSpec
internal import Tables

extension FreshCheck: CheckKernel {
  /// The finding names no age: covers show it, and equal inputs must give equal bytes.
  func judge(_ context: CheckContext) throws -> CheckFinding {
    guard let modified = context.inputs[input]?.modified else {
      return CheckFinding(failing: 1, words: "the last change of input '\(input)' is unknown")
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
