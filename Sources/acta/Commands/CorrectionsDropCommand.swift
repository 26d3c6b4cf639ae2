internal import ArgumentParser
internal import Diagnostics
internal import Runner

struct CorrectionsDropCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "drop",
    abstract: "Remove corrections of a job from their file.",
    discussion: "Names them by the lines that 'acta corrections list' shows, or by their state.")

  @OptionGroup var options: WorkspaceOptions

  @Argument(help: "The job.") var job: String

  @Argument(help: "Lines of the file of corrections, such as 12.") var lines: [Int] = []

  @Flag(name: .long, help: "Those that are done: the source has their value.") var done = false
  @Flag(name: .long, help: "Those that are stale.") var stale = false
  @Flag(name: .long, help: "Those whose last night has passed.") var expired = false
  @Flag(name: .long, help: "Only show what would be removed.") var dryRun = false

  @Option(name: .long, help: ArgumentHelp("The file, if the job has several.", valueName: "file"))
  var from: String?

  @OptionGroup var when: AsOfOption

  @OptionGroup var lockOption: LockOption

  func validate() throws {
    if lines.isEmpty, !done, !stale, !expired {
      throw ValidationError("Name the lines to remove, or use --done, --stale or --expired.")
    }
  }

  func run() throws {
    let loaded = try options.load(jobs: [job])
    let console = loaded.console
    try console.working {
      let lock = try WorkspaceLock.acquire(
        state: loaded.workspace.state, command: "acta corrections drop", waits: lockOption.wait
      ) { console.note("waiting for the lock: it is held by \($0)") }
      let (name, found) = try loaded.corrections(of: job, asOf: when.asOf)[0]
      var list = found
      let states = [done ? .done : nil, stale ? .stale : nil, expired ? CorrectionList.State.expired : nil]
      let candidates = list.entries.indices.filter { place in
        from.map { list.entries[place].file.hasSuffix("/\($0)") || list.entries[place].file == $0 } ?? true
      }
      if !lines.isEmpty, Set(candidates.map { list.entries[$0].file }).count > 1 {
        throw console.failure(
          [
            Diagnostic(
              .init(.usage, "job '\(name)' has several files of corrections"), hint: "name one:  --from FILE")
          ],
          .usage)
      }
      if let line = lines.first(where: { line in !candidates.contains { list.entries[$0].line == line } }) {
        throw console.failure(
          [
            Diagnostic(
              .init(.usage, "no correction of job '\(name)' stands in line \(line)"),
              hint: "'acta corrections list \(name)' shows the lines")
          ], .usage)
      }
      let chosen = candidates.filter {
        lines.contains(list.entries[$0].line) || states.contains(list.entries[$0].state)
      }
      let entries = chosen.map { list.entries[$0] }
      if !dryRun { try list.drop(Set(chosen)) }
      if options.json {
        console.result(.array(entries.map { $0.json(of: name) }))
      } else {
        for entry in entries {
          let key = entry.key.map(\.text).joined(separator: ", ")
          let (from, to) = (entry.from.isEmpty ? "–" : entry.from, entry.to.isEmpty ? "–" : entry.to)
          console.summary(
            "\(entry.file):\(entry.line)  \(entry.table) '\(key)', \(entry.column): \(from) → \(to)")
        }
        console.summary("\(counted(entries.count, "correction")) \(dryRun ? "would be removed" : "removed")")
      }
      _ = consume lock
    }
  }
}
