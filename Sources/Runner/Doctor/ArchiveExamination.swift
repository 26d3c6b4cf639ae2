internal import Diagnostics
internal import JobSpec

/// Whether every archived run can be produced again: all that it needs is there. (Whether each object
/// still has its bytes, `acta replay` proves.)
struct ArchiveExamination {
  let workspace: Workspace

  func findings() -> [Finding] {
    let state = workspace.state
    let archive = Archive(state: state)
    let all = Snapshot.all(state: state)
    if all.isEmpty { return [Finding("archive", .good, "no run is archived yet")] }
    var broken: [Finding] = []
    var known: [String: Bool] = [:]
    for (night, run) in all {
      do {
        guard let snapshot = try Snapshot.read(state: state, night: night, run: run) else { continue }
        let missing = snapshot.files.filter { file in
          let isThere = known[file.sha256] ?? archive.holds(file.sha256)
          known[file.sha256] = isThere
          return !isThere
        }
        if let first = missing.first {
          broken.append(
            Finding("archive", .warning, "run \(run) cannot be produced again: '\(first.path)' is gone"))
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
