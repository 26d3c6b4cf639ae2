internal import Diagnostics
internal import JobSpec
internal import Ledger

/// Whether the ledger can be read, is of this program's version, and is sound.
struct LedgerExamination {
  let workspace: Workspace

  func findings() -> [Finding] {
    do {
      if try Ledger.hasPendingMigrations(state: workspace.state) {
        return [
          Finding(
            "ledger", .warning, "a migration to schema \(Ledger.schemaVersion) is pending",
            hint: "the next  acta nightly  or  acta run  makes it")
        ]
      }
      guard let ledger = try Ledger.openForReading(state: workspace.state) else {
        return Published(folder: workspace.exportsFolder).hasManifests
          ? [
            Finding(
              "ledger", .warning, "there is none, though runs are published", hint: "acta ledger rebuild")
          ]
          : [Finding("ledger", .good, "there is none yet; the first run makes it")]
      }
      let wrong = try ledger.checkIntegrity()
      if !wrong.isEmpty {
        return wrong.map { Finding("ledger", .bad, $0, hint: "acta ledger rebuild") }
      }
      let runs = try ledger.runs(of: nil, limit: nil).count
      return [Finding("ledger", .good, "\(runs) runs, schema \(Ledger.schemaVersion), sound")]
    } catch {
      var found = Diagnostics()
      _ = found.collect { throw error }
      return found.all.map {
        Finding("ledger", .bad, "\($0.message)\($0.reason.map { ": \($0)" } ?? "")", hint: $0.hint)
      }
    }
  }
}
