internal import Diagnostics
internal import Foundation
internal import Glibc
internal import Runner

/// The format of what a command writes to stderr.
enum LogFormat: String, CaseIterable {
  /// Lines for people.
  case text
  /// One JSON object a line, for log collectors.
  case json
}

/// The structured log: one JSON object a line on stderr.
struct EventLog: Sendable {
  enum Level: String {
    case info, notice, warning, error
  }

  /// Writes `{"time": …, "level": …, "event": …, …}`, the line in one write.
  ///
  /// - Parameters:
  ///   - event: such as `run.ended`; the name of an event does not change between versions.
  ///   - members: the event's facts, in this order; nil is left out.
  func write(_ event: String, level: Level = .info, _ members: [(String, JSONValue?)] = []) {
    let time = Date().ISO8601Format(.iso8601(timeZone: .gmt, includingFractionalSeconds: true)) + "Z"
    let head: [(String, JSONValue?)] = [
      ("time", .string(time)), ("level", .string(level.rawValue)), ("event", .string(event)),
    ]
    let line = JSONValue.object((head + members).compactMap { name, value in value.map { (name, $0) } }).line
    // People read logs on terminals, too.
    var bytes = Array((line.escapedForTerminal + "\n").utf8)[...]
    while !bytes.isEmpty {
      // SAFETY: the buffer lives through the call.
      let written = unsafe bytes.withUnsafeBytes { unsafe Glibc.write(2, $0.baseAddress, $0.count) }
      if written <= 0 { return }
      bytes = bytes.dropFirst(written)
    }
  }
}
