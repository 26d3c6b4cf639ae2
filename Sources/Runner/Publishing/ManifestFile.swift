internal import Foundation
internal import JobSpec
internal import Ledger
internal import Tables

/// A `manifest.json` as it is read back for the ledger: everything that the ledger keeps of a run.
/// Keys that older manifests do not have are optional.
struct ManifestFile: Decodable {
  struct Input: Decodable {
    var name: String
    var file: String
    var sha256: String
    var bytes: Int
    var rows: Int
    var rejected: Int
    var modified: String?
  }

  struct Figure: Decodable {
    var figure: String
    var item: String?
    var value: Scalar?
    var published: Scalar?
  }

  struct Check: Decodable {
    var table: String?
    var kind: String
    var severity: String
    var status: String
    var failing: Int
    var finding: String?
  }

  struct Export: Decodable {
    var file: String
    var sha256: String
    var bytes: Int
    var rows: Int
  }

  /// A JSON value that is neither a list nor an object; integers are kept apart from other numbers.
  struct Scalar: Decodable {
    var value: Value

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let flag = try? container.decode(Bool.self) {
        value = .boolean(flag)
      } else if let integer = try? container.decode(Int64.self) {
        value = .integer(integer)
      } else if let number = try? container.decode(Double.self) {
        value = .number(number)
      } else {
        value = .text(try container.decode(String.self))
      }
    }
  }

  var acta: String
  var job: String
  var run: String
  var origin: String?
  var occurrence: String?
  var due: String?
  var night: String
  var as_of: String
  var stage: String?
  var status: String
  var reason: String?
  var started: String
  var seconds: Double
  var inputs: [Input]
  var figures: [Figure]
  var checks: [Check]
  var exports: [Export]
  var handed_over: [Export]?

  /// The run that it tells of; nil when its instants, night or status are none.
  var record: RunRecord? {
    guard let asOf = instant(as_of), let started = instant(started), CivilDate(iso: night) != nil,
      let status = RunStatus(rawValue: status)
    else { return nil }
    let origin = origin.flatMap(RunRecord.Origin.init) ?? (occurrence == nil ? .run : .nightly)
    var record = RunRecord(
      id: run, job: job, origin: origin, night: night, asOf: asOf, stage: stage, status: status,
      started: started, seconds: seconds, acta: acta)
    record.due = due.flatMap(instant)
    // One is nothing without the other.
    record.occurrence = record.due == nil ? nil : occurrence
    if occurrence == nil { record.due = nil }
    record.reason = reason
    record.inputs = inputs.map {
      RunRecord.Input(
        name: $0.name, file: $0.file, sha256: $0.sha256, bytes: $0.bytes, rows: $0.rows,
        rejected: $0.rejected, modified: $0.modified.flatMap(instant))
    }
    record.figures = figures.map {
      RunRecord.Figure(
        figure: $0.figure, item: $0.item, value: $0.value?.value ?? .null,
        published: $0.published?.value ?? .null)
    }
    record.checks = checks.map {
      RunRecord.Check(
        table: $0.table, kind: $0.kind, severity: $0.severity, status: $0.status, failing: $0.failing,
        finding: $0.finding ?? "")
    }
    record.exports = files(exports, isHandedOver: false) + files(handed_over ?? [], isHandedOver: true)
    return record
  }

  private func files(_ exports: [Export], isHandedOver: Bool) -> [RunRecord.Export] {
    exports.map {
      RunRecord.Export(
        file: $0.file, sha256: $0.sha256, bytes: $0.bytes, rows: $0.rows, isHandedOver: isHandedOver)
    }
  }

  /// Manifests name the offset of every instant.
  private func instant(_ text: String) -> Int64? {
    guard let time = LocalDateTime(iso: text), time.offset != nil else { return nil }
    return time.instant(in: .utc).microseconds
  }
}
