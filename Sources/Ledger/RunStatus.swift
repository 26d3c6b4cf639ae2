/// The outcome of a run, or the fact that it has not ended.
package enum RunStatus: String, Sendable, CaseIterable, Decodable {
  /// The run has begun. If its process has ended since, the run was interrupted.
  case running
  /// All checks passed.
  case success
  /// A check of severity `warn` failed; the exports are published.
  case warn
  /// A check failed, or too many rows were rejected; nothing is published.
  case fail
  /// The run could not finish; nothing is published.
  case error
  /// Not run, with a recorded reason: a job that it reads did not publish, the `arrival` of an input says so,
  /// or its time was missed.
  case skipped

  package var isGood: Bool { self == .success || self == .warn }
}
