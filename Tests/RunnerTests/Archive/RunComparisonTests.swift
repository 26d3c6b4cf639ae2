import Ledger
import Tables
import Testing

@testable import Runner

@Suite struct RunComparisonTests {
  @Test func `runs of the same make are the same, whatever they are called`() {
    var other = Snapshot.sample
    other.run.id = "2-people"
    #expect(RunComparison(.sample, other).isSame)
  }

  @Test func `every cause is named, and every export that is other`() {
    var old = Snapshot.sample
    var new = old
    old.files.append(.init(path: "Inputs/gone.csv", sha256: "d", bytes: 1, modified: nil))
    new.files[0].sha256 = "a2"
    new.files[1].sha256 = "b2"
    new.files.append(.init(path: "Inputs/new.csv", sha256: "e", bytes: 1, modified: nil))
    old.set["min"] = .integer(1)
    new.set["max"] = .integer(2)
    new.previous = [.init(figure: "people", item: nil, value: .integer(3))]
    new.versions.zlib = "9"
    old.run.exports.append(.init(file: "old.csv", sha256: "f", bytes: 1, rows: 0))
    new.run.exports[0].sha256 = "c2"
    new.run.handedOver.append(.init(file: "rejects/people.csv", sha256: "g", bytes: 1, rows: 0))
    let comparison = RunComparison(old, new)
    #expect(
      comparison.causes == [
        "Inputs/gone.csv is gone", "Inputs/new.csv is new", "Inputs/people.csv has other bytes",
        "Jobs/people.yaml was edited", "--set max was not given, is 2", "--set min was 1, is not given",
        "the figures of the night before differ", "the version of acta or of a library differs",
      ])
    #expect(
      comparison.exports == [
        "old.csv is gone", "people.xlsx has other bytes", "rejects/people.csv is new",
      ])
    #expect(!comparison.isSame)
  }

  @Test func `that another job ran again is no cause, that it published other rows is`() {
    var old = Snapshot.sample
    var new = old
    for (file, sha256) in [("manifest.json", "1"), ("rows.csv", "1")] {
      old.files.append(.init(path: "Exports/2021-04-26/a/\(file)", sha256: sha256, bytes: 1, modified: nil))
      new.files.append(.init(path: "Exports/2021-04-26/a/\(file)", sha256: "2", bytes: 1, modified: nil))
    }
    #expect(RunComparison(old, new).causes == ["Exports/2021-04-26/a/rows.csv has other bytes"])
  }
}
