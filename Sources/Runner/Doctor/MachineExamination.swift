internal import Diagnostics
internal import Foundation
internal import Glibc
internal import JobSpec
internal import Ledger
internal import Tables
internal import Workbooks

/// The machine's part of a night: versions, clock, time zone, disk space, limits.
struct MachineExamination {
  let workspace: Workspace
  let timeline: TimelineDefinition?
  /// By the system clock.
  let now: Instant

  /// A clock that shows an earlier time is wrong: this program was written later.
  private static let earliestClock = Instant(seconds: 1_764_000_000)
  private static let clockTolerance = TimeSpan.minutes(5)

  /// The number of files that a run may have open.
  private static let wantedHandles: UInt = 64

  /// The versions of the program and its libraries: other versions can produce other bytes.
  func versions() -> [Finding] {
    let isKnown = LibraryVersions.isLibxlsxwriterKnown
    return [
      Finding(
        "versions", isKnown ? .good : .bad,
        "acta \(Version.text), libxlsxwriter \(LibraryVersions.libxlsxwriter), zlib \(LibraryVersions.zlib), "
          + "SQLite \(Ledger.libraryVersion)",
        hint: isKnown ? nil : "no workbook can be written with this version of libxlsxwriter")
    ]
  }

  /// Whether the system clock can be right.
  func clock() -> [Finding] {
    let shown = now.text(in: .utc)
    guard now >= MachineExamination.earliestClock else {
      return [
        Finding(
          "clock", .bad, "it shows \(shown), which is in the past",
          hint: "set it, or let chrony or systemd-timesyncd do so")
      ]
    }
    let newest = try? Ledger.openForReading(state: workspace.state)?.latestStart()
    if let newest, newest > now + MachineExamination.clockTolerance {
      return [
        Finding(
          "clock", .warning, "it shows \(shown), but a run began at \(newest.text(in: .utc))",
          hint: "was the clock set back?")
      ]
    }
    return [Finding("clock", .good, shown)]
  }

  /// Whether this machine knows the time zone of the process.
  func zone() -> [Finding] {
    guard let timeline else {
      return [Finding("time zone", .bad, "Jobs/timeline.yaml cannot be read", hint: "acta check")]
    }
    let name = timeline.zone.identifier
    let files = FileManager.default
    let folder = ["/usr/share/zoneinfo", "/usr/lib/zoneinfo"].first { files.fileExists(atPath: $0) }
    guard let folder, files.fileExists(atPath: "\(folder)/\(name)") || name == "UTC" else {
      return [
        Finding(
          "time zone", .bad, "this machine does not know the zone \(name)", hint: "apt-get install tzdata")
      ]
    }
    let release = release(in: folder).map { ", tzdata \($0)" } ?? ""
    return [Finding("time zone", .good, "\(name)\(release)")]
  }

  /// `2025b`, from the first line of `tzdata.zi`.
  private func release(in folder: String) -> String? {
    guard let data = files(folder)?.prefix(64) else { return nil }
    let line = String(decoding: data, as: UTF8.self).prefix { $0 != "\n" }
    return line.split(separator: " ").last.map(String.init)
  }

  private func files(_ folder: String) -> Data? {
    try? FileHandle(forReadingFrom: URL(fileURLWithPath: "\(folder)/tzdata.zi")).read(upToCount: 64)
  }

  /// Whether there is disk space for the next nights: several times the bytes of the largest recent run,
  /// because exports are written before they replace the last ones, and inputs are archived.
  func disk() -> [Finding] {
    let root = workspace.root
    var status = statvfs()
    guard unsafe statvfs(root, &status) == 0 else {
      return [Finding("disk", .warning, "its free space cannot be determined")]
    }
    let free = Int(status.f_bavail) * Int(status.f_frsize)
    let need = 3 * largestRecentRun() + 100_000_000
    let words = "\(free / 1_000_000) MB free; a night may take \(need / 1_000_000) MB"
    var findings = [Finding("disk", free < need ? .bad : free < 10 * need ? .warning : .good, words)]
    if status.f_files > 0, status.f_favail < 1000 {
      findings.append(Finding("disk", .bad, "it has room for only \(status.f_favail) more files"))
    }
    return findings
  }

  /// The bytes read and written by the largest of the last hundred runs.
  private func largestRecentRun() -> Int {
    guard let ledger = try? Ledger.openForReading(state: workspace.state),
      let runs = try? ledger.runs(of: nil, limit: 100)
    else { return 0 }
    return runs.compactMap { try? ledger.run(id: $0.id) }.map { run in
      run.inputs.reduce(0) { $0 + $1.bytes } + run.files.reduce(0) { $0 + $1.bytes }
    }.max() ?? 0
  }

  /// Whether a process may open as many files as a run needs.
  func limits() -> [Finding] {
    var limit = rlimit()
    guard unsafe getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return [] }
    let words = "\(limit.rlim_cur) open files at most"
    return [
      limit.rlim_cur < MachineExamination.wantedHandles
        ? Finding("limits", .bad, words, hint: "ulimit -n 1024") : Finding("limits", .good, words)
    ]
  }
}
