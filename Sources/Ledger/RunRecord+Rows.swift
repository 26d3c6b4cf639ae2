internal import GRDB
internal import Tables

extension RunRecord {
  /// The columns of `run` in the order in which ``init(row:)`` reads and ``columns`` gives them.
  static let columnNames = """
    id, job, origin, occurrence, due, night, as_of, stage, status, reason, started, seconds, acta, folder, \
    is_missed, pruned
    """

  /// Without details.
  init(row: inout RowReader) throws {
    id = try row.required()
    job = try row.required()
    origin = try row.named()
    occurrence = try row.optional()
    due = try row.optional()
    night = try row.required()
    asOf = try row.required()
    stage = try row.optional()
    status = try row.named()
    reason = try row.optional()
    started = try row.required()
    seconds = try row.required()
    acta = try row.required()
    folder = try row.optional()
    isMissed = try row.required()
    pruned = try row.optional()
  }

  var columns: [(any DatabaseValueConvertible)?] {
    [
      id, job, origin.rawValue, occurrence, due, night, asOf, stage, status.rawValue, reason, started,
      seconds, acta, folder, isMissed, pruned,
    ]
  }

  /// Reads the details of the row with this number.
  mutating func readDetails(_ db: Database, of number: Int64) throws {
    func rows<R>(_ columns: String, of table: String, _ make: (inout RowReader) throws -> R) throws -> [R] {
      let sql = "SELECT \(columns) FROM \(table) WHERE run = ? ORDER BY place"
      return try Row.fetchAll(db.cachedStatement(sql: sql), arguments: [number]).map {
        var reader = RowReader($0)
        return try make(&reader)
      }
    }
    inputs = try rows("name, file, sha256, bytes, rows, rejected, modified", of: "run_input") {
      try Input(
        name: $0.required(), file: $0.required(), sha256: $0.required(), bytes: $0.required(),
        rows: $0.required(), rejected: $0.required(), modified: $0.optional())
    }
    figures = try rows("figure, item, value_type, value, published_type, published", of: "run_figure") {
      try Figure(figure: $0.required(), item: $0.optional(), value: $0.value(), published: $0.value())
    }
    checks = try rows("of_table, kind, severity, status, failing, finding", of: "run_check") {
      try Check(
        table: $0.optional(), kind: $0.required(), severity: $0.required(), status: $0.required(),
        failing: $0.required(), finding: $0.required())
    }
    exports = try rows("file, sha256, bytes, rows, is_handed_over", of: "run_export") {
      try Export(
        file: $0.required(), sha256: $0.required(), bytes: $0.required(), rows: $0.required(),
        isHandedOver: $0.required())
    }
  }

  /// Writes the details of the row with this number, which has none yet.
  func writeDetails(_ db: Database, of number: Int64) throws {
    func insert(_ rows: [[(any DatabaseValueConvertible)?]], into table: String) throws {
      guard let width = rows.first?.count else { return }
      let marks = String(repeating: ", ?", count: width)
      let statement = try db.cachedStatement(sql: "INSERT INTO \(table) VALUES (?, ?\(marks))")
      for (place, row) in rows.enumerated() {
        try statement.execute(arguments: StatementArguments([number, place] + row))
      }
    }
    try insert(
      inputs.map { [$0.name, $0.file, $0.sha256, $0.bytes, $0.rows, $0.rejected, $0.modified] },
      into: "run_input")
    try insert(
      figures.map { [$0.figure, $0.item] + $0.value.stored + $0.published.stored }, into: "run_figure")
    try insert(
      checks.map { [$0.table, $0.kind, $0.severity, $0.status, $0.failing, $0.finding] }, into: "run_check")
    try insert(
      exports.map { [$0.file, $0.sha256, $0.bytes, $0.rows, $0.isHandedOver] }, into: "run_export")
  }
}
