import Foundation
import Tables
import TestSupport

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
  func fill(_ runs: [Run]) throws { try open().record(runs) }
}

extension Run {
  /// A run of 2021-04-`day`, that started at `started` seconds.
  static func sample(
    _ job: String, day: Int, _ status: RunStatus, started: Int64, occurrence: Bool = true
  ) -> Run {
    let night = Night(CivilDate(year: 2021, month: 4, day: day)!)
    var run = Run(
      id: "\(started)-\(job)", job: job, origin: occurrence ? .nightly : .run, night: night,
      asOf: 1_619_494_200_000_000 + .days(day - 26), stage: "main-review", status: status,
      started: Instant(microseconds: started * 1_000_000), seconds: 0.25, acta: "0.1.0")
    if occurrence {
      run.occurrence = Occurrence(key: "nightly \(night)", due: run.asOf)
    }
    if status.isGood { run.folder = "Exports/\(night)/\(job)" }
    if status == .fail { run.reason = "a check failed" }
    if status == .error { run.reason = "cannot open 'Inputs/people.csv'" }
    if status == .skipped { run.reason = "job 'people', which it reads, did not publish" }
    return run
  }

  /// With one or more of everything that a run can have.
  static var detailed: Run {
    var run = sample("attendance", day: 26, .warn, started: 100)
    run.pruned = 7
    run.inputs = [
      RunInput(
        name: "zoom", file: "Inputs/zoom/día 1.csv", sha256: String(repeating: "a", count: 64), bytes: 10,
        rows: 3, rejected: 1, modified: 1_619_000_000_000_000),
      RunInput(name: "zoom", file: "Inputs/zoom/2.csv", sha256: "b", bytes: 0, rows: 0, rejected: 0),
    ]
    run.figures = [
      RunFigure(figure: "registered", item: nil, value: .integer(982), published: .null),
      RunFigure(figure: "share", item: "Academia", value: .number(20), published: .number(0.1)),
      RunFigure(figure: "first", item: "", value: .datetime(-1), published: .date(18_743)),
      RunFigure(figure: "word", item: "ñ", value: .text("sí\nno"), published: .boolean(true)),
    ]
    run.checks = [
      RunCheck(
        table: "people", kind: "unique", severity: "warn", status: "warn", failing: 2, finding: "2 rows"),
      RunCheck(table: nil, kind: "published", severity: "error", status: "pass", failing: 0, finding: ""),
    ]
    run.exports = [RunFile(file: "asistencia.es.xlsx", sha256: "c", bytes: 5, rows: 2)]
    run.handedOver = [RunFile(file: "rejects/zoom.csv", sha256: "d", bytes: 6, rows: 1)]
    return run
  }
}
