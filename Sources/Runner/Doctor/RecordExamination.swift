internal import Diagnostics
internal import Ledger

/// Whether the records of past runs are sound: the ledger and the archive.
struct RecordExamination {
  let workspace: Workspace

  /// Whether the ledger can be read, has this program's version, and is sound.
  func ledger() -> [Finding] {
    do {
      if try Ledger.hasPendingMigrations(state: workspace.state) {
        return [
          Finding(
            "ledger", .warning, "a migration to schema \(Ledger.schemaVersion) is pending",
            hint: "the next  acta nightly  or  acta run  performs it")
        ]
      }
      guard let ledger = try Ledger.openForReading(state: workspace.state) else {
        return Published(folder: workspace.exportsFolder).hasManifests
          ? [
            Finding(
              "ledger", .warning, "it is missing, although runs are published", hint: "acta ledger rebuild")
          ]
          : [Finding("ledger", .good, "it does not exist yet; the first run creates it")]
      }
      let wrong = try ledger.checkIntegrity()
      if !wrong.isEmpty {
        return wrong.map { Finding("ledger", .bad, $0, hint: "acta ledger rebuild") }
      }
      let runs = try ledger.runs(of: nil, limit: nil).count
      return [Finding("ledger", .good, "\(runs) runs, schema \(Ledger.schemaVersion), sound")]
    } catch {
      return Diagnostics(error).all.map {
        Finding("ledger", .bad, "\($0.message)\($0.reason.map { ": \($0)" } ?? "")", hint: $0.hint)
      }
    }
  }

  /// Whether every archived run can be replayed because all its files exist. (`acta replay` checks the bytes of
  /// each object.)
  func archive() -> [Finding] {
    let state = workspace.state
    let archive = Archive(state: state)
    let all = Snapshot.all(state: state)
    if all.isEmpty { return [Finding("archive", .good, "no run is archived yet")] }
    var broken: [Finding] = []
    var known: [String: Bool] = [:]
    for (night, run) in all {
      do {
        guard let snapshot = try Snapshot.read(state: state, night: night, run: run) else { continue }
        let missing = snapshot.objects.filter { file in
          let isThere = known[file.sha256] ?? archive.holds(file.sha256)
          known[file.sha256] = isThere
          return !isThere
        }
        if let first = missing.first {
          broken.append(
            Finding("archive", .warning, "run \(run) cannot be replayed: '\(first.name)' is missing"))
        }
      } catch {
        broken.append(Finding("archive", .warning, "the record of run \(run) cannot be read"))
      }
    }
    let bytes = archive.objects().reduce(0) { $0 + $1.bytes }
    let size = "\(all.count) runs, \(known.count) files, \((bytes + 500_000) / 1_000_000) MB"
    return broken.isEmpty ? [Finding("archive", .good, size)] : broken
  }
}
