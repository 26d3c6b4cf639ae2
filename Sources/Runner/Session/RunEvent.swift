package import Diagnostics
package import Ledger

/// An event in a ``RunSession``, to be reported to the user.
package enum RunEvent: Sendable {
  /// Another process holds the lock, and the session waits.
  case waiting(holder: String)
  /// The ledger was missing and has been rebuilt from this number of manifests.
  case rebuilt(runs: Int)
  /// A run that a killed process left unfinished, in its new state.
  case recovered(Run)
  /// An occurrence that was not run in time and will not be run.
  case missed(Run)
  /// A manual run will replace the exports of this one, which are kept in a folder.
  case replacing(Run, keptIn: String)
  case began(job: String, night: Night, number: Int, of: Int)
  /// A run has ended. `failing` tells for how long its job has failed; `isRepeat` that the previous run failed
  /// on the same day for the same reason, which has been reported.
  case ended(JobRunner.Outcome, failing: Ledger.Failing?, isRepeat: Bool)
  /// The differences between a manual run and the run of the same night that it replaces.
  case compared(RunComparison, with: String, job: String)
  case warning(Diagnostic)
}
