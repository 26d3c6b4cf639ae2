internal import Diagnostics
internal import Foundation
internal import Tables

/// Tells a dead-man's switch that the night went well, or that it did not; whoever hears nothing knows
/// that the server is off.
///
/// A URL is fetched by `curl` (with `/fail` behind it after a failure, as such services have it); any
/// other target is a file that is written anew. Nothing about people goes out: jobs and statuses only.
struct Ping {
  let target: String

  enum Target: Equatable {
    case url(String)
    case file(String)
  }

  static func target(_ text: String) -> Target {
    text.hasPrefix("https://") || text.hasPrefix("http://") ? .url(text) : .file(text)
  }

  /// - Parameter words: one line a job.
  /// - Throws: a diagnostic; that nobody could be told is no reason for the night to fail.
  func send(isGood: Bool, exitCode: Int32, words: [String]) throws {
    let time = Date().ISO8601Format()
    let text =
      "\(isGood ? "success" : "failure") \(time) exit code \(exitCode)\n" + words.map { $0 + "\n" }.joined()
    switch Ping.target(target) {
    case .url(let url): try fetch(isGood ? url : url.appendingFail, text)
    case .file(let path):
      do {
        try AtomicFile.write(Array(text.utf8), to: path)
      } catch let problem as Diagnostic {
        throw Diagnostic(
          .cannotPing(target), severity: .warning, reason: problem.reason ?? "\(problem.message)")
      }
    }
  }

  private func fetch(_ url: String, _ text: String) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    // Proto: a redirect must not lead to a file.
    process.arguments = [
      "curl", "--silent", "--show-error", "--fail", "--proto", "=http,https", "--max-time", "20", "--retry",
      "3",
      "--output", "/dev/null", "--data-binary", text, "--", url,
    ]
    let errors = Pipe()
    process.standardError = errors
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    do {
      try process.run()
    } catch {
      throw Diagnostic(.cannotPing(url), severity: .warning, reason: error.localizedDescription)
    }
    let said = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      let isMissing = process.terminationStatus == 127
      throw Diagnostic(
        .cannotPing(url), severity: .warning,
        reason: isMissing ? "there is no curl" : said.trimmingCharacters(in: .whitespacesAndNewlines),
        hint: isMissing ? "apt-get install curl, or name a file" : nil)
    }
  }
}

extension String {
  /// `https://host/uuid/fail`, before a query.
  fileprivate var appendingFail: String {
    let query = firstIndex(of: "?") ?? endIndex
    var base = String(self[..<query])
    if base.hasSuffix("/") { base.removeLast() }
    return base + "/fail" + self[query...]
  }
}

extension Diagnostic.Message {
  fileprivate static func cannotPing(_ target: String) -> Self {
    Self(.pingFailed, "cannot ping '\(target)'")
  }
}
