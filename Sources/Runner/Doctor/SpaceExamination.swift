internal import Foundation
internal import Glibc
internal import JobSpec
internal import Ledger

/// Whether there is room for the next nights: what the largest recent run read and wrote, several
/// times over, as it is written aside before it replaces the last one, and its inputs are archived.
struct SpaceExamination {
  let workspace: Workspace

  func findings() -> [Finding] {
    let root = workspace.root
    var status = statvfs()
    guard unsafe statvfs(root, &status) == 0 else {
      return [Finding("disk", .warning, "nobody knows how much room it has")]
    }
    let free = Int(status.f_bavail) * Int(status.f_frsize)
    let need = 3 * largestRecentRun() + 100_000_000
    let words = "\(free / 1_000_000) MB free; a night may take \(need / 1_000_000) MB"
    var findings = [Finding("disk", free < need ? .bad : free < 10 * need ? .warning : .good, words)]
    if status.f_files > 0, status.f_favail < 1000 {
      findings.append(Finding("disk", .bad, "it has room for \(status.f_favail) more files only"))
    }
    return findings
  }

  /// Bytes read and written by the largest of the last hundred runs.
  private func largestRecentRun() -> Int {
    guard let ledger = try? Ledger.openForReading(state: workspace.state),
      let runs = try? ledger.runs(of: nil, limit: 100)
    else { return 0 }
    return runs.compactMap { try? ledger.run(id: $0.id) }.map { run in
      run.inputs.reduce(0) { $0 + $1.bytes } + run.exports.reduce(0) { $0 + $1.bytes }
    }.max() ?? 0
  }
}
