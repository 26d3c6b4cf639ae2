/// How a run ended, or that it has not.
package enum RunStatus: String, Sendable, CaseIterable {
  /// It has begun; after the program that ran it has gone, it was interrupted.
  case running
  /// All checks passed.
  case success
  /// A check of severity `warn` did not pass; the exports are published.
  case warn
  /// A check said no, or too many rows were rejected; nothing is published.
  case fail
  /// It could not finish; nothing is published.
  case error
  /// Not run, for a reason that is said: a job that it reads did not publish, an input asks for it, its
  /// moment was missed.
  case skipped

  package var isGood: Bool { self == .success || self == .warn }
}
