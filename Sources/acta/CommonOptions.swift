internal import ArgumentParser
internal import Diagnostics
internal import Foundation
internal import JobSpec
internal import Ledger
internal import Runner
internal import Tables
internal import Timeline

/// The options of every command that works on a workspace.
struct WorkspaceOptions: ParsableArguments {
  @Option(
    name: .long,
    help: ArgumentHelp("The workspace (default: the nearest parent folder with Jobs/).", valueName: "dir"))
  var workspace: String?

  @Flag(name: .long, help: "Print JSON on stdout, for other programs.")
  var json = false

  @Flag(name: [.long, .short], help: "Print nothing on success.")
  var quiet = false

  /// Reads the workspace.
  ///
  /// - Parameter jobs: the only ones to read, with those whose exports they read; all if empty.
  /// - Throws: exit code 74, with the errors printed, if there is no workspace or it cannot be read.
  func load(log: LogFormat = .text, jobs names: [String] = []) throws -> LoadedWorkspace {
    let (found, bare) = try place(log: log)
    let definitions = found.load(only: names.isEmpty ? nil : names.map(Workspace.jobName))
    guard definitions.isReadable else {
      throw bare.failure(definitions.diagnostics.sorted, .inputOutput)
    }
    return LoadedWorkspace(
      workspace: found, timeline: definitions.timeline, jobs: definitions.jobs,
      jobNames: definitions.jobNames, diagnostics: definitions.diagnostics, sources: definitions.sources,
      console: Console(isQuiet: quiet, isJSON: json, log: bare.log, sources: definitions.sources))
  }

  /// Finds the workspace without reading it.
  ///
  /// - Throws: exit code 74, with the error printed, if there is none.
  func place(log: LogFormat = .text) throws -> (workspace: Workspace, console: Console) {
    let bare = Console(isQuiet: quiet, isJSON: json, log: log == .json ? EventLog() : nil)
    guard let found = find() else {
      let current = FileManager.default.currentDirectoryPath
      if workspace?.hasPrefix("/") != true, current.isEmpty {
        throw bare.failure([Diagnostic(.noCurrentFolder, hint: "change to another folder")], .inputOutput)
      }
      throw bare.failure(
        [
          Diagnostic(
            .noWorkspace(workspace ?? current),
            reason: "a workspace is a folder that contains a folder 'Jobs'",
            hint: "change to one, or name it with  --workspace DIR")
        ], .inputOutput)
    }
    return (found, bare)
  }

  /// The folder named, or the nearest parent folder with `Jobs/`.
  private func find() -> Workspace? {
    let current = FileManager.default.currentDirectoryPath
    // Empty where the current folder was removed.
    if current.isEmpty, workspace?.hasPrefix("/") != true { return nil }
    guard let workspace else { return Workspace.nearest(to: current) }
    let named = Workspace(root: workspace)
    return FileManager.default.fileExists(atPath: named.jobsFolder) ? named : nil
  }
}

/// A workspace as read, with the mistakes found in it.
struct LoadedWorkspace {
  let workspace: Workspace
  let timeline: TimelineDefinition?
  /// Those that were read, the invalid ones as well.
  let jobs: [Job]
  /// The names of all jobs, also of those that were not read.
  let jobNames: [String]
  let diagnostics: Diagnostics
  /// The text of each definition, by its display path.
  let sources: [String: String]
  let console: Console

  /// The instant that WHEN stands for; now if it is nil.
  func instant(_ when: String?, timeline: TimelineDefinition) throws -> Instant {
    guard let when else { return Instant.now }
    do {
      return try timeline.instant(when: when)
    } catch {
      throw console.failure(Diagnostics(error).sorted, .usage)
    }
  }
}

extension Diagnostic.Message {
  fileprivate static var noCurrentFolder: Self {
    Self(.noWorkspace, "the current folder does not exist any more")
  }
  fileprivate static func noWorkspace(_ place: String) -> Self {
    Self(.noWorkspace, "there is no workspace at '\(place)'")
  }
}

extension Night {
  /// - Throws: `ValidationError` if the option's text is not a date.
  static func validate(_ text: String?) throws {
    if let text, Night(iso: text) == nil {
      throw ValidationError("'\(text)' is not a date like 2021-04-26.")
    }
  }
}
