internal import ArgumentParser
internal import Diagnostics
internal import Foundation
internal import JobSpec
internal import Ledger
internal import Runner
internal import Tables
internal import Timeline

struct CronCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cron",
    abstract: "Print a crontab line, and a systemd service and timer, that start acta every night.",
    discussion:
      "Use one of the two. Print it again after the times of jobs or the program's path have changed.")

  @OptionGroup var options: WorkspaceOptions

  @Flag(name: .long, help: "Only the systemd service and timer.")
  var systemd = false

  @Option(name: .long, help: ArgumentHelp("Write the two files into this folder.", valueName: "dir"))
  var into: String?

  @Option(name: .long, help: ArgumentHelp("The acta to start (default: this one).", valueName: "path"))
  var program: String?

  @Option(
    name: .long,
    help: ArgumentHelp("The user of the service (default: the owner of the workspace).", valueName: "name"))
  var user: String?

  @Option(
    name: .long,
    help: ArgumentHelp("The zone of the server's clock (default: this machine's).", valueName: "zone"))
  var serverZone: String?

  func validate() throws {
    if into != nil && !systemd { throw ValidationError("--into needs --systemd.") }
    if let program, !program.hasPrefix("/") { throw ValidationError("--program must be an absolute path.") }
    if let serverZone, Zone(serverZone) == nil {
      throw ValidationError("'\(serverZone)' is not a time zone such as America/Santiago.")
    }
  }

  func run() throws {
    let loaded = try options.load()
    let bound = try loaded.valid()
    let (timeline, jobs) = (bound.timeline, bound.jobs)
    let server = serverZone ?? TimeZone.current.identifier
    let times = CallTimes(
      jobs: jobs, timeline: timeline, server: Zone(server) ?? .utc, now: Instant.now)
    let call = NightlyCall(
      program: try program ?? ownPath(), workspace: loaded.workspace, process: timeline.process.value)
    guard call.isOneLine else {
      throw loaded.console.failure(
        [Diagnostic(.pathOfManyLines, reason: "a crontab and a unit file are read line by line")], .usage)
    }
    let crontab = Crontab(call, at: times)
    let units = SystemdUnits(
      call, at: times, zone: timeline.zone.identifier, user: user ?? owner(of: loaded.workspace))
    if let into {
      try write(units, into: into, loaded.console)
    } else if options.json {
      loaded.console.result(json(crontab, units))
    } else {
      let text = (systemd ? "" : self.text(crontab, server)) + self.text(units)
      loaded.console.result(lines: text.lines)
    }
    remark(on: loaded)
  }

  private func text(_ crontab: Crontab, _ server: String) -> String {
    """
    # For  crontab -e  of the user that owns the workspace. The server's clock is in \(server); each hour
    # acta itself checks what is due in the timeline's zone.
    \(crontab.line)


    """
  }

  private func text(_ units: SystemdUnits) -> String {
    """
    # Or /etc/systemd/system/\(units.serviceName)
    \(units.service)
    # and /etc/systemd/system/\(units.timerName), then
    #   systemctl daemon-reload && systemctl enable --now \(units.timerName)
    \(units.timer)
    """.trimmingCharacters(in: .newlines)
  }

  private func json(_ crontab: Crontab, _ units: SystemdUnits) -> JSONValue {
    func file(_ name: String, _ text: String) -> JSONValue {
      .object([("file", .string(name)), ("text", .string(text))])
    }
    return .object([
      ("crontab", .string(crontab.line)), ("service", file(units.serviceName, units.service)),
      ("timer", file(units.timerName, units.timer)),
    ])
  }

  private func write(_ units: SystemdUnits, into folder: String, _ console: Console) throws {
    for (name, text) in [(units.serviceName, units.service), (units.timerName, units.timer)] {
      let path = folder + "/" + name
      do {
        try AtomicFile.write(Array(text.utf8), to: path)
      } catch {
        throw console.failure(Diagnostics(error).sorted, .inputOutput)
      }
      console.summary(path)
    }
  }

  /// Names the folders that must exist before the first night.
  private func remark(on loaded: LoadedWorkspace) {
    let folders = [loaded.workspace.exportsFolder, loaded.workspace.state.path]
    let missing = folders.filter { !FileManager.default.fileExists(atPath: $0) }
    if !missing.isEmpty {
      loaded.console.note(
        "the service needs these folders before its first start: \(missing.joined(separator: ", "))")
    }
  }

  private func ownPath() throws -> String {
    try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
  }

  private func owner(of workspace: Workspace) -> String {
    let attributes = try? FileManager.default.attributesOfItem(atPath: workspace.root)
    return attributes?[.ownerAccountName] as? String ?? NSUserName()
  }
}

extension Diagnostic.Message {
  fileprivate static var pathOfManyLines: Self {
    Self(.usage, "the path of the workspace or of acta contains a line break")
  }
}
