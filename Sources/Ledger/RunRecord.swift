package import Tables

/// One run as the ledger keeps it. Instants are microseconds since 1970-01-01T00:00:00Z.
package struct RunRecord: Sendable, Equatable {
  /// Who asked for a run.
  package enum Origin: String, Sendable {
    case nightly, run
  }

  package struct Input: Sendable, Equatable {
    package var name: String
    package var file: String
    package var sha256: String
    package var bytes: Int
    package var rows: Int
    package var rejected: Int
    /// When the file was last changed.
    package var modified: Int64?

    package init(
      name: String, file: String, sha256: String, bytes: Int, rows: Int, rejected: Int,
      modified: Int64? = nil
    ) {
      self.name = name
      self.file = file
      self.sha256 = sha256
      self.bytes = bytes
      self.rows = rows
      self.rejected = rejected
      self.modified = modified
    }
  }

  package struct Figure: Sendable, Equatable {
    package var figure: String
    package var item: String?
    package var value: Value
    package var published: Value

    package init(figure: String, item: String?, value: Value, published: Value) {
      self.figure = figure
      self.item = item
      self.value = value
      self.published = published
    }
  }

  package struct Check: Sendable, Equatable {
    package var table: String?
    package var kind: String
    package var severity: String
    package var status: String
    package var failing: Int
    package var finding: String

    package init(
      table: String?, kind: String, severity: String, status: String, failing: Int, finding: String
    ) {
      self.table = table
      self.kind = kind
      self.severity = severity
      self.status = status
      self.failing = failing
      self.finding = finding
    }
  }

  package struct Export: Sendable, Equatable {
    package var file: String
    package var sha256: String
    package var bytes: Int
    package var rows: Int
    /// `rejects/…` and `checks/…`: rows handed over as they were, beside the exports.
    package var isHandedOver: Bool

    package init(file: String, sha256: String, bytes: Int, rows: Int, isHandedOver: Bool) {
      self.file = file
      self.sha256 = sha256
      self.bytes = bytes
      self.rows = rows
      self.isHandedOver = isHandedOver
    }
  }

  /// The manifest's `run`.
  package var id: String
  package var job: String
  package var origin: Origin
  /// The name of the occurrence that it is of, such as `nightly 2021-04-26`; nil for a run by hand.
  package var occurrence: String?
  /// When that was due.
  package var due: Int64?
  /// `2021-04-26`
  package var night: String
  package var asOf: Int64
  package var stage: String?
  package var status: RunStatus
  package var reason: String?
  /// By the clock on the wall.
  package var started: Int64
  package var seconds: Double
  /// The program's version.
  package var acta: String
  /// `Exports/2021-04-26/attendance` where it published.
  package var folder: String?
  /// A `skipped` run that stands for an occurrence that nobody ran in time.
  package var isMissed = false
  /// When its exports and archived inputs were removed by `acta prune`.
  package var pruned: Int64?
  package var inputs: [Input] = []
  package var figures: [Figure] = []
  package var checks: [Check] = []
  package var exports: [Export] = []

  package init(
    id: String, job: String, origin: Origin, night: String, asOf: Int64, stage: String?,
    status: RunStatus, started: Int64, seconds: Double = 0, acta: String
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
}
