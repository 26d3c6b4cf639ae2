package import JobSpec
package import Tables

/// Looks at all that a night needs of the machine and the workspace, without changing anything.
package struct Doctor {
  private let workspace: Workspace
  private let timeline: TimelineDefinition?
  /// Microseconds since 1970, by the clock on the wall.
  private let now: Instant

  package init(workspace: Workspace, timeline: TimelineDefinition?, now: Instant) {
    self.workspace = workspace
    self.timeline = timeline
    self.now = now
  }

  package func findings() -> [Finding] {
    VersionExamination.findings()
      + ClockExamination(workspace: workspace, now: now).findings()
      + ZoneExamination(timeline: timeline).findings()
      + FolderExamination(workspace: workspace).findings()
      + SpaceExamination(workspace: workspace).findings()
      + LedgerExamination(workspace: workspace).findings()
      + LockExamination(workspace: workspace).findings()
      + ArchiveExamination(workspace: workspace).findings()
      + HandlesExamination.findings()
  }
}
