import Diagnostics
import Engine
import Foundation
import Ledger
import Tables
import Testing

@testable import Runner

/// Faults of the data that a worker meets.
@Suite struct ClusterFaultTests {
  /// - Parameter most: the bytes that may be in this process at once; with few of them, no fault is worded anew there.
  private func run(_ steps: String, _ rows: String, most: Int) throws -> JobRunner.Outcome {
    let job = """
      job: faulty
      inputs: {a: {file: a.csv, columns: {n: {type: integer}}}, b: {file: b.csv}}
      tables: {made: {from: a, steps: [\(steps)]}}
      exports: [{csv: made.csv, table: made}]
      """
    let small = try SmallWorkspace(
      jobs: ["faulty": job], inputs: ["a.csv": "k,n,v\n" + rows, "b.csv": "k,c\nAnaMaria,1\nAnaMaria,2\n"])
    defer { small.remove() }
    let folder = FileManager.default.temporaryDirectory.appending(path: "acta-cluster-\(UUID())").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let sizes = StageSizes(block: BlockSize(bytes: 1 << 20), partition: 1 << 20, partitions: 3, most: most)
    return small.run(
      small.jobs[0], small.binding,
      engine: ClusterEngine(folder: folder, sizes: sizes, mover: ShuffledMover(shared: folder)))
  }

  @Test(arguments: [
    ("join: {with: b, on: k}", "AnaMaria"), ("derive: {n: n * 4611686018427387904}", "8675309"),
  ])
  func `a fault that quotes values keeps them out of what is kept`(_ step: String, _ value: String) throws {
    for most in [1, 1 << 30] {
      let outcome = try run("{distinct: [k]}, {\(step)}", "AnaMaria,8675309,\n", most: most)
      #expect(outcome.status == .error)
      let fault = try #require(outcome.diagnostics.first { $0.severity == .error })
      #expect(fault.reason?.contains(value) == true, "\(fault)")
      #expect(!"\(fault.kept)".contains(value), "\(fault.kept)")
    }
  }

  @Test func `texts that no column holds are an error with the name of the step`() throws {
    let text = String(repeating: "m", count: 4_000_000)
    let rows = "a,1,\(text)\n" + String(repeating: "a,1,\n", count: 1_200)
    let outcome = try run("{fill: {columns: [v], by: [k]}}", rows, most: 1 << 40)
    #expect(outcome.status == .error)
    let fault = try #require(outcome.diagnostics.first { $0.severity == .error })
    #expect("\(fault.message)".hasPrefix("step 'fill"), "\(fault.message)")
  }
}
