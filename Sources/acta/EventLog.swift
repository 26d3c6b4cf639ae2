internal import Foundation
internal import Glibc
internal import Logging
internal import Runner

/// How a command tells what happens.
enum LogFormat: String, CaseIterable {
  /// Lines for people.
  case text
  /// One JSON object a line on stderr, for whoever collects logs.
  case json
}

/// The structured log: one line per event, through swift-log.
struct EventLog: Sendable {
  enum Level: String {
    case info, notice, warning, error
  }

  private let logger: Logger

  init() {
    logger = Logger(label: "acta") { _ in JSONLineHandler() }
  }

  /// - Parameters:
  ///   - event: such as `run.ended`; what happened, in a word that does not change.
  ///   - members: what it is about; nil is left out.
  func write(_ event: String, level: Level = .info, _ members: [(String, JSONValue?)] = []) {
    let metadata = members.enumerated().reduce(into: Logger.Metadata()) { metadata, member in
      guard let value = member.element.1 else { return }
      // The order of what is said is kept in the key; a dictionary has none.
      metadata[JSONLineHandler.key(member.offset, member.element.0)] = .string(value.line)
    }
    logger.log(level: Logger.Level(rawValue: level.rawValue) ?? .info, "\(event)", metadata: metadata)
  }
}

/// Writes `{"time": …, "level": …, "event": …, …}` to stderr, each line in one write.
private struct JSONLineHandler: LogHandler {
  var metadata: Logger.Metadata = [:]
  var logLevel: Logger.Level = .debug

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  static func key(_ place: Int, _ name: String) -> String {
    (place < 10 ? "0\(place)" : "\(place)") + name
  }

  func log(event: LogEvent) {
    let time = Date().ISO8601Format(.iso8601(timeZone: .gmt, includingFractionalSeconds: true)) + "Z"
    var line = "{\"time\": \"\(time)\", \"level\": \"\(event.level)\", "
    line += "\"event\": \(JSONValue.string("\(event.message)").line)"
    for (key, value) in (event.metadata ?? [:]).sorted(by: { $0.key < $1.key }) {
      line += ", \(JSONValue.string(String(key.dropFirst(2))).line): \(value)"
    }
    line += "}\n"
    var bytes = Array(line.utf8)[...]
    while !bytes.isEmpty {
      // SAFETY: the buffer lives through the call.
      let written = unsafe bytes.withUnsafeBytes { unsafe Glibc.write(2, $0.baseAddress, $0.count) }
      if written <= 0 { return }
      bytes = bytes.dropFirst(written)
    }
  }
}
