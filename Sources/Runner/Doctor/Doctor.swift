package import JobSpec
package import Tables

/// Examines the machine and the workspace for everything that a night needs, without changing anything.
package struct Doctor {
  private let workspace: Workspace
  private let timeline: TimelineDefinition?
  /// By the system clock.
  private let now: Instant

  package init(workspace: Workspace, timeline: TimelineDefinition?, now: Instant) {
    self.workspace = workspace
    self.timeline = timeline
    self.now = now
  }

  package func findings() -> [Finding] {
    let machine = MachineExamination(workspace: workspace, timeline: timeline, now: now)
    let folders = FolderExamination(workspace: workspace)
    let records = RecordExamination(workspace: workspace)
    return machine.versions() + machine.clock() + machine.zone() + folders.folders() + machine.disk()
      + folders.leftovers() + records.ledger() + folders.lock() + records.archive() + machine.limits()
  }
}
