internal import ArgumentParser

struct CorrectionsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "corrections", abstract: "Take the corrections that staff send back, and list or drop them.",
    subcommands: [CorrectionsTakeCommand.self, CorrectionsListCommand.self, CorrectionsDropCommand.self])
}
