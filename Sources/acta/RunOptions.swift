internal import ArgumentParser
internal import Diagnostics
internal import JobSpec
internal import Ledger
internal import Runner

/// The options of commands that make runs, beside the workspace's.
struct RunOptions: ParsableArguments {
  @OptionGroup var lock: LockOption

  @Option(
    name: .long,
    help: ArgumentHelp(
      "The format of stderr: lines for people (text), or one JSON object per event (json).",
      valueName: "format"))
  var log: LogFormat = .text

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Report the outcome to a dead-man's switch: a URL (with /fail appended after a failure), or a file.",
      valueName: "target"))
  var ping: String?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Where rows are kept: auto, memory, stages (on disk between steps), or spark. Default: acta.yaml, then auto.",
      valueName: "engine"))
  var engine: EngineSettings.Use?

  /// Tells the dead-man's switch, if one is named; a failure to do so is a warning.
  func ping(_ code: ExitCode, _ outcomes: [JobRunner.Outcome]) {
    guard let ping else { return }
    let words = outcomes.map { "\($0.run.job) \($0.run.night) \($0.status.rawValue)" }
    do {
      try Ping(target: ping).send(isGood: code == .success, exitCode: code.rawValue, words: words)
    } catch {
      Console(log: log == .json ? EventLog() : nil).show(Diagnostics(error).sorted)
    }
  }
}

extension LogFormat: ExpressibleByArgument {}
extension EngineSettings.Use: ExpressibleByArgument {}
