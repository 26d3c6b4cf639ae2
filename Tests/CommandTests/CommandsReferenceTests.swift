import Foundation
import Testing

/// Each file in `Sources/acta/Commands` is a command that people can call and look up.
@Suite struct CommandsReferenceTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..")
    .standardized

  private static func text(_ path: String) throws -> String {
    try String(contentsOf: root.appending(path: path), encoding: .utf8)
  }

  /// The commands, by the names of their files.
  static let commands: [String] = {
    let folder = root.appending(path: "Sources/acta/Commands").path
    return ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted()
      .map { String($0.dropLast(".swift".count)) }
  }()

  @Test(arguments: commands) func `a command is listed and in the reference`(_ command: String) throws {
    let source = try Self.text("Sources/acta/Commands/\(command).swift")
    let lists = try ["Acta.swift", "Commands/LedgerCommand.swift", "Commands/CorrectionsCommand.swift"].map {
      try Self.text("Sources/acta/\($0)")
    }
    #expect(lists.contains { $0.contains("\(command).self") })
    let name = try #require(source.firstMatch(of: /commandName: "([a-z]+)"/)).1
    let line = try Regex("(?m)^    acta ((ledger|corrections) ([a-z]+\\|)*)?\(name)\\b")
    #expect(try Self.text("Docs/commands.md").contains(line))
  }
}
