import Diagnostics
import Foundation
import Ledger
import Tables
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
      "n": ArchivedValue(.integer(.max)), "x": ArchivedValue(.number(0.1)),
      "t": ArchivedValue(.text("ñ \"\n")),
      "b": ArchivedValue(.boolean(true)), "d": ArchivedValue(.date(-3)), "i": ArchivedValue(.datetime(7)),
      "0": ArchivedValue(.null),
    ]
    snapshot.previous = [.init(figure: "people", item: "CL", value: ArchivedValue(.integer(3)))]
    try snapshot.write(state: state)
    #expect(try Snapshot.read(state: state, night: snapshot.night, run: snapshot.run) == snapshot)
    #expect(Snapshot.all(state: state).map(\.run) == [snapshot.run])
    #expect(snapshot.set.mapValues(\.value)["n"] == .integer(.max))
    #expect(snapshot.set.mapValues(\.value)["x"] == .number(0.1))
    #expect(snapshot.set.mapValues(\.value)["t"] == .text("ñ \"\n"))
    #expect(snapshot.set.mapValues(\.value)["0"] == .null)
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
    let path = "\(state.archivedRuns)/\(snapshot.night)/\(snapshot.run).json"
    try "{}".write(toFile: path, atomically: false, encoding: .utf8)
    let told = #expect(throws: Diagnostic.self) {
      try Snapshot.read(state: state, night: snapshot.night, run: snapshot.run)
    }
    #expect(told?.message.description == "the record of run '1-people' cannot be read")
    #expect(told?.location?.file == ".acta/archive/runs/2021-04-26/1-people.json")
    try "".write(toFile: path, atomically: false, encoding: .utf8)
    #expect(try Snapshot.read(state: state, night: snapshot.night, run: snapshot.run) == nil)
    Snapshot.remove(state: state, night: snapshot.night, run: snapshot.run)
    #expect(!FileManager.default.fileExists(atPath: path))
    #expect(try Snapshot.read(state: state, night: snapshot.night, run: snapshot.run) == nil)
  }
}

extension Snapshot {
  static var sample: Snapshot {
    var snapshot = Snapshot(
      run: "1-people", job: "people", night: "2021-04-26", asOf: 1_619_494_200_000_000, stage: "review",
      status: "success", versions: Versions(acta: "1", zlib: "2", libxlsxwriter: "3"))
    snapshot.files = [
      File(path: "Jobs/people.yaml", sha256: "a", bytes: 1, modified: nil),
      File(path: "Inputs/people.csv", sha256: "b", bytes: 2, modified: 5),
    ]
    snapshot.exports = [
      Export(
        file: "people.xlsx", sha256: "c", bytes: 3, parts: [Part(name: "xl/workbook.xml", checksum: .max)])
    ]
    return snapshot
  }
}
