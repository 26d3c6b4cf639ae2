package import Diagnostics
internal import Foundation
internal import Tables
package import JobSpec

/// The folder that holds `Jobs/`, `Inputs/` and `Exports/`.
package struct Workspace: Sendable {
  /// An absolute path.
  package var root: String

  package init(root: String) { self.root = URL(fileURLWithPath: root).standardizedFileURL.path }

  /// The nearest folder with `Jobs/`, from `path` upward.
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

  /// Everything in `Jobs/`, read and checked, also job against job.
  package struct Definitions: Sendable {
    package var timeline: TimelineDefinition?
    /// In the order of their files' names; the wrong ones too, as far as they could be read.
    package var jobs: [Job]
    /// By file and position.
    package var diagnostics: Diagnostics
    /// The text of each file by its display path, for excerpts.
    package var sources: [String: String]
    /// Whether the folder could be read; else the diagnostics say why, and nothing is known.
    package var isReadable = true
  }

  package func load() -> Definitions {
    var diagnostics = Diagnostics()
    var sources: [String: String] = [:]
    guard let names = diagnostics.collect(jobFolderNames) else {
      return Definitions(
        timeline: nil, jobs: [], diagnostics: diagnostics, sources: sources, isReadable: false)
    }
    func text(_ name: String) -> String? {
      let text = diagnostics.collect { try readText("Jobs/\(name)") }
      sources["Jobs/\(name)"] = text
      return text
    }
    for name in names where name.hasSuffix(".yml") {
      diagnostics.add(
        Diagnostic(
          .otherEnding, at: SourceLocation(file: "Jobs/\(name)"), reason: "the files of jobs end in .yaml",
          hint: "rename it to \(name.dropLast(4)).yaml"))
    }
    var timeline: TimelineDefinition?
    if names.contains("timeline.yaml") {
      if let text = text("timeline.yaml") {
        let read = TimelineFile.readCollecting(text: text, file: "Jobs/timeline.yaml")
        timeline = read.timeline
        diagnostics.add(read.diagnostics)
      }
    } else {
      diagnostics.add(
        Diagnostic(
          .noTimeline, at: nil, reason: "jobs need its time zone, night and stages",
          hint: "write Jobs/timeline.yaml with process, time_zone, languages, night and stages"))
    }
    var jobs: [Job] = []
    var unread: Set<String> = []
    for name in names where name.hasSuffix(".yaml") && name != "timeline.yaml" {
      guard let text = text(name) else {
        unread.insert(String(name.dropLast(5)))
        continue
      }
      let read = JobFile.readCollecting(text: text, file: "Jobs/\(name)", timeline: timeline)
      if let job = read.job { jobs.append(job) } else { unread.insert(String(name.dropLast(5))) }
      diagnostics.add(read.diagnostics)
    }
    diagnostics.add(JobGraph(jobs, unread: unread).check())
    return Definitions(
      timeline: timeline, jobs: jobs, diagnostics: Diagnostics(diagnostics.sorted), sources: sources)
  }

  /// Names of the visible files in `Jobs/`, sorted.
  private func jobFolderNames() throws -> [String] {
    do {
      return try FileManager.default.contentsOfDirectory(atPath: jobsFolder)
        .filter { !$0.hasPrefix(".") }
        .sorted { $0.unicodeScalars.lexicographicallyPrecedes($1.unicodeScalars) }
    } catch {
      guard FileManager.default.fileExists(atPath: jobsFolder) else {
        throw Diagnostic(.noJobs(root), reason: "a workspace is a folder with the folder 'Jobs'")
      }
      throw Diagnostic(.unreadable("the folder '\(jobsFolder)'"), reason: reason(error))
    }
  }

  private func reason(_ error: any Error) -> String {
    let cause = (error as NSError).userInfo[NSUnderlyingErrorKey] as? any Error
    return (cause ?? error).localizedDescription
  }

  /// A definition's text, its byte order mark gone.
  private func readText(_ displayPath: String) throws -> String {
    guard let bytes = FileManager.default.contents(atPath: path(of: displayPath)) else {
      throw Diagnostic(.unreadable(displayPath), at: SourceLocation(file: displayPath))
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw Diagnostic(
        .notUTF8, at: SourceLocation(file: displayPath, line: lineOfInvalidText(bytes)),
        hint: "save it as UTF-8")
    }
    return text.unicodeScalars.first == "\u{FEFF}" ? String(text.unicodeScalars.dropFirst()) : text
  }

  private func lineOfInvalidText(_ bytes: Data) -> Int {
    let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    return (lines.firstIndex { String(validating: $0, as: UTF8.self) == nil } ?? 0) + 1
  }
}

extension Diagnostic.Message {
  static var otherEnding: Self { Self(.otherFile, "this file is not read") }
  static var noTimeline: Self { Self(.noTimeline, "there is no Jobs/timeline.yaml") }
  static func noJobs(_ root: String) -> Self { Self(.noWorkspace, "there is no folder Jobs in \(root)") }
  static func unreadable(_ file: String) -> Self { Self(.unreadableDefinition, "cannot read \(file)") }
  static var notUTF8: Self { Self(.notUTF8, "the file is not UTF-8") }
}
