internal import Diagnostics
package import Ledger

/// Finds a past run by the name that the user gives. The archive alone suffices; the ledger tells which runs of
/// a night were good.
package struct PastRuns {
  private let workspace: Workspace

  package init(_ workspace: Workspace) { self.workspace = workspace }

  /// - Parameters:
  ///   - name: a run's id or its beginning; with `night`, the name of a job.
  /// - Throws: a diagnostic that lists the choices.
  package func snapshot(_ name: String, night: Night?) throws -> Snapshot {
    let state = workspace.state
    let all = Snapshot.all(state: state)
    let ledger = try Ledger.openForReading(state: state)
    if let night {
      let good = try ledger?.latestGood(of: name, night: night)?.id
      let candidates = all.filter { $0.night == night && $0.run.hasSuffix("-\(name)") }
      guard let run = good ?? candidates.last?.run else {
        let nights = Set(all.filter { $0.run.hasSuffix("-\(name)") }.map(\.night)).sorted()
        throw Diagnostic(
          .noRun(name, night),
          reason: nights.isEmpty
            ? "no run of this job is archived"
            : "its archived nights are \(nights.suffix(10).map(\.iso).joined(separator: ", "))",
          hint: nearestName(to: name, among: Array(Set(all.map { jobName($0.run) }))).flatMap {
            $0 == name ? nil : "did you mean '\($0)'?"
          })
      }
      return try snapshot(night: night, run: run, ledger)
    }
    if let exact = all.first(where: { $0.run == name }) {
      return try snapshot(night: exact.night, run: exact.run, ledger)
    }
    let matching = all.filter { $0.run.hasPrefix(name) }
    guard matching.count <= 1 else {
      throw Diagnostic(
        .init(.unknownRun, "several runs begin with '\(name)'"),
        reason: matching.prefix(5).map(\.run).joined(separator: ", "),
        hint: "give more of its name")
    }
    if let found = matching.first { return try snapshot(night: found.night, run: found.run, ledger) }
    if let known = try ledger?.run(id: name) {
      return try snapshot(night: known.night, run: known.id, ledger)
    }
    throw Diagnostic(
      .init(.unknownRun, "there is no run '\(name)'"),
      hint: "'acta history' lists the runs; with --night DATE, name a job")
  }

  private func snapshot(night: Night, run: String, _ ledger: Ledger?) throws -> Snapshot {
    if let found = try Snapshot.read(state: workspace.state, night: night, run: run) { return found }
    let record = try ledger?.run(id: run)
    throw Diagnostic(
      .init(.archiveDamaged, "run '\(run)' cannot be replayed"),
      reason: record?.pruned != nil
        ? "its inputs were removed from the archive by 'acta prune'"
        : record.map {
          "nothing was archived for it: \($0.reason ?? "it ended as \($0.status.rawValue)")"
        }
          ?? "the archive has no record of it")
  }

  /// `attendance` of `20210427033000123456-attendance`
  private func jobName(_ run: String) -> String { String(run.drop { $0 != "-" }.dropFirst()) }
}

extension Diagnostic.Message {
  fileprivate static func noRun(_ job: String, _ night: Night) -> Self {
    Self(.unknownRun, "there is no archived run of job '\(job)' on the night of \(night)")
  }
}
