internal import Diagnostics
internal import Engine
internal import Foundation
internal import Glibc
internal import Tables

// `acta worker` as a program of its own, without all that only the driver's machine needs. `make worker` links it
// statically, so it starts on any Linux of its processor.

signal(SIGPIPE, SIG_IGN)
if CommandLine.arguments.contains("--probe") {
  print(Version.text)
  exit(0)
}
do {
  try StageWorker.serve(FrameChannel(input: STDIN_FILENO, output: STDOUT_FILENO))
} catch {
  // Of the rows nothing is said: this goes to the logs of a cluster.
  let said = "acta-worker: \(Diagnostics(error).sorted.first.map { "\($0.message.kept)" } ?? "")\n"
  FileHandle.standardError.write(Data(said.utf8))
  exit(70)
}
