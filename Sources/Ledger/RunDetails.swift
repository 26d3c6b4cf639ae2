package import Tables

/// A file that a run read.
package struct RunInput: Sendable, Equatable, Decodable {
  /// The input's name; one input may have several files.
  package var name: String
  package var file: String
  package var sha256: String
  package var bytes: Int
  /// The number of data rows, including rejects.
  package var rows: Int
  package var rejected: Int
  /// The file's modification time.
  package var modified: Instant?

  /// As in manifests.
  private enum CodingKeys: String, CodingKey { case name, file, sha256, bytes, rows, rejected }

  package init(
    name: String, file: String, sha256: String, bytes: Int, rows: Int, rejected: Int, modified: Instant? = nil
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

/// A figure, or one item of a figure.
package struct RunFigure: Sendable, Equatable {
  package var figure: String
  package var item: String?
  package var value: Value
  package var published: Value

  package init(figure: String, item: String?, value: Value, published: Value = .null) {
    self.figure = figure
    self.item = item
    self.value = value
    self.published = published
  }
}

package struct RunCheck: Sendable, Equatable {
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

/// The changes of a table with a key since the last published night.
package struct RunChanges: Sendable, Equatable, Decodable {
  package var table: String
  package var since: Night
  /// The numbers of rows; nil if they could not be compared.
  package var added: Int?
  package var removed: Int?
  package var changed: Int?
  /// The reason why rows could not be compared.
  package var obstacle: String?

  /// As in manifests.
  private enum CodingKeys: String, CodingKey {
    case table, since, added, removed, changed, obstacle = "not_compared"
  }

  package init(
    table: String, since: Night, added: Int?, removed: Int?, changed: Int?, obstacle: String? = nil
  ) {
    self.table = table
    self.since = since
    self.added = added
    self.removed = removed
    self.changed = changed
    self.obstacle = obstacle
  }
}

/// A file that a run wrote, identified by its path in the published folder.
package struct RunFile: Sendable, Equatable {
  package var file: String
  package var sha256: String
  package var bytes: Int
  package var rows: Int
  /// For a CSV file.
  package var columns: [Field]?
  /// Values that a cell cannot hold, and their substitutes.
  package var notices: [String] = []
  /// The value of `each` that the file is for, and its language.
  package var recipient: String?
  package var language: String?

  package init(file: String, sha256: String, bytes: Int, rows: Int, columns: [Field]? = nil) {
    self.file = file
    self.sha256 = sha256
    self.bytes = bytes
    self.rows = rows
    self.columns = columns
  }
}

/// Texts of one thing of a job that stand in the timeline's first language, because a book's is missing.
package struct RunFallback: Sendable, Equatable, Decodable {
  /// `figures.registered`
  package var place: String
  package var language: String
  package var count: Int

  /// As in manifests.
  private enum CodingKeys: String, CodingKey { case place = "where", language, count }

  package init(place: String, language: String, count: Int) {
    self.place = place
    self.language = language
    self.count = count
  }
}

/// An input that did not arrive as expected, and the job's policy for it.
package struct RunArrival: Sendable, Equatable, Decodable {
  package var input: String
  package var fault: String
  package var policy: String
  package var finding: String

  package init(input: String, fault: String, policy: String, finding: String) {
    self.input = input
    self.fault = fault
    self.policy = policy
    self.finding = finding
  }
}
