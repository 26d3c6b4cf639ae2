package import Tables

/// One execution of one job: what it read, what it found, what it published.
///
/// The ledger's rows, `manifest.json` and the archive's record are encodings of it. Each keeps what its
/// readers need:
///
///     ledger      all but the columns and notices of files, and the arrivals
///     manifest    all but `folder`, `isMissed`, `pruned` and the times of inputs; `started` to the millisecond
///     archive     `id`, `job`, `night`, `asOf`, `stage`, `status`, `acta`, and the files with their hashes
package struct Run: Sendable, Equatable {
  /// Who asked for it.
  package enum Origin: String, Sendable {
    case nightly, run
  }

  /// The moment at which a schedule said that the job is due.
  package struct Occurrence: Sendable, Equatable {
    /// `nightly 2021-04-26`
    package var key: String
    package var due: Instant

    package init(key: String, due: Instant) {
      self.key = key
      self.due = due
    }
  }

  /// Unique in a workspace: the moment at which it began, and the job.
  package var id: String
  package var job: String
  package var origin: Origin
  /// Nil for a run by hand.
  package var occurrence: Occurrence?
  package var night: Night
  package var asOf: Instant
  package var stage: String?
  package var status: RunStatus
  /// Why it did not publish.
  package var reason: String?
  /// By the system's clock.
  package var started: Instant
  package var seconds: Double
  /// The program's version.
  package var acta: String
  /// `Exports/2021-04-26/attendance` where it published.
  package var folder: String?
  /// Whether it stands for an occurrence that was not run in time; then it is `skipped`.
  package var isMissed = false
  /// When its exports and archived inputs were removed by `acta prune`.
  package var pruned: Instant?
  package var inputs: [RunInput] = []
  package var figures: [RunFigure] = []
  package var checks: [RunCheck] = []
  package var exports: [RunFile] = []
  /// `rejects/…` and `checks/…`: rows handed over as they were, beside the exports.
  package var handedOver: [RunFile] = []
  /// Inputs that did not come as they should.
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

  /// All that it wrote, the exports first.
  package var files: [RunFile] { exports + handedOver }

  /// Data rows found in all its inputs, the rejected included.
  package var rowsRead: Int { inputs.reduce(0) { $0 + $1.rows } }
  package var rowsRejected: Int { inputs.reduce(0) { $0 + $1.rejected } }
}
