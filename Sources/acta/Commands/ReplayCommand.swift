internal import ArgumentParser
internal import Diagnostics
internal import Foundation
internal import Ledger
internal import Runner

/// `acta replay RUN | --night D JOB`
struct ReplayCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "replay",
    abstract: "Repeat a past run, and prove that the bytes are the same.",
    discussion: """
      Everything comes from the archive: the job, the timeline and the inputs as they were. Published \
      files are not touched. Exit code 0 if every file has the same bytes as before, otherwise 1; the \
      output then lists the parts that differ, and versions that have changed.
      """)

  @OptionGroup var options: WorkspaceOptions

  @Argument(help: ArgumentHelp("A run from 'acta history'; with --night, a job.", valueName: "run"))
  var name: String

  @Option(
    name: .long, help: ArgumentHelp("The night of the job's run (its last good one).", valueName: "date"))
  var night: String?

  @Option(
    name: .long,
    help: ArgumentHelp("A new folder for the files (default: .acta/replayed/<run>).", valueName: "dir"))
  var into: String?

  func validate() throws { try Night.validate(night) }

  func run() throws {
    let (workspace, console) = try options.place()
    let report: Replay.Report
    let folder: String
    do {
      let snapshot = try PastRuns(workspace).snapshot(name, night: night.flatMap { Night(iso: $0) })
      if let into {
        folder = URL(fileURLWithPath: into).standardizedFileURL.path
      } else {
        folder = "\(workspace.state.replayed)/\(snapshot.run.id)"
      }
      report = try Replay(workspace: workspace).run(snapshot, into: folder, replaces: into == nil)
    } catch {
      throw console.failure(Diagnostics(error).sorted, .inputOutput)
    }
    console.show(report.diagnostics)
    if options.json {
      console.result(json(report, folder))
    } else {
      tell(report, in: shown(folder, workspace), console)
    }
    if !report.isSame { throw ExitCode.runFailed }
  }

  private func shown(_ folder: String, _ workspace: Workspace) -> String {
    folder.hasPrefix(workspace.root + "/") ? String(folder.dropFirst(workspace.root.count + 1)) : folder
  }

  private func tell(_ report: Replay.Report, in folder: String, _ console: Console) {
    let run = report.snapshot.run
    for file in report.files {
      let verdict = file.isSame ? "same" : file.now == nil ? "not made" : file.then == nil ? "new" : "differs"
      let sha256 = (file.now ?? file.then ?? "").prefix(16)
      console.summary("\(verdict.padded(to: 9)) \(sha256)…  \(file.file)")
      if let why = why(file) { console.summary("          \(why)") }
    }
    if report.run.status != run.status {
      console.summary(
        "the run ended with '\(run.status.rawValue)', but now with '\(report.run.status.rawValue)'")
    }
    let differing = report.files.count { !$0.isSame }
    let made = "run \(run.id) (\(run.job), night of \(run.night))"
    if report.isSame {
      let files = report.files.count == 1 ? "its file has" : "all \(report.files.count) files have"
      console.summary("\(made): \(files) the same bytes as before, in \(folder)")
      return
    }
    console.summary("\(made): \(differing) of \(report.files.count) files differ, in \(folder)")
    for change in report.changes { console.summary("  \(change)") }
    if report.changes.isEmpty { console.summary("  the program and its libraries are the same versions") }
  }

  private func why(_ file: Replay.FileComparison) -> String? {
    guard !file.isSame, let parts = file.parts else { return nil }
    return parts.isEmpty
      ? "every part has the same content; only its compression differs"
      : "other: \(parts.joined(separator: ", "))"
  }

  private func json(_ report: Replay.Report, _ folder: String) -> JSONValue {
    .object([
      ("run", .string(report.snapshot.run.id)), ("job", .string(report.snapshot.run.job)),
      ("night", .string(report.snapshot.run.night.iso)), ("folder", .string(folder)),
      ("same", .boolean(report.isSame)), ("status", .string(report.run.status.rawValue)),
      (
        "files",
        .array(
          report.files.map { file in
            .object([
              ("file", .string(file.file)), ("same", .boolean(file.isSame)), ("then", .optional(file.then)),
              ("now", .optional(file.now)),
              ("parts", file.parts.map { .array($0.map { .string($0) }) } ?? .null),
            ])
          })
      ),
      ("changes", .array(report.changes.map { .string($0) })),
    ])
  }
}
