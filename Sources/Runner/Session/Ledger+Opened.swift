package import Ledger

extension Ledger {
  /// Opens the ledger for writing. Rebuilds it from the manifests if it is missing or empty although something was
  /// published: without the earlier runs, a night has nothing to compare itself with.
  package static func opened(in workspace: Workspace, _ tell: (RunEvent) -> Void) throws -> Ledger {
    let state = workspace.state
    let ledger = try exists(state: state) ? open(state: state) : nil
    if let ledger, try ledger.count() > 0 { return ledger }
    let (runs, warnings, _) = Published(folder: workspace.exportsFolder).allRuns(
      failed: state.failed, state: state)
    for warning in warnings { tell(.warning(warning)) }
    guard !runs.isEmpty else { return try ledger ?? open(state: state) }
    _ = consume ledger
    let rebuilt = try rebuild(state: state, from: runs).ledger
    tell(.rebuilt(runs: runs.count))
    return rebuilt
  }
}
