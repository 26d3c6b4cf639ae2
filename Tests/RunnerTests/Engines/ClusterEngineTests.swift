import Diagnostics
import Foundation
import JobSpec
import Tables
import TestSupport
import Testing

@testable import Engine

/// Workers that get their rows in any order give what a run in memory gives.
@Suite struct ClusterEngineTests {
  @Test(arguments: StageEngineTests.workspaces)
  func `a cluster gives what a run in memory gives`(_ folder: String) throws {
    try withFolder { spill in
      // The shipped workspace has thousands of rows.
      let unit = folder == StageEngineTests.workspaces[0] ? 100 : 1
      for job in BoundJob.all(of: folder) {
        let expected = job.outcome(of: MemoryEngine())
        for (bytes, parts) in [(64, 1), (64, 3), (200, 17), (1 << 20, nil)] {
          let sizes = StageSizes(
            block: BlockSize(bytes: bytes * unit), partition: 1 << 20, partitions: parts, most: 1 << 30)
          let engine = ClusterEngine(folder: spill, sizes: sizes, mover: ShuffledMover(shared: spill))
          expected.compare(
            with: job.outcome(of: engine),
            "\(job.job.name.value), blocks of \(bytes) bytes, \(parts.map { "\($0)" } ?? "all") parts")
        }
      }
      let left = try FileManager.default.contentsOfDirectory(atPath: spill)
      #expect(left == [])
    }
  }

  @Test(arguments: FaultyMover.Fault.allCases)
  func `a row that is lost or doubled between stages ends the run`(_ fault: FaultyMover.Fault) throws {
    try withFolder { spill in
      // The job reads files, which the shipped workspace has.
      let job = BoundJob.all(of: StageEngineTests.workspaces[0]).first { $0.job.name.value == "webinars" }!
      #expect(job.outcome(of: MemoryEngine()).failure == nil)
      let sizes = StageSizes(block: BlockSize(bytes: 4096), partition: 1 << 20, partitions: 3, most: 1 << 30)
      let mover = FaultyMover(fault, ShuffledMover(shared: spill))
      let failure =
        job.outcome(of: ClusterEngine(folder: spill, sizes: sizes, mover: mover)).failure ?? "none"
      #expect(failure.contains(fault == .damages ? "cut off or damaged" : "between two stages"), "\(failure)")
    }
  }
}

/// A cluster that does something to one of the blocks that come from this process.
struct FaultyMover: RowMover {
  enum Fault: CaseIterable { case loses, doubles, damages }

  let fault: Fault
  let mover: ShuffledMover
  var shared: String { mover.shared }

  init(_ fault: Fault, _ mover: ShuffledMover) {
    self.fault = fault
    self.mover = mover
  }

  func run(_ stage: MovedStage) throws -> [[UInt8]] {
    var first = stage.first
    if let last = first.last {
      switch fault {
      case .loses: if first.count > 1 { first.removeLast() }
      case .doubles: first.append(last)
      case .damages:
        var bytes = last.bytes
        bytes[bytes.count - 1] ^= 1
        first[first.count - 1] = MovedBlock(part: last.part, bytes: bytes)
      }
    }
    return try mover.run(
      MovedStage(id: stage.id, work: stage.work, inputs: stage.inputs, first: first, parts: stage.parts))
  }

  func forget(_ stages: [Int]) { mover.forget(stages) }
}
