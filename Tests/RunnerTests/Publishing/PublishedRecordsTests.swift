import Diagnostics
import Foundation
import Ledger
import Tables
import TestSupport
import Testing

@testable import Runner

@Suite struct PublishedRecordsTests {
  private let root = FileManager.default.temporaryDirectory
    .appendingPathComponent("acta-records-\(UUID().uuidString)").path

  private func write(_ text: String, to path: String) throws {
    let file = URL(fileURLWithPath: "\(root)/\(path)")
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try text.write(to: file, atomically: true, encoding: .utf8)
  }

  private func manifest(_ run: String, night: String = "2021-04-26", more: String = "") -> String {
    """
    {"schema": 1, "acta": "0.1.0", "job": "people", "run": "\(run)", "night": "\(night)",
     "as_of": "\(night)T23:30:00-04:00", "stage": null, "status": "success",
     "started": "2021-04-27T03:30:01.250Z", "seconds": 0.5, "inputs": [], "figures": [], "checks": [],
     "exports": [] \(more)}
    """
  }

  private func records() -> (runs: [Run], warnings: [Diagnostic], unrestored: Int) {
    Published(folder: "\(root)/Exports").allRuns(failed: "\(root)/.acta/failed")
  }

  @Test func `a manifest comes back as the run that wrote it`() throws {
    defer { try? FileManager.default.removeItem(atPath: root) }
    try write(
      """
      {"schema": 1, "acta": "0.1.0", "job": "people", "run": "1-people", "origin": "nightly",
       "occurrence": "nightly 2021-04-26", "due": "2021-04-27T03:30:00Z", "night": "2021-04-26",
       "as_of": "2021-04-26T23:30:00-04:00", "stage": "review", "status": "warn",
       "started": "2021-04-27T03:30:01.250Z", "seconds": 0.5,
       "inputs": [{"name": "a", "file": "Inputs/a.csv", "sha256": "00", "bytes": 9, "rows": 3, "rejected": 1}],
       "balance": {},
       "figures": [{"figure": "n", "item": null, "value": 3, "published": null},
                   {"figure": "n", "item": "x", "value": 0.5, "published": 20}],
       "checks": [{"table": null, "kind": "rows", "severity": "warn", "status": "warn", "failing": 1, "finding": "f"}],
       "exports": [{"file": "a.csv", "sha256": "11", "bytes": 7, "rows": 2, "columns": []}],
       "handed_over": [{"file": "rejects/a.csv", "sha256": "22", "bytes": 8, "rows": 1}]}
      """, to: "Exports/2021-04-26/people/manifest.json")
    var run = Run(
      id: "1-people", job: "people", origin: .nightly, night: "2021-04-26", asOf: 1_619_494_200_000_000,
      stage: "review", status: .warn, started: 1_619_494_201_250_000, seconds: 0.5, acta: "0.1.0")
    run.occurrence = .init(key: "nightly 2021-04-26", due: 1_619_494_200_000_000)
    run.folder = "Exports/2021-04-26/people"
    run.inputs = [.init(name: "a", file: "Inputs/a.csv", sha256: "00", bytes: 9, rows: 3, rejected: 1)]
    run.figures = [
      .init(figure: "n", item: nil, value: .integer(3), published: .null),
      .init(figure: "n", item: "x", value: .number(0.5), published: .integer(20)),
    ]
    run.checks = [
      .init(table: nil, kind: "rows", severity: "warn", status: "warn", failing: 1, finding: "f")
    ]
    run.exports = [.init(file: "a.csv", sha256: "11", bytes: 7, rows: 2, columns: [])]
    run.handedOver = [.init(file: "rejects/a.csv", sha256: "22", bytes: 8, rows: 1)]
    let found = records()
    #expect(found.runs == [run])
    #expect(found.warnings.isEmpty)
  }

  @Test func `what failed runs left is read too, without a folder`() throws {
    defer { try? FileManager.default.removeItem(atPath: root) }
    try write(manifest("2-people"), to: "Exports/2021-04-26/people/manifest.json")
    let failed = manifest("1-people", more: ", \"reason\": \"a check failed\"")
      .replacing("\"success\"", with: "\"fail\"")
    try write(failed, to: ".acta/failed/2021-04-26/people/manifest.json")
    let runs = records().runs
    #expect(runs.map(\.id) == ["1-people", "2-people"])
    #expect(runs.map(\.folder) == [nil, "Exports/2021-04-26/people"])
    #expect(runs.map(\.reason) == ["a check failed", nil])
    #expect(runs.map(\.origin) == [.run, .run])
  }

  @Test func `an occurrence without its instant is none`() throws {
    defer { try? FileManager.default.removeItem(atPath: root) }
    try write(
      manifest("1-people", more: ", \"occurrence\": \"nightly 2021-04-26\""),
      to: "Exports/2021-04-26/people/manifest.json")
    #expect(records().runs.first?.occurrence == nil)
  }

