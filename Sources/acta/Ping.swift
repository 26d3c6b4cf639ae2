internal import Diagnostics
internal import Foundation
internal import Tables

/// Tells a dead-man's switch how the night went. The switch raises an alarm if it hears nothing, for
/// example because the server is off.
///
/// `curl` fetches a URL (with `/fail` appended after a failure, as such services expect); any other
/// target is a file that is replaced. Only jobs and statuses are sent, nothing about people.
struct Ping {
  let target: String

  enum Target: Equatable {
    case url(String)
    case file(String)
  }

  static func target(_ text: String) -> Target {
    text.hasPrefix("https://") || text.hasPrefix("http://") ? .url(text) : .file(text)
  }

  /// - Parameter words: one line for each job.
  /// - Throws: a warning; a switch that cannot be told does not make the night fail.
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
    // --proto: a redirect must not lead to a file.
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
      throw Diagnostic(.cannotPing(url), severity: .warning, reason: SystemError(error).message)
    }
    let said = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      let isMissing = process.terminationStatus == 127
      throw Diagnostic(
        .cannotPing(url), severity: .warning,
        reason: isMissing ? "curl is not installed" : said.trimmingCharacters(in: .whitespacesAndNewlines),
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
