package import Diagnostics
internal import Foundation
internal import Tables
package import JobSpec

/// The folder that holds `Jobs/`, `Inputs/` and `Exports/`.
package struct Workspace: Sendable {
  /// An absolute path.
  package var root: String

  package init(root: String) { self.root = URL(fileURLWithPath: root).standardizedFileURL.path }

  /// Finds the nearest folder with `Jobs/`, from `path` upwards.
  package static func nearest(to path: String) -> Workspace? {
    var folder = URL(fileURLWithPath: path).standardizedFileURL
    while true {
      // A link to a folder counts as one.
      if FileStatus(path: folder.appendingPathComponent("Jobs").path)?.kind == .folder {
        return Workspace(root: folder.path)
      }
      let parent = folder.deletingLastPathComponent()
      if parent.path == folder.path { return nil }
      folder = parent
    }
  }

  /// The absolute path of a display path such as `Jobs/attendance.yaml`.
  package func path(of displayPath: String) -> String { root + "/" + displayPath }

  /// The content of `Jobs/`, read and checked, including references between jobs.
  package struct Definitions: Sendable {
    package var timeline: TimelineDefinition?
    /// The jobs, by file name; invalid ones as far as they could be read.
    package var jobs: [Job] = []
    /// The names of all jobs according to their files, whether read or not; sorted.
    package var jobNames: [String] = []
    /// Ordered by file and position.
    package var diagnostics = Diagnostics()
    /// The text of each file by its display path, for excerpts.
    package var sources: [String: String] = [:]
    /// Whether the folder could be read; if not, the diagnostics say why.
    package var isReadable = true
  }

  /// `attendance` for `attendance`, `attendance.yaml` and `Jobs/attendance.yaml`.
  package static func jobName(of text: String) -> String {
    let name = text.split(separator: "/").last.map(String.init) ?? text
    return name.hasSuffix(".yaml") ? String(name.dropLast(5)) : name
  }

  /// Reads the timeline and the jobs.
  ///
  /// - Parameter wanted: names of the only jobs to read, besides those whose exports they read; nil
  ///   reads all.
  package func load(only wanted: [String]? = nil) -> Definitions {
    var definitions = Definitions()
    guard let names = definitions.diagnostics.collect(jobFolderNames) else {
      definitions.isReadable = false
      return definitions
    }
    readTimeline(names, &definitions)
    definitions.jobNames = names.filter(Workspace.isJobFile).map(Workspace.jobName)
    for name in names where Workspace.looksLikeDefinition(name) && !Workspace.isJobFile(name) {
      definitions.diagnostics.add(Workspace.otherFile(name))
    }
    var waiting = wanted ?? definitions.jobNames
    var seen: Set<String> = []
    while !waiting.isEmpty {
      let name = waiting.removeFirst()
      guard definitions.jobNames.contains(name), seen.insert(name).inserted else { continue }
      guard var job = readJob(name, &definitions) else { continue }
      if RejectLedger.exists(for: job.name.value, in: self) { job.takeCorrectionsOfRejects() }
      definitions.jobs.append(job)
      waiting += job.readsJobs
    }
    definitions.jobs.sort { $0.file.unicodeScalars.lexicographicallyPrecedes($1.file.unicodeScalars) }
    definitions.diagnostics.add(JobGraph(definitions.jobs, names: definitions.jobNames).check())
    definitions.diagnostics = Diagnostics(definitions.diagnostics.sorted)
    return definitions
  }

  private func readTimeline(_ names: [String], _ definitions: inout Definitions) {
    guard names.contains("timeline.yaml") else {
      definitions.diagnostics.add(
        Diagnostic(
          .noTimeline, reason: "jobs need its time zone, night and stages",
          hint: "write Jobs/timeline.yaml with process, time_zone, languages, night and stages"))
      return
    }
    let file = "Jobs/timeline.yaml"
    guard let text = definitions.diagnostics.collect({ try readText(file) }) else { return }
    definitions.sources[file] = text
    let read = TimelineFile.readCollecting(text: text, file: file)
    definitions.timeline = read.timeline
    definitions.diagnostics.add(read.diagnostics)
  }

  private func readJob(_ name: String, _ definitions: inout Definitions) -> Job? {
    let file = "Jobs/\(name).yaml"
    guard let text = definitions.diagnostics.collect({ try readText(file) }) else { return nil }
    definitions.sources[file] = text
    let read = JobFile.readCollecting(text: text, file: file, timeline: definitions.timeline)
    // A copy of another job; the other file defines it.
    if let job = read.job, job.name.value != name, definitions.jobNames.contains(job.name.value) {
      definitions.diagnostics.add(
        Diagnostic(
          .copy(of: job.name.value, name), at: job.name.location, severity: .warning,
          reason: "the job is defined in Jobs/\(job.name.value).yaml, so this file is not read",
          hint: "write  job: \(name)  if it is another job, or move it out of Jobs/"))
      return nil
    }
    definitions.diagnostics.add(read.diagnostics)
    return read.job
  }

  // MARK: Files in Jobs/

  /// A file that may hold a job: its name can be that of a job.
  private static func isJobFile(_ name: String) -> Bool {
    name.hasSuffix(".yaml") && name != "timeline.yaml" && JobFile.isName(jobName(of: name))
  }

  /// A definition, or a file easily mistaken for one: `notes.yml`, `copy of a.yaml`, `.#a.yaml`.
  private static func looksLikeDefinition(_ name: String) -> Bool {
    let small = name.lowercased()
    return name != "timeline.yaml" && (small.contains(".yaml") || small.contains(".yml"))
  }

  private static func otherFile(_ name: String) -> Diagnostic {
    let stem = name.hasSuffix(".yml") ? String(name.dropLast(4)) : ""
    return Diagnostic(
      .otherFile, at: SourceLocation(file: "Jobs/\(name)"), severity: .warning,
      reason:
        "a job's file is named after the job (letters a to z, digits, '_' and '-') and ends in .yaml",
      hint: JobFile.isName(stem) ? "rename it to \(stem).yaml" : "move it out of Jobs/ if it is not a job")
  }

  /// The names of the files in `Jobs/`, sorted; hidden files only if they look like definitions.
  private func jobFolderNames() throws -> [String] {
    do {
      return try FileManager.default.contentsOfDirectory(atPath: jobsFolder)
        .filter { !$0.hasPrefix(".") || Workspace.looksLikeDefinition($0) }
        .sorted { $0.unicodeScalars.lexicographicallyPrecedes($1.unicodeScalars) }
    } catch {
      guard FileManager.default.fileExists(atPath: jobsFolder) else {
        throw Diagnostic(.noJobs(root), reason: "a workspace is a folder that contains a folder 'Jobs'")
      }
      throw Diagnostic(.unreadable("the folder '\(jobsFolder)'"), reason: SystemError(error).message)
    }
  }

  /// A definition's text without its byte order mark.
  package func readText(_ displayPath: String) throws -> String {
    let bytes: [UInt8]
    do {
      bytes = try WholeFile.read(InputFile(path: path(of: displayPath), displayName: displayPath))
    } catch {
      throw Diagnostic(
        .unreadable(displayPath), at: SourceLocation(file: displayPath),
        reason: Diagnostics(error).all.first?.reason)
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw Diagnostic(
        .notUTF8, at: SourceLocation(file: displayPath, line: lineOfInvalidText(bytes)),
        hint: "save it as UTF-8")
    }
    return text.unicodeScalars.first == "\u{FEFF}" ? String(text.unicodeScalars.dropFirst()) : text
  }

  private func lineOfInvalidText(_ bytes: [UInt8]) -> Int {
    let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    return (lines.firstIndex { String(validating: $0, as: UTF8.self) == nil } ?? 0) + 1
  }
}

extension Diagnostic.Message {
  static var otherFile: Self { Self(.otherFile, "this file is not read") }
  static func copy(of job: String, _ name: String) -> Self {
    Self(.jobFileName, "job '\(job)' is in the file '\(name).yaml'")
  }
  static var noTimeline: Self { Self(.noTimeline, "there is no Jobs/timeline.yaml") }
  static func noJobs(_ root: String) -> Self { Self(.noWorkspace, "there is no folder Jobs in \(root)") }
  static func unreadable(_ file: String) -> Self { Self(.unreadableDefinition, "cannot read \(file)") }
  static var notUTF8: Self { Self(.notUTF8, "the file is not UTF-8") }
}
