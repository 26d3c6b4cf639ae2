package import JobSpec
package import Tables

/// Examines the machine and the workspace for everything that a night needs, without changing anything.
package struct Doctor {
  private let workspace: Workspace
  private let timeline: TimelineDefinition?
  /// By the system clock.
  private let now: Instant
  private let spark: SparkSettings?

  /// - Parameter spark: the cluster, if there is one.
  package init(workspace: Workspace, timeline: TimelineDefinition?, now: Instant, spark: SparkSettings? = nil)
  {
    self.workspace = workspace
    self.timeline = timeline
    self.now = now
    self.spark = spark
  }

  package func findings() -> [Finding] {
    let machine = MachineExamination(workspace: workspace, timeline: timeline, now: now)
    let folders = FolderExamination(workspace: workspace)
    let records = RecordExamination(workspace: workspace)
    return machine.versions() + machine.clock() + machine.zone() + folders.folders() + machine.disk()
      + folders.leftovers() + records.ledger() + folders.lock() + records.archive() + machine.limits()
      + (spark.map { SparkExamination(settings: $0, workspace: workspace).findings() } ?? [])
  }
}
