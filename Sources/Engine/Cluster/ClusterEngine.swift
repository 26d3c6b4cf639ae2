internal import Diagnostics
internal import Foundation
package import Tables

/// The engine that lets other machines work: a ``RowMover`` brings rows together, and workers, which are this program,
/// execute the same kernels as ``MemoryEngine`` on each part.
///
///     inputs ─► parts ─► workers ─► blocks by key ─► workers ─► blocks by place ─► … ─► tables that are read here
///
/// Every row that must come together with others carries its place in the table, so no result depends on the order in
/// which blocks come.
package struct ClusterEngine: PlanEngine {
  private let folder: String
  private let sizes: StageSizes
  private let mover: any RowMover

  /// - Parameters:
  ///   - folder: an existing folder for temporary files of this process.
  ///   - sizes: `partition` is the size of a part.
  package init(folder: String, sizes: StageSizes, mover: any RowMover) {
    self.folder = folder
    self.sizes = sizes
    self.mover = mover
  }

  package var spill: SpillPlace? { SpillPlace(folder: folder, block: sizes.block) }

  package func execute(
    _ plan: JobPlan, inputs: inout [String: InputData], languages: [String], previous: PreviousNight
  ) throws -> Execution {
    // The process is named, so that what is left after its end is known.
    let exchange =
      "\(mover.shared)/exchange-\(UUID().uuidString).\(ProcessInfo.processInfo.processIdentifier)"
    do {
      try FileManager.default.createDirectory(
        atPath: exchange, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    } catch {
      throw Diagnostic(.cannotWrite(exchange), reason: SystemError(error).message)
    }
    defer { try? FileManager.default.removeItem(atPath: exchange) }
    let tables = ClusterTables(plan, mover, sizes, folder: exchange)
    defer { tables.forgetAll() }
    return try StageRun(plan, in: folder, sizes, maker: tables).run(&inputs, languages, previous)
  }
}
