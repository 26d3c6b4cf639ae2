internal import Diagnostics
internal import JobSpec
internal import Ledger
internal import Runner

extension LoadedWorkspace {
  /// The outcomes of each job's occurrences, by job, from the ledger; empty if there is no ledger yet.
  ///
  /// - Throws: exit code 74, with the error printed, if the ledger cannot be read.
  func histories() throws -> [String: JobHistory] {
    try console.working {
      guard let ledger = try Ledger.openForReading(state: workspace.state) else { return [:] }
      let known = try jobs.map {
        ($0.name.value, try JobHistory(of: $0.name.value, in: ledger, isWhole: false))
      }
      return Dictionary(known, uniquingKeysWith: { first, _ in first })
    }
  }
}
