internal import ArgumentParser
internal import Glibc
internal import Runner
internal import Tables

/// The command line: lists the commands, and leaves the rest to them.
@main
struct Acta: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "acta",
    abstract: "Reads what a secretariat has, and leaves spreadsheets that staff can use.",
    discussion: """
      Jobs in Jobs/ declare inputs, tables, figures, checks and exports; a timeline says when they
      run. Exit codes: 0 success, 1 a run failed, 64 usage, 65 an invalid job, timeline or file,
      70 a fault of Acta, 74 input or output outside a run, 75 another run holds the lock.
      """,
    version: Version.text,
    groupedSubcommands: [
      CommandGroup(
        name: "Jobs", subcommands: [CheckCommand.self, RunCommand.self, NightlyCommand.self, NewCommand.self]),
      CommandGroup(
        name: "Timeline", subcommands: [TimelineCommand.self, PlanCommand.self, CronCommand.self]),
      CommandGroup(
        name: "Past nights",
        subcommands: [
          StatusCommand.self, HistoryCommand.self, ReplayCommand.self, PruneCommand.self, LedgerCommand.self,
        ]),
      CommandGroup(
        name: "Data", subcommands: [ExplainCommand.self, InspectCommand.self, ConvertCommand.self]),
      CommandGroup(name: "The machine", subcommands: [DoctorCommand.self]),
    ])

  static func main() {
    // A pipe that nobody reads any more, and a file that may grow no further, are errors of a write; by
    // themselves they would end the program in the middle of a run.
    for number in [SIGPIPE, SIGXFSZ] { signal(number, SIG_IGN) }
    Allocator.keepFreedMemory()
    if runAtOnce() { return }
    main(nil)
  }

  /// What cron calls, parsed by itself: to look at all commands takes longer than a small job's tables.
  /// Whatever is not right with the words is left to the whole parser, which says so. As these commands
  /// say that they are acta's, the parser does not try first whether they ask for shell completions.
  private static func runAtOnce() -> Bool {
    let words = Array(CommandLine.arguments.dropFirst())
    let commands: [any ParsableCommand.Type] = [RunCommand.self, NightlyCommand.self]
    guard let type = commands.first(where: { $0.configuration.commandName == words.first }),
      var command = try? type.parse(Array(words.dropFirst()))
    else { return false }
    do {
      try command.run()
    } catch {
      exit(withError: error)
    }
    return true
  }
}
