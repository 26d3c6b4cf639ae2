internal import Diagnostics
package import Engine
internal import JobSpec
package import Ledger
package import Tables

/// `manifest.json`: what a run read, did and published. What varies between identical runs (`run`,
/// `started`, `seconds`) is only here, never in an export.
package struct Manifest: Sendable {
  package struct InputFileEntry: Sendable {
    package var name: String
    package var file: String
    package var sha256: String
    package var bytes: Int
    package var rows: Int
    package var rejected: Int
    /// When the file was last changed, microseconds since 1970; for the ledger only.
    package var modified: Int64? = nil
  }

  package struct ExportEntry: Sendable {
    package var file: String
    package var sha256: String
    package var bytes: Int
    package var rows: Int
    /// For CSV.
    package var columns: [Field]?
    /// Values that a cell cannot hold, and what stands there instead.
    package var notices: [String] = []
  }

  package static let schemaVersion: Int64 = 1
  package static let fileName = "manifest.json"

  package var job: String
  package var run: String
  package var night: String
  package var asOf: String
  package var stage: String?
  package var status: RunStatus
  package var started: String
  package var seconds: Double
  package var inputs: [InputFileEntry] = []
  package var balance = RowBalance()
  package var figures: [FigureResult] = []
  package var checks: [CheckResult] = []
  package var exports: [ExportEntry] = []
  /// Rows handed over as they were: `rejects/…` and `checks/…`.
  package var handedOver: [ExportEntry] = []
  /// Inputs that did not come as they should.
  package var arrivals: [InputArrival] = []
  /// The occurrence that the run is of, and when that was due; nil for a run by hand.
  package var occurrence: String?
  package var due: String?
  /// Why a run that published nothing did not.
  package var reason: String?

  package var json: JSONValue {
    var members: [(String, JSONValue)] = [
      ("schema", .integer(Manifest.schemaVersion)),
      ("acta", .string(Version.text)),
      ("job", .string(job)),
      ("run", .string(run)),
      ("night", .string(night)),
      ("as_of", .string(asOf)),
      ("stage", .optional(stage)),
      ("status", .string(status.rawValue)),
      ("started", .string(started)),
      ("seconds", .number((seconds * 1000).rounded() / 1000)),
      ("inputs", .array(inputs.map(\.json))),
      ("balance", .object(balance.tables.map { ($0.table, .array($0.steps.map(\.json))) })),
      ("figures", .array(figures.flatMap(\.json))),
      ("checks", .array(checks.map(\.json))),
      ("exports", .array(exports.map(\.json))),
      ("handed_over", .array(handedOver.map(\.json))),
    ]
    if !arrivals.isEmpty { members.append(("arrivals", .array(arrivals.map(\.json)))) }
    if let occurrence { members.append(("occurrence", .string(occurrence))) }
    if let due { members.append(("due", .string(due))) }
    if let reason { members.append(("reason", .string(reason))) }
    return .object(members)
  }
}

extension Manifest {
  func write(to path: String) throws {
    try WholeFile.write(Array((json.text + "\n").utf8), to: path)
  }
}

extension Manifest.InputFileEntry {
  fileprivate var json: JSONValue {
    .object([
      ("name", .string(name)), ("file", .string(file)), ("sha256", .string(sha256)),
      ("bytes", .integer(Int64(bytes))), ("rows", .integer(Int64(rows))),
      ("rejected", .integer(Int64(rejected))),
    ])
  }
}

extension Manifest.ExportEntry {
  fileprivate var json: JSONValue {
    var members: [(String, JSONValue)] = [
      ("file", .string(file)), ("sha256", .string(sha256)), ("bytes", .integer(Int64(bytes))),
      ("rows", .integer(Int64(rows))),
    ]
    if let columns {
      members.append(
        (
          "columns",
          .array(columns.map { .object([("name", .string($0.name)), ("type", .string($0.type.rawValue))]) })
        ))
    }
    if !notices.isEmpty { members.append(("notices", .array(notices.map { .string($0) }))) }
    return .object(members)
  }
}

extension RowBalance.Step {
  package var json: JSONValue {
    var members: [(String, JSONValue)] = [
      ("step", .string(step)), ("in", .integer(Int64(rowsIn))), ("out", .integer(Int64(rowsOut))),
      ("filtered", .integer(Int64(moves.filtered))), ("merged", .integer(Int64(moves.merged))),
      ("grouped", .integer(Int64(moves.grouped))), ("multiplied", .integer(Int64(moves.multiplied))),
      ("rejected", .integer(Int64(moves.rejected))),
    ]
    if !notes.isEmpty { members.append(("notes", .string(notes.joined(separator: "; ")))) }
    return .object(members)
  }
}

extension FigureResult {
  package var json: [JSONValue] {
    items.map { item in
      .object([
        ("figure", .string(figure.name.value)), ("item", .optional(item.item)),
        ("value", item.value.json), ("published", item.published.json),
      ])
    }
  }
}

extension CheckResult {
  package var json: JSONValue {
    .object([
      ("table", .optional(check.table?.value)), ("kind", .string(check.keyword)),
      ("severity", .string(check.severity.rawValue)), ("status", .string(status.rawValue)),
      ("failing", .integer(Int64(failing))), ("finding", .string(finding)),
    ])
  }
}

extension Value {
  package var json: JSONValue {
    switch self {
    case .null: .null
    case .integer(let number): .integer(number)
    case .number(let number): .number(number)
    case .boolean(let flag): .boolean(flag)
    case .text, .date, .datetime: .string(messageText)
    }
  }
}
