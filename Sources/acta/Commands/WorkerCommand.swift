internal import ArgumentParser
internal import Diagnostics
internal import Engine
internal import Glibc
internal import Runner
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
    let channel = FrameChannel(input: STDIN_FILENO, output: STDOUT_FILENO)
    do {
      guard let work = try channel.read() else { return }
      let worker = try StageWorker(work: work.bytes)
      var parts: [Int: [[UInt8]]] = [:]
      while let frame = try channel.read() { parts[frame.number, default: []].append(frame.bytes) }
      for part in parts.keys.sorted() {
        try worker.run(part: part, parts.removeValue(forKey: part)!) { block in
          try channel.write(block.part, block.bytes)
        }
      }
      // Without this, what came before has been cut off.
      try channel.write(-2, [])
    } catch {
      // No word about rows: this goes to the logs of a cluster.
      Console().note("acta worker: \(Diagnostics(error).sorted.first.map { "\($0.message)" } ?? "")")
      throw ExitCode(70)
    }
  }
}
