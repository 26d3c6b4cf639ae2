internal import ArgumentParser

struct LedgerCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ledger", abstract: "Check or rebuild the record of all runs.",
    subcommands: [LedgerCheckCommand.self, LedgerRebuildCommand.self])
}
