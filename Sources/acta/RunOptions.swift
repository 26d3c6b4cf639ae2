internal import ArgumentParser
internal import Diagnostics
internal import Ledger
internal import Runner

/// What commands that make runs take beside the workspace's options.
struct RunOptions: ParsableArguments {
  @Flag(name: .long, help: "Wait for a run that holds the lock, instead of ending with exit code 75.")
  var wait = false

  @Option(
    name: .long,
    help: ArgumentHelp(
      "What stderr gets: lines for people (text), or one JSON object per event (json).", valueName: "format"))
  var log: LogFormat = .text

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Tell a dead-man's switch how it went: a URL (with /fail behind it after a failure), or a file.",
      valueName: "target"))
  var ping: String?

  /// Tells the switch, if there is one; that it cannot be told is a warning.
  func ping(_ code: ExitCode, _ outcomes: [JobRunner.Outcome]) {
    guard let ping else { return }
    let words = outcomes.map { "\($0.run.job) \($0.run.night) \($0.status.rawValue)" }
    do {
      try Ping(target: ping).send(isGood: code == .success, exitCode: code.rawValue, words: words)
    } catch {
      var found = Diagnostics()
      _ = found.collect { throw error }
      Console(log: log == .json ? EventLog() : nil).show(found.sorted)
    }
  }
}

extension LogFormat: ExpressibleByArgument {}
