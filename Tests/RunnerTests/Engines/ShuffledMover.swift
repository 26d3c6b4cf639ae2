import Engine
import Synchronization

/// A ``RowMover`` in this process: it gives the blocks of a part to its worker in an order that has nothing
/// to do with that in which they came.
final class ShuffledMover: RowMover {
  let shared: String
  private let kept = Mutex<[Int: [MovedBlock]]>([:])

  init(shared: String) { self.shared = shared }

  func run(_ stage: MovedStage) throws -> [[UInt8]] {
    let earlier = kept.withLock { kept in stage.inputs.flatMap { kept[$0]! } }
    var blocks: [Int: [[UInt8]]] = [:]
    for block in stage.first + earlier { blocks[block.part, default: []].append(block.bytes) }
    precondition(blocks.keys.allSatisfy { (0..<stage.parts).contains($0) })
    let worker = try StageWorker(work: stage.work)
    var given: [MovedBlock] = []
    var receipts: [[UInt8]] = []
    for (part, bytes) in blocks {
      try worker.run(part: part, bytes.shuffled()) { block in
        if block.part < 0 { receipts.append(block.bytes) } else { given.append(block) }
      }
    }
    kept.withLock { $0[stage.id] = given }
    return receipts.shuffled()
  }

  func forget(_ stages: [Int]) {
    kept.withLock { kept in for stage in stages { kept[stage] = nil } }
  }
}
