internal import GRDB
internal import Tables

extension Run {
  /// The columns of `run` in the order in which ``init(row:)`` reads and ``columns`` gives them.
  static let columnNames = """
    id, job, origin, occurrence, due, night, as_of, stage, status, reason, started, seconds, acta, folder, \
    is_missed, pruned
    """

  /// Without details.
  init(row: inout RowReader) throws {
    let (id, job): (String, String) = (try row.required(), try row.required())
    let origin: Origin = try row.named()
    let (key, due): (String?, Instant?) = (try row.optional(), try row.optionalInstant())
    self.init(
      id: id, job: job, origin: origin, night: try row.night(), asOf: try row.instant(),
      stage: try row.optional(), status: try row.named(), started: Instant(microseconds: 0), acta: "")
    // Neither has a meaning without the other.
    if let key, let due { occurrence = Occurrence(key: key, due: due) }
    reason = try row.optional()
    started = try row.instant()
    seconds = try row.required()
    acta = try row.required()
    folder = try row.optional()
    isMissed = try row.required()
    pruned = try row.optionalInstant()
  }

  var columns: [(any DatabaseValueConvertible)?] {
    [
      id, job, origin.rawValue, occurrence?.key, occurrence?.due.microseconds, night.iso, asOf.microseconds,
      stage, status.rawValue, reason, started.microseconds, seconds, acta, folder, isMissed,
      pruned?.microseconds,
    ]
  }

  mutating func readDetails(_ db: Database, of number: Int64) throws {
    func rows<R>(_ columns: String, of table: String, _ make: (inout RowReader) throws -> R) throws -> [R] {
      let sql = "SELECT \(columns) FROM \(table) WHERE run = ? ORDER BY place"
      return try Row.fetchAll(db.cachedStatement(sql: sql), arguments: [number]).map {
        var reader = RowReader($0)
        return try make(&reader)
      }
    }
    inputs = try rows("name, file, sha256, bytes, rows, rejected, modified", of: "run_input") {
      try RunInput(
        name: $0.required(), file: $0.required(), sha256: $0.required(), bytes: $0.required(),
        rows: $0.required(), rejected: $0.required(), modified: $0.optionalInstant())
    }
    figures = try rows("figure, item, value_type, value, published_type, published", of: "run_figure") {
      try RunFigure(figure: $0.required(), item: $0.optional(), value: $0.value(), published: $0.value())
    }
    checks = try rows("of_table, kind, severity, status, failing, finding", of: "run_check") {
      try RunCheck(
        table: $0.optional(), kind: $0.required(), severity: $0.required(), status: $0.required(),
        failing: $0.required(), finding: $0.required())
    }
    let files = try rows("file, sha256, bytes, rows, is_handed_over", of: "run_export") {
      let file = try RunFile(
        file: $0.required(), sha256: $0.required(), bytes: $0.required(), rows: $0.required())
      return (file: file, isHandedOver: try $0.required(Bool.self))
    }
    exports = files.filter { !$0.isHandedOver }.map(\.file)
    handedOver = files.filter(\.isHandedOver).map(\.file)
  }

  /// Writes the details of the row with this number, which must not have any yet.
  func writeDetails(_ db: Database, of number: Int64) throws {
    func insert(_ rows: [[(any DatabaseValueConvertible)?]], into table: String) throws {
      guard let width = rows.first?.count else { return }
      let marks = String(repeating: ", ?", count: width)
      let statement = try db.cachedStatement(sql: "INSERT INTO \(table) VALUES (?, ?\(marks))")
      for (place, row) in rows.enumerated() {
        try statement.execute(arguments: StatementArguments([number, place] + row))
      }
    }
    func row(_ file: RunFile, isHandedOver: Bool) -> [(any DatabaseValueConvertible)?] {
      [file.file, file.sha256, file.bytes, file.rows, isHandedOver]
    }
    try insert(
      inputs.map {
        [$0.name, $0.file, $0.sha256, $0.bytes, $0.rows, $0.rejected, $0.modified?.microseconds]
      }, into: "run_input")
    try insert(
      figures.map { [$0.figure, $0.item] + $0.value.stored + $0.published.stored }, into: "run_figure")
    try insert(
      checks.map { [$0.table, $0.kind, $0.severity, $0.status, $0.failing, $0.finding] }, into: "run_check")
    try insert(
      exports.map { row($0, isHandedOver: false) } + handedOver.map { row($0, isHandedOver: true) },
      into: "run_export")
  }
}
