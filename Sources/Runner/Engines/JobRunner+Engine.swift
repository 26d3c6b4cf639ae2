internal import Diagnostics
internal import Engine
internal import Foundation
internal import JobSpec
internal import Ledger
internal import Tables

extension JobRunner {
  /// The engine for a run, by the settings of this machine.
  ///
  /// - Throws: a diagnostic with all numbers if the job fits neither into memory nor on the disk.
  func engine(for job: Job, _ plan: JobPlan, _ binding: JobBinding) throws -> any PlanEngine {
    #if DEBUG
      if let engine = try JobRunner.engineAsTestsWant(folder: workspace.state.work) { return engine }
    #endif
    guard let settings else { return engine }
    let choice = binding.engine(for: job, plan, limit: .ofThisProcess, settings)
    switch choice.use {
    case nil: throw choice.refusal(of: job)
    case .stages:
      let folder = workspace.state.work
      try FileModes.makeFolder(folder)
      return StageEngine(folder: folder, sizes: StageSizes(memory: choice.allowed ?? 1 << 30))
    case .spark: return try cluster(settings, for: job, memory: choice.allowed ?? 1 << 30)
    default: return engine
    }
  }

  private func cluster(_ settings: EngineSettings, for job: Job, memory: Int) throws -> any PlanEngine {
    guard let spark = settings.spark else {
      throw Diagnostic(
        .init(.clusterFailed, "job '\(job.name.value)' cannot run on Spark, because no cluster is named"),
        at: job.name.location, hint: "name it in  engine: spark:  of \(SettingsFile.name)")
    }
    let folder = workspace.state.work
    try FileModes.makeFolder(folder)
    var sizes = StageSizes(memory: memory)
    sizes.partition = spark.partition
    sizes.block.bytes = min(max(spark.partition / 16, 64 << 10), 4 << 20)
    return ClusterEngine(folder: folder, sizes: sizes, mover: try SparkCluster.connected(spark, work: folder))
  }

  #if DEBUG
    private static func engineAsTestsWant(folder: String) throws -> (any PlanEngine)? {
      let text = ProcessInfo.processInfo.environment[StageSizes.variable] ?? ""
      if text.isEmpty { return nil }
      let sizes = try StageSizes(asTestsWant: text)
      try FileModes.makeFolder(folder)
      return StageEngine(folder: folder, sizes: sizes)
    }
  #endif
}

#if DEBUG
  extension StageSizes {
    static let variable = "ACTA_STAGES"

    /// `64:17`: blocks of 64 bytes, and 17 parts.
    ///
    /// - Throws: a diagnostic for other texts.
    init(asTestsWant text: String) throws {
      let words = text.split(separator: ":", omittingEmptySubsequences: false)
      guard words.count == 2, let bytes = Int(words[0]), let parts = Int(words[1]), bytes > 0,
        1...1024 ~= parts
      else {
        throw Diagnostic(
          .init(.usage, "\(StageSizes.variable) cannot be '\(text)'"),
          reason: "it says the bytes of a block and the number of parts, 1 to 1024",
          hint: "\(StageSizes.variable)=64:3")
      }
      self.init(block: BlockSize(bytes: bytes), partition: 1 << 20, partitions: parts, most: 1 << 30)
    }
  }
#endif
