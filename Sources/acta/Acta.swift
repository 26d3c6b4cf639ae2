internal import ArgumentParser
internal import Diagnostics
internal import Glibc
internal import Tables

/// The command line: lists the commands, runs one, and ends with its exit code.
@main
struct Acta: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "acta",
    abstract: "Turns the files of a secretariat into spreadsheets that staff can use.",
    discussion: """
      Jobs in Jobs/ declare inputs, tables, figures, checks and exports; a timeline says when they \
      run. Exit codes: 0 success, 1 a run failed, 64 usage, 65 an invalid job, timeline or file, \
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
          StatusCommand.self, HistoryCommand.self, CorrectionsCommand.self, ReplayCommand.self,
          PruneCommand.self, CloseCommand.self, LedgerCommand.self,
        ]),
      CommandGroup(
        name: "Data",
        subcommands: [
          ExplainCommand.self, DiffCommand.self, TestCommand.self, InspectCommand.self, ConvertCommand.self,
        ]),
      CommandGroup(name: "The machine", subcommands: [DoctorCommand.self]),
    ])

  static func main() {
    // A file that is opened must not take the place of a closed output: results would be written into it. What is
    // opened here cannot be written to.
    for number in 0...2 where fcntl(Int32(number), F_GETFD) < 0 { _ = unsafe open("/dev/null", O_RDONLY) }
    // A closed pipe and a file at its size limit are then errors of a write; the signals would end the
    // program in the middle of a run.
    for number in [SIGPIPE, SIGXFSZ] { signal(number, SIG_IGN) }
    FaultExit.install()
    Allocator.keepFreedMemory()
    if CommandLine.arguments.dropFirst().first == NightlyCommand.configuration.commandName,
      let code = NightSupervisor.exitCode()
    {
      Glibc.exit(code)
    }
    // What a cluster has started is ended by the cluster, at once.
    if CommandLine.arguments.dropFirst().first != WorkerCommand.configuration.commandName {
      SignalWatch.begin()
    }
    let code = RoomyStack.run(onNewThread: NightSupervisor.isChild, runCommand)
    if code == 0, let lost = Console.lostOutput {
      // A reader that has closed the pipe, such as `head`, needs no message.
      if lost != EPIPE { Console().show([Diagnostic(.lostOutput, reason: SystemError(lost).message)]) }
      Glibc.exit(ExitCode.inputOutput.rawValue)
    }
    Glibc.exit(code)
  }

  /// - Returns: the exit code.
  private static func runCommand() -> Int32 {
    do {
      var command = try parsedCommand()
      try command.run()
      return 0
    } catch let code as ExitCode {
      return code.rawValue
    } catch let error where error is Diagnostic || error is Diagnostics || error is Interrupted {
      let console = Console(isJSON: wantsJSON)
      return console.failure(Diagnostics(error).sorted, .inputOutput).rawValue
    } catch {
      return end(with: error)
    }
  }

  /// Parses `run` and `nightly`, which cron calls, without the other commands: to set all of them up
  /// takes longer than a small job. If that fails, the whole parser says why. Naming `acta` as their
  /// parent makes the parser skip its search for shell completion requests.
  private static func parsedCommand() throws -> any ParsableCommand {
    let words = Array(CommandLine.arguments.dropFirst())
    let commands: [any ParsableCommand.Type] = [RunCommand.self, NightlyCommand.self, WorkerCommand.self]
    if let type = commands.first(where: { $0.configuration.commandName == words.first }),
      let command = try? type.parse(Array(words.dropFirst()))
    {
      return command
    }
    if let unknown = unknownCommand(words) { throw ValidationError(unknown) }
    return try parseAsRoot()
  }

  /// The parser would take an unknown command for an argument of the one before.
  private static func unknownCommand(_ words: [String]) -> String? {
    var known = configuration.subcommands
    for word in words {
      if known.isEmpty || word.hasPrefix("-") || word == "help" { return nil }
      guard let next = known.first(where: { $0.configuration.commandName == word }) else {
        let shown = known.filter { $0.configuration.shouldDisplay }
        let names = shown.compactMap { $0.configuration.commandName }
        let near = nearestName(to: word, among: names).map { " Did you mean '\($0)'?" } ?? ""
        return "There is no command '\(word)'.\(near) The commands are \(names.joined(separator: ", "))."
      }
      if next.configuration.defaultSubcommand != nil { return nil }
      known = next.configuration.subcommands
    }
    return nil
  }

  private static var wantsJSON: Bool { CommandLine.arguments.prefix { $0 != "--" }.contains("--json") }

  /// Prints the help that was asked for, or a mistake in the command line, for machines as well.
  private static func end(with error: any Error) -> Int32 {
    let code = exitCode(for: error)
    let lines = fullMessage(for: error).lines
    if code == .success {
      Console().result(lines: lines)
      return 0
    }
    let mistake = Diagnostic(.usage(message(for: error)), hint: "see  acta help")
    if wantsJSON { Console().result([mistake].failureJSON) }
    for line in lines { Console().note(line) }
    return code.rawValue
  }
}

extension Diagnostic.Message {
  fileprivate static func usage(_ text: String) -> Self { Self(.usage, text) }
  fileprivate static var lostOutput: Self {
    Self(.cannotWrite, "cannot write the results to standard output")
  }
}

extension String {
  /// Its lines, without a break at the end.
  var lines: [String] {
    var lines = unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).map { String($0) }
    if lines.last?.isEmpty == true { lines.removeLast() }
    return lines
  }
}
