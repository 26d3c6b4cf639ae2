package import Tables

/// One execution of one job: its inputs, results and published files.
///
/// The ledger's rows, `manifest.json` and the archive's record are encodings of a run. Each keeps the parts
/// that its readers need:
///
///     ledger      all but the columns and notices of files, the changes, and the arrivals
///     manifest    all but `folder`, `isMissed`, `pruned` and the times of inputs; `started` to the millisecond
///     archive     `id`, `job`, `night`, `asOf`, `stage`, `status`, `acta`, and the files with their hashes
package struct Run: Sendable, Equatable {
  /// The trigger of the run.
  package enum Origin: String, Sendable {
    case nightly, run
  }

  /// The occurrence in the job's schedule.
  package struct Occurrence: Sendable, Equatable {
    /// `nightly 2021-04-26`
    package var key: String
    package var due: Instant

    package init(key: String, due: Instant) {
      self.key = key
      self.due = due
    }
  }

  /// Start time and job; unique in a workspace.
  package var id: String
  package var job: String
  package var origin: Origin
  /// Nil for a manual run.
  package var occurrence: Occurrence?
  package var night: Night
  package var asOf: Instant
  package var stage: String?
  package var status: RunStatus
  /// The reason why it did not publish.
  package var reason: String?
  /// By the system clock.
  package var started: Instant
  package var seconds: Double
  /// The program's version.
  package var acta: String
  /// `Exports/2021-04-26/attendance`, if the run published.
  package var folder: String?
  /// Whether this records an occurrence that was not run in time; its status is then `skipped`.
  package var isMissed = false
  /// The time at which `acta prune` removed its exports and archived inputs.
  package var pruned: Instant?
  package var inputs: [RunInput] = []
  package var figures: [RunFigure] = []
  package var checks: [RunCheck] = []
  /// Tables with a key, compared with the last published night.
  package var changes: [RunChanges] = []
  package var exports: [RunFile] = []
  /// Files in `rejects/…` and `checks/…`, which hold rows beside the exports.
  package var handedOver: [RunFile] = []
  /// Inputs that did not arrive as expected.
  package var arrivals: [RunArrival] = []

  package init(
    id: String, job: String, origin: Origin, night: Night, asOf: Instant, stage: String?, status: RunStatus,
    started: Instant, seconds: Double = 0, acta: String
  ) {
    self.id = id
    self.job = job
    self.origin = origin
    self.night = night
    self.asOf = asOf
    self.stage = stage
    self.status = status
    self.started = started
    self.seconds = seconds
    self.acta = acta
  }

  /// All files written, exports first.
  package var files: [RunFile] { exports + handedOver }

  /// The number of data rows in all inputs, including rejects.
  package var rowsRead: Int { inputs.reduce(0) { $0 + $1.rows } }
  package var rowsRejected: Int { inputs.reduce(0) { $0 + $1.rejected } }
}
