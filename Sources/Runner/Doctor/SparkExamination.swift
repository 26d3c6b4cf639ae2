internal import Diagnostics
internal import JobSpec
internal import Ledger

/// The cluster's part of a night: whether Spark starts, and its executors can work.
struct SparkExamination {
  let settings: SparkSettings
  let workspace: Workspace

  func findings() -> [Finding] {
    do {
      let cluster = try SparkCluster(settings, work: workspace.state.work)
      let fault = cluster.fault?.diagnostic
      let found = Finding(
        "spark", fault == nil ? .good : .bad,
        fault.map { "\($0.message)" + ($0.reason.map { ": \($0)" } ?? "") }
          ?? "Spark \(cluster.version) at \(settings.master)", hint: fault?.hint)
      var seen: Set<String> = []
      return [found]
        + cluster.executors.filter { seen.insert($0.host).inserted }.map { executor in
          Finding(
            "executor", .good,
            "\(executor.host): \(executor.machine), \(executor.libc), Python \(executor.python), "
              + "pyarrow \(executor.pyarrow), "
              + (executor.worker.isEmpty ? "no worker" : "worker \(executor.worker)"))
        }
    } catch {
      let fault = Diagnostics(error).sorted.first
      return [Finding("spark", .bad, fault.map { "\($0.message)" } ?? "it does not start", hint: fault?.hint)]
    }
  }
}
