internal import ArgumentParser
internal import Diagnostics
internal import Engine
internal import Glibc
internal import Tables

/// `acta worker`, which a cluster starts for each part of a stage: it reads blocks of rows from its standard input, and
/// writes blocks.
struct WorkerCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "worker", abstract: "Work on blocks of rows for a run on a cluster.", shouldDisplay: false)

  @Flag(help: "Only say the version.")
  var probe = false

  func run() throws {
    if probe { return Console().result(Version.text) }
    do {
      try StageWorker.serve(FrameChannel(input: STDIN_FILENO, output: STDOUT_FILENO))
    } catch {
      // No word about rows: this goes to the logs of a cluster.
      Console().note("acta worker: \(Diagnostics(error).sorted.first.map { "\($0.message.kept)" } ?? "")")
      throw ExitCode(70)
    }
  }
}
