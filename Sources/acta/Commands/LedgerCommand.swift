internal import ArgumentParser

/// `acta ledger`
struct LedgerCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ledger", abstract: "Check the record of all runs, or make it again.",
    subcommands: [LedgerCheckCommand.self, LedgerRebuildCommand.self])
}
