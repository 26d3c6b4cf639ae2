import Diagnostics
import Foundation
import Ledger
import Tables
import TestSupport
import Testing

@testable import Runner

@Suite struct SnapshotTests {
  private let state = StateFolder(
    FileManager.default.temporaryDirectory
      .appendingPathComponent("acta-snapshot-\(UUID().uuidString)/.acta").path)

  private func remove() {
    try? FileManager.default.removeItem(atPath: (state.path as NSString).deletingLastPathComponent)
  }

  @Test func `what is written is read again, all of it`() throws {
    defer { remove() }
    var snapshot = Snapshot.sample
    snapshot.set = [
      "n": .integer(.max), "x": .number(0.1),
      "t": .text("ñ \"\n"),
      "b": .boolean(true), "d": .date(-3), "i": .datetime(7),
      "0": .null,
    ]
    snapshot.previous = [.init(figure: "people", item: "CL", value: .integer(3))]
    try snapshot.write(state: state)
    #expect(try Snapshot.read(state: state, night: snapshot.run.night, run: snapshot.run.id) == snapshot)
    #expect(Snapshot.all(state: state).map(\.run) == [snapshot.run.id])
    #expect(snapshot.set["n"] == .integer(.max))
    #expect(snapshot.set["x"] == .number(0.1))
    #expect(snapshot.set["t"] == .text("ñ \"\n"))
    #expect(snapshot.set["0"] == .null)
  }

  @Test func `one that cannot be written leaves no half behind`() throws {
    defer { remove() }
    let folder = "\(state.archivedRuns)/2021-04-26/1-people.json"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    #expect(throws: Diagnostic.self) { try Snapshot.sample.write(state: state) }
    let names = try FileManager.default.contentsOfDirectory(
      atPath: "\(state.archivedRuns)/2021-04-26")
    #expect(names == ["1-people.json"])
  }

  @Test func `one that nobody of ours wrote is told with its place`() throws {
    defer { remove() }
    let snapshot = Snapshot.sample
    try snapshot.write(state: state)
    let path = "\(state.archivedRuns)/\(snapshot.run.night)/\(snapshot.run.id).json"
    try "{}".write(toFile: path, atomically: false, encoding: .utf8)
    let told = #expect(throws: Diagnostic.self) {
      try Snapshot.read(state: state, night: snapshot.run.night, run: snapshot.run.id)
    }
    #expect(told?.message.description == "the record of run '1-people' cannot be read")
    #expect(told?.location?.file == ".acta/archive/runs/2021-04-26/1-people.json")
    try "".write(toFile: path, atomically: false, encoding: .utf8)
    #expect(try Snapshot.read(state: state, night: snapshot.run.night, run: snapshot.run.id) == nil)
    Snapshot.remove(state: state, night: snapshot.run.night, run: snapshot.run.id)
    #expect(!FileManager.default.fileExists(atPath: path))
    #expect(try Snapshot.read(state: state, night: snapshot.run.night, run: snapshot.run.id) == nil)
  }
}

extension Snapshot {
  static var sample: Snapshot {
    var run = Run(
      id: "1-people", job: "people", origin: .run, night: "2021-04-26", asOf: 1_619_494_200_000_000,
      stage: "review", status: .success, started: 0, acta: "1")
    run.exports = [RunFile(file: "people.xlsx", sha256: "c", bytes: 3, rows: 0)]
    var snapshot = Snapshot(run, versions: Versions(acta: "1", zlib: "2", libxlsxwriter: "3"))
    snapshot.files = [
      File(path: "Jobs/people.yaml", sha256: "a", bytes: 1, modified: nil),
      File(path: "Inputs/people.csv", sha256: "b", bytes: 2, modified: 5),
    ]
    snapshot.manifest = "d"
    snapshot.parts = ["people.xlsx": [Part(name: "xl/workbook.xml", checksum: .max)]]
    return snapshot
  }
}
