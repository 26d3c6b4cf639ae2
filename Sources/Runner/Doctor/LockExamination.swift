internal import JobSpec

/// Whether a run is at work now.
struct LockExamination {
  let workspace: Workspace

  func findings() -> [Finding] {
    let state = workspace.state
    guard WorkspaceLock.isHeld(state: state) else { return [Finding("lock", .good, "free")] }
    return [Finding("lock", .good, "held by \(WorkspaceLock.holder(state: state) ?? "somebody")")]
  }
}
