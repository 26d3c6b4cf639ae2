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
      let runs = try ledger.count()
      return [Finding("ledger", .good, "\(counted(runs, "run")), schema \(Ledger.schemaVersion), sound")]
    } catch {
      return Diagnostics(error).all.map {
        Finding("ledger", .bad, "\($0.message)\($0.reason.map { ": \($0)" } ?? "")", hint: $0.hint)
      }
    }
  }

  /// Whether every archived run can be replayed: all its files exist, and their bytes have the SHA-256 of their
  /// names. Reads the whole archive.
  func archive() -> [Finding] {
    let state = workspace.state
    let archive = Archive(state: state)
    let all = Snapshot.all(state: state)
    if all.isEmpty { return [Finding("archive", .good, "no run is archived yet")] }
    var broken: [Finding] = []
    var known: [String: String?] = [:]
    for (night, run) in all {
      do {
        guard let snapshot = try Snapshot.read(state: state, night: night, run: run) else { continue }
        for file in snapshot.objects {
          let fault = known[file.sha256] ?? fault(of: file.sha256, in: archive)
          known[file.sha256] = .some(fault)
          guard let fault else { continue }
          broken.append(
            Finding(
              "archive", .warning, "run \(run) cannot be replayed: '\(file.name)' is \(fault)",
              hint: "a run that reads the same file again puts it back"))
          break
        }
      } catch {
        broken.append(
          Finding(
            "archive", .warning, "the record of run \(run) cannot be read",
            hint: Diagnostics(error).all.first?.hint))
      }
    }
    let bytes = archive.objects().reduce(0) { $0 + $1.bytes }
    let size =
      "\(counted(all.count, "run")), \(counted(known.count, "file")), \((bytes + 500_000) / 1_000_000) MB"
    return broken.isEmpty ? [Finding("archive", .good, size)] : broken
  }

  private func fault(of sha256: String, in archive: Archive) -> String? {
    if !archive.holds(sha256) { return "missing" }
    return (try? archive.bytes(of: sha256)) == nil ? "damaged" : nil
  }
}
