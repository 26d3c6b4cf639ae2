internal import ArgumentParser
internal import Diagnostics
internal import JobSpec
internal import Runner
internal import Tables

struct DoctorCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "Check whether this machine and this workspace are ready for the night.",
    discussion: "Changes nothing. Exit code 1 if nights would fail.")

  @OptionGroup var options: WorkspaceOptions

  func run() throws {
    let loaded = try options.load()
    var mistakes = Diagnostics()
    let settings = mistakes.collect { try loaded.readSettings() }
    let doctor = Doctor(
      workspace: loaded.workspace, timeline: loaded.timeline, now: Instant.now, spark: settings?.spark)
    let findings =
      doctor.findings()
      + mistakes.sorted.map { Finding(SettingsFile.name, .bad, $0.message.description, hint: "acta check") }
    if options.json {
      loaded.console.result(.array(findings.map(json)))
    } else {
      for finding in findings {
        let line = "\(word(finding.verdict).padded(to: 8)) \(finding.subject.padded(to: 15)) \(finding.words)"
        if finding.verdict == .good { loaded.console.summary(line) } else { loaded.console.result(line) }
        if let hint = finding.hint { loaded.console.result("                         \(hint)") }
      }
    }
    if findings.contains(where: { $0.verdict == .bad }) { throw ExitCode.runFailed }
  }

  private func word(_ verdict: Finding.Verdict) -> String {
    switch verdict {
    case .good: "ok"
    case .warning: "warning"
    case .bad: "error"
    }
  }

  private func json(_ finding: Finding) -> JSONValue {
    .object([
      ("subject", .string(finding.subject)), ("verdict", .string(word(finding.verdict))),
      ("finding", .string(finding.words)), ("hint", .optional(finding.hint)),
    ])
  }
}
