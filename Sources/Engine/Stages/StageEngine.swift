package import Tables

/// The engine that keeps rows on disk, for inputs that do not fit into memory.
///
/// A plan is cut into stages where rows must come together: for a group, a join, a sort. Between stages, rows
/// lie in temporary files, divided by the hashes of their keys; each part then runs through the kernels of
/// ``MemoryEngine``, so the results are the same byte for byte.
///
///     rows in order ─► steps that need one row at a time ─► parts by key, each row with its place
///                                                             │  kernel, one part after the other
///     rows in order ◄─ merged by place ◄──────────────────────┘
package struct StageEngine: PlanEngine {
  private let folder: String
  private let sizes: StageSizes

  /// - Parameter folder: an existing folder for temporary files.
  package init(folder: String, sizes: StageSizes) {
    self.folder = folder
    self.sizes = sizes
  }

  package var spill: SpillPlace? { SpillPlace(folder: folder, block: sizes.block) }

  package func execute(
    _ plan: JobPlan, inputs: inout [String: InputData], languages: [String], previous: PreviousNight
  ) throws -> Execution {
    let run = StageRun(plan, in: folder, sizes)
    return try run.run(&inputs, languages, previous)
  }
}
