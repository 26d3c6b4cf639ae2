internal import Diagnostics
internal import Foundation
package import Ledger
package import Tables

/// The decisions to close and to reopen a stage: `.acta/closed/<stage>.json`.
package struct ClosedStage: Sendable, Codable, Equatable {
  package struct Decision: Sendable, Codable, Equatable {
    package enum Action: String, Sendable, Codable { case closed, reopened }

    package var action: Action
    /// By the system clock, in microseconds since 1970.
    package var at: Int64
    package var reason: String?
  }

  package var stage: String
  /// Oldest first.
  package var decisions: [Decision] = []

  /// When the stage was closed; nil if it is open.
  package var closedAt: Instant? {
    decisions.last.flatMap { $0.action == .closed ? Instant(microseconds: $0.at) : nil }
  }

  /// - Throws: a diagnostic if the record cannot be read; a stage must not seem open because of that.
  package static func read(_ stage: String, state: StateFolder) throws -> ClosedStage {
    let path = path(stage, state)
    guard FileManager.default.fileExists(atPath: path) else { return ClosedStage(stage: stage) }
    guard let data = FileManager.default.bytes(ofFile: path),
      let read = try? JSONDecoder().decode(ClosedStage.self, from: data)
    else {
      throw Diagnostic(
        .init(.archiveDamaged, "the record of the closed stage '\(stage)' cannot be read"),
        at: SourceLocation(file: state.displayName(of: path)))
    }
    return read
  }

  func write(state: StateFolder) throws {
    let path = ClosedStage.path(stage, state)
    try FileModes.makeFolder(path.parentFolder)
    let decisions = decisions.map { decision in
      JSONValue.object([
        ("action", .string(decision.action.rawValue)), ("at", .integer(decision.at)),
        ("reason", .optional(decision.reason)),
      ])
    }
    let json = JSONValue.object([("stage", .string(stage)), ("decisions", .array(decisions))])
    try AtomicFile.write(Array((json.text + "\n").utf8), to: path, mode: FileModes.file)
  }

  private static func path(_ stage: String, _ state: StateFolder) -> String {
    "\(state.closed)/\(stage).json"
  }
}
