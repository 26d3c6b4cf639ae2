internal import JobSpec

/// Whether a run is at work now.
struct LockExamination {
  let workspace: Workspace

  func findings() -> [Finding] {
    let holder = WorkspaceLock.holderNow(state: workspace.stateFolder)
    return [Finding("lock", .good, holder.map { "held by \($0)" } ?? "free")]
  }
}
