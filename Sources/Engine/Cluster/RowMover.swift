/// Moves rows between tasks on other machines, such as Apache Spark. It knows nothing of rows: blocks are bytes
/// with the number of the part to which they go.
package protocol RowMover: Sendable {
  /// A folder that this process and all workers see under this path.
  var shared: String { get }

  /// Runs a worker for each part of a stage, with all blocks for this part, and keeps what it gives for later
  /// stages.
  ///
  /// - Returns: what the workers give for no part: their receipts, each once, in any order.
  /// - Throws: a diagnostic if the stage cannot be run.
  func run(_ stage: MovedStage) throws -> [[UInt8]]

  /// Forgets what the workers of these stages gave.
  func forget(_ stages: [Int])
}

/// One stage, as far as a ``RowMover`` knows it.
package struct MovedStage: Sendable {
  /// Different for all stages of all runs of a process.
  package let id: Int
  /// The work of each worker, in a form that only workers can read.
  package let work: [UInt8]
  /// The earlier stages whose blocks it gets.
  package let inputs: [Int]
  /// Blocks that come from no earlier stage.
  package let first: [MovedBlock]
  /// The number of parts; parts are numbered from 0.
  package let parts: Int
}

/// Bytes for a part; a negative part is for the one who runs the stage.
package struct MovedBlock: Sendable {
  package let part: Int
  package let bytes: [UInt8]
}