  @Test func `folders without a manifest, hidden ones and the link to the latest are no runs`() throws {
    defer { try? FileManager.default.removeItem(atPath: root) }
    let published = Published(folder: "\(root)/Exports")
    #expect(!published.hasManifests)
    try write("", to: "Exports/2021-04-26/people/people.csv")
    try write(manifest("1-people"), to: "Exports/2021-04-26/.people.partial/manifest.json")
    try write(manifest("1-people"), to: "Exports/latest/people/manifest.json")
    #expect(!published.hasManifests)
    #expect(records().runs.isEmpty)
    try write(manifest("1-people"), to: "Exports/2021-04-26/people/manifest.json")
    #expect(published.hasManifests)
  }

  @Test(arguments: [
    ("\"schema\": 1", "\"schema\": 1 1", "it is not JSON"),
    ("\"run\": \"1-people\",", "", "it has no 'run'"),
    ("\"inputs\": []", "\"inputs\": [{\"name\": 1}]", "'inputs.[0].name' has the wrong type"),
    ("\"seconds\": 0.5", "\"seconds\": null", "'seconds' is null"),
    ("\"success\"", "\"fine\"", "'status' is not a status"),
    ("01.250Z", "01.250", "'started' is not an instant"),
    ("\"job\": \"people\"", "\"job\": \"others\"", "it belongs to job 'others' and night 2021-04-26"),
  ])
  func `a manifest that cannot be read is a warning, and the others come`(
    _ old: String, _ new: String, _ reason: String
  ) throws {
    defer { try? FileManager.default.removeItem(atPath: root) }
    try write(manifest("1-people").replacing(old, with: new), to: "Exports/2021-04-26/people/manifest.json")
    try write(manifest("2-people", night: "2021-04-27"), to: "Exports/2021-04-27/people/manifest.json")
    let found = records()
    #expect(found.runs.map(\.id) == ["2-people"])
    let path = "\(root)/Exports/2021-04-26/people/manifest.json"
    #expect(
      found.warnings == [
        Diagnostic(
          .init(.badManifest, "cannot read the manifest '\(path)'"), severity: .warning, reason: reason,
          hint: "the run cannot be restored; its exports are unchanged")
      ])
  }

  @Test func `what a run published is told apart from what is there now`() throws {
    defer { try? FileManager.default.removeItem(atPath: root) }
    let published = Published(folder: "\(root)/Exports")
    let bytes = FileFingerprint(of: Array("a\r\n".utf8))
    var run = Run(
      id: "1-people", job: "people", origin: .run, night: "2021-04-26", asOf: 1_619_494_200_000_000,
      stage: nil,
      status: .success, started: 1_619_494_201_250_000, acta: "0.1.0")
    #expect(published.differences(from: run) == [])
    run.folder = "Exports/2021-04-26/people"
    run.exports = [.init(file: "a.csv", sha256: bytes.sha256, bytes: 3, rows: 0)]
    #expect(published.differences(from: run) == ["'Exports/2021-04-26/people' is missing"])
    let written = manifest("1-people").replacing(
      "\"exports\": []",
      with: "\"exports\": [{\"file\": \"a.csv\", \"sha256\": \"\(bytes.sha256)\", \"bytes\": 3, \"rows\": 0}]"
    )
    try write(written, to: "Exports/2021-04-26/people/manifest.json")
    #expect(published.differences(from: run) == ["'Exports/2021-04-26/people/a.csv' is missing"])
    try write("a\r\n", to: "Exports/2021-04-26/people/a.csv")
    #expect(published.differences(from: run) == [])
    try write("", to: "Exports/2021-04-26/people/checks/notes.txt")
    #expect(
      published.differences(from: run) == [
        "'Exports/2021-04-26/people/checks/notes.txt' was not written by the run"
      ])
    try FileManager.default.removeItem(atPath: "\(root)/Exports/2021-04-26/people/checks/notes.txt")
    try write("b\r\n", to: "Exports/2021-04-26/people/a.csv")
    #expect(
      published.differences(from: run) == ["'Exports/2021-04-26/people/a.csv' is not what the run wrote"])
    try write("a\r\n", to: "Exports/2021-04-26/people/a.csv")
    try write(
      written.replacing("\"rows\": 0", with: "\"rows\": 1").replacing(
        "\"stage\": null", with: "\"stage\": \"x\""),
      to: "Exports/2021-04-26/people/manifest.json")
    #expect(
      published.differences(from: run) == [
        "'Exports/2021-04-26/people/manifest.json' differs from the ledger in 'stage', 'exports'"
      ])
    #expect(
      published.differences(from: run, manifest: "00") == published.differences(from: run))
    try write(written, to: "Exports/2021-04-26/people/manifest.json")
    #expect(
      published.differences(from: run, manifest: "00") == [
        "'Exports/2021-04-26/people/manifest.json' is not what the run wrote"
      ])
    try write("{", to: "Exports/2021-04-26/people/manifest.json")
    #expect(
      published.differences(from: run) == [
        "'Exports/2021-04-26/people/manifest.json' cannot be read: it is not JSON"
      ])
    try write(manifest("2-people"), to: "Exports/2021-04-26/people/manifest.json")
    #expect(
      published.differences(from: run) == [
        "'Exports/2021-04-26/people' belongs to run '2-people', not to '1-people'"
      ])
  }
}
