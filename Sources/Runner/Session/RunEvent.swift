package import Diagnostics
package import Ledger

/// What happens in a ``RunSession``, for whoever tells people of it.
package enum RunEvent: Sendable {
  /// Somebody else holds the lock, and the session waits.
  case waiting(holder: String)
  /// There was no ledger; it was made from so many manifests.
  case rebuilt(runs: Int)
  /// A run that an earlier process did not live to finish, as it stands now.
  case recovered(Run)
  /// An occurrence that was not run in time, and will not be.
  case missed(Run)
  case began(job: String, night: Night, number: Int, of: Int)
  /// A run has ended; `failing` says for how long its job has failed, and `isRepeat` that the run before it
  /// failed on the same day for the same reason, which has been told.
  case ended(JobRunner.Outcome, failing: Ledger.Failing?, isRepeat: Bool)
  /// What is other in a run by hand than in the run of that night that stood there before.
  case compared(RunComparison, with: String, job: String)
  case warning(Diagnostic)
}
