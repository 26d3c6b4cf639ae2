import Foundation
import Tables

@testable import Ledger

/// A state folder that goes away with its test, and runs to record in it.
final class LedgerFixture {
  let state: StateFolder

  init() {
    state = StateFolder(
      FileManager.default.temporaryDirectory.appendingPathComponent("acta-ledger-\(UUID().uuidString)/.acta")
        .path)
  }

  deinit { try? FileManager.default.removeItem(atPath: (folder as NSString).deletingLastPathComponent) }

  var folder: String { state.path }
  var path: String { "\(folder)/ledger.sqlite" }

  var bytes: Data {
    get { FileManager.default.contents(atPath: path) ?? Data() }
    set { try? newValue.write(to: URL(fileURLWithPath: path)) }
  }

  func open() throws -> Ledger { try Ledger.open(state: state) }

  func mode(_ ending: String = "") throws -> Int {
    let attributes = try FileManager.default.attributesOfItem(atPath: path + ending)
    return (attributes[.posixPermissions] as? Int) ?? 0
  }

  /// A ledger with these runs, closed again.
  func fill(_ runs: [RunRecord]) throws { try open().record(runs) }
}

extension RunRecord {
  /// A run of 2021-04-`day`, that started at `started` seconds.
  static func sample(
    _ job: String, day: Int, _ status: RunStatus, started: Int64, occurrence: Bool = true
  ) -> RunRecord {
    let night = "2021-04-\(day)"
    var run = RunRecord(
      id: "\(started)-\(job)", job: job, origin: occurrence ? .nightly : .run, night: night,
      asOf: 1_619_494_200_000_000 + Int64(day - 26) * 86_400_000_000, stage: "main-review", status: status,
      started: started * 1_000_000, seconds: 0.25, acta: "0.1.0")
    if occurrence {
      run.occurrence = "nightly \(night)"
      run.due = run.asOf
    }
    if status.isGood { run.folder = "Exports/\(night)/\(job)" }
    if status == .fail { run.reason = "a check failed" }
    if status == .error { run.reason = "cannot open 'Inputs/people.csv'" }
    if status == .skipped { run.reason = "job 'people', which it reads, did not publish" }
    return run
  }

  /// With one or more of everything that a run can have.
  static var detailed: RunRecord {
    var run = sample("attendance", day: 26, .warn, started: 100)
    run.pruned = 7
    run.inputs = [
      Input(
        name: "zoom", file: "Inputs/zoom/día 1.csv", sha256: String(repeating: "a", count: 64), bytes: 10,
        rows: 3, rejected: 1, modified: 1_619_000_000_000_000),
      Input(name: "zoom", file: "Inputs/zoom/2.csv", sha256: "b", bytes: 0, rows: 0, rejected: 0),
    ]
    run.figures = [
      Figure(figure: "registered", item: nil, value: .integer(982), published: .null),
      Figure(figure: "share", item: "Academia", value: .number(20), published: .number(0.1)),
      Figure(figure: "first", item: "", value: .datetime(-1), published: .date(18_743)),
      Figure(figure: "word", item: "ñ", value: .text("sí\nno"), published: .boolean(true)),
    ]
    run.checks = [
      Check(
        table: "people", kind: "unique", severity: "warn", status: "warn", failing: 2, finding: "2 rows"),
      Check(table: nil, kind: "published", severity: "error", status: "pass", failing: 0, finding: ""),
    ]
    run.exports = [
      Export(file: "asistencia.es.xlsx", sha256: "c", bytes: 5, rows: 2, isHandedOver: false),
      Export(file: "rejects/zoom.csv", sha256: "d", bytes: 6, rows: 1, isHandedOver: true),
    ]
    return run
  }
}
