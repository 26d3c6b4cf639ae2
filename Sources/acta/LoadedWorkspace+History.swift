internal import Diagnostics
internal import JobSpec
internal import Ledger
internal import Runner

extension LoadedWorkspace {
  /// What the ledger knows of each job's occurrences, by job; nothing where there is no ledger yet. One
  /// that cannot be read is told, and the command ends with exit code 74.
  func histories() throws -> [String: JobHistory] {
    try console.working {
      guard let ledger = try Ledger.openForReading(state: workspace.state) else { return [:] }
      let known = try jobs.map { ($0.name.value, JobHistory(try ledger.occurrences(of: $0.name.value))) }
      return Dictionary(known, uniquingKeysWith: { first, _ in first })
    }
  }
}
