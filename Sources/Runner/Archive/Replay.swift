internal import CLinux
package import Diagnostics
internal import Foundation
internal import Glibc
internal import JobSpec
package import Ledger
internal import Tables
internal import Workbooks

/// Repeats a past run from its archived files alone, and compares the bytes.
///
/// The run takes place in its own workspace below `.acta/`, which holds only the files of the original run: the
/// definitions, the inputs with their times, and the exports of other jobs.
package struct Replay {
  private let workspace: Workspace

  package init(workspace: Workspace) { self.workspace = workspace }

  package struct Report: Sendable {
    package var snapshot: Snapshot
    package var run: Run
    package var files: [FileComparison] = []
    /// The differences in versions of the program and its libraries from the original run.
    package var changes: [String]
    package var diagnostics: [Diagnostic]

    package var isSame: Bool { run.status == snapshot.run.status && files.allSatisfy(\.isSame) }
  }

  package struct FileComparison: Sendable {
    package var file: String
    /// Hash in the original run; nil if that run did not produce the file.
    package var then: String?
    /// Hash in the replay; nil if the replay did not produce the file.
    package var now: String?
    /// The parts of a workbook whose content differs; empty if only the compression differs, nil if the parts
    /// are not known.
    package var parts: [String]?

    package var isSame: Bool { then == now }
  }

  /// Produces the run's exports in `folder`.
  ///
  /// - Parameter replaces: whether they replace what is there, perhaps by another replay of the run that goes on at
  ///   the same time; otherwise the folder must not exist or must be empty.
  package func run(_ snapshot: Snapshot, into folder: String, replaces: Bool = false) throws -> Report {
    if !replaces { try refuseFull(folder) }
    let laid = try RestoredWorkspace(of: snapshot, in: workspace)
    let place = laid.workspace
    let definitions = place.load()
    guard let timeline = definitions.timeline,
      let job = definitions.jobs.first(where: { $0.name.value == snapshot.run.job })
    else { throw definitions.diagnostics }
    var options = JobRunner.Options()
    options.repeat(snapshot, from: Archive(state: workspace.state))
    let moment = RunMoment(asOf: snapshot.run.asOf, timeline: timeline)
    let runner = JobRunner(
      workspace: place, timeline: timeline,
      binding: JobBinding(definitions.jobs, workspace: place, timeline: timeline, moment: moment),
      settings: EngineSettings())
    let begun = Run(
      of: snapshot.run.job, at: moment, origin: .run, now: Instant(seconds: 0))
    let outcome = runner.run(job, as: begun, moment: moment, options: options)
    var report = Report(
      snapshot: snapshot, run: outcome.run, changes: changes(since: snapshot.versions),
      diagnostics: outcome.diagnostics)
    guard let made = outcome.run.folder ?? outcome.evidence else {
      if replaces { try? FileManager.default.removeItem(atPath: folder) }
      return report
    }
    let source = place.path(of: made)
    report.files = compare(snapshot, with: outcome.run, in: source)
    try FileModes.makeFolder(folder.parentFolder)
    if replaces, unsafe acta_exchange(source, folder) == 0 { return report }
    unsafe rmdir(folder)
    do {
      try FileManager.default.moveItem(atPath: source, toPath: folder)
    } catch {
      // Another replay may have ended meanwhile.
      if replaces, unsafe acta_exchange(source, folder) == 0 { return report }
      throw Diagnostic(.cannot("write", folder, SystemError(error)))
    }
    return report
  }

  private func refuseFull(_ folder: String) throws {
    let there = try? FileManager.default.contentsOfDirectory(atPath: folder)
    if let there, !there.isEmpty {
      throw Diagnostic(
        .init(.folderInUse, "'\(folder)' is not empty"), hint: "name a new folder with  --into DIR")
    }
  }

  private func changes(since then: Snapshot.Versions) -> [String] {
    let now = Snapshot.Versions.current
    return [
      ("acta", then.acta, now.acta), ("zlib", then.zlib, now.zlib),
      ("libxlsxwriter", then.libxlsxwriter, now.libxlsxwriter),
    ].filter { $0.1 != $0.2 }.map { "\($0.0) was \($0.1), is \($0.2)" }
  }

  private func compare(_ snapshot: Snapshot, with run: Run, in folder: String) -> [FileComparison] {
    let now = Dictionary(run.files.map { ($0.file, $0.sha256) }, uniquingKeysWith: { a, _ in a })
    var reports = snapshot.run.files.map { export in
      var report = FileComparison(file: export.file, then: export.sha256, now: now[export.file])
      if !report.isSame, report.now != nil {
        report.parts = Snapshot.Part.differing(snapshot.parts[export.file], in: "\(folder)/\(export.file)")
      }
      return report
    }
    let known = Set(snapshot.run.files.map(\.file))
    for (file, sha256) in now.sorted(by: { $0.key < $1.key }) where !known.contains(file) {
      reports.append(FileComparison(file: file, then: nil, now: sha256))
    }
    return reports
  }
}

extension Snapshot.Part {
  /// The parts of a workbook; nil for other files.
  static func all(of path: String) -> [Snapshot.Part]? {
    guard path.hasSuffix(".xlsx") else { return nil }
    return WorkbookParts.checksums(of: path)?.map { Snapshot.Part(name: $0.name, checksum: $0.checksum) }
  }

  /// The names of parts whose content differs, or that only one of the two files has.
  static func differing(_ then: [Snapshot.Part]?, in path: String) -> [String]? {
    guard let then, let now = all(of: path) else { return nil }
    let before = Dictionary(then.map { ($0.name, $0.checksum) }, uniquingKeysWith: { a, _ in a })
    let after = Dictionary(now.map { ($0.name, $0.checksum) }, uniquingKeysWith: { a, _ in a })
    return Set(before.keys).union(after.keys).filter { before[$0] != after[$0] }.sorted()
  }
}
