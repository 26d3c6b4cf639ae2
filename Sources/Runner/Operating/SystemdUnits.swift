internal import JobSpec
internal import Ledger
package import Timeline

/// A sandboxed service that calls `acta nightly`, and a timer that starts it.
package struct SystemdUnits: Sendable {
  private let call: NightlyCall
  private let times: CallTimes
  private let zone: String
  private let user: String

  /// - Parameters:
  ///   - zone: The IANA name of the zone of the times.
  ///   - user: The user who runs it; must be able to write to Exports and .acta.
  package init(_ call: NightlyCall, at times: CallTimes, zone: String, user: String) {
    self.call = call
    self.times = times
    self.zone = zone
    self.user = user
  }

  package var serviceName: String { name + ".service" }
  package var timerName: String { name + ".timer" }

  /// One name for each process, so that a server can have several.
  private var name: String {
    let letters = call.process.unicodeScalars.map { scalar -> String in
      let isPlain =
        scalar.isASCII && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil)
      return isPlain || scalar == "-" || scalar == "_" ? String(scalar) : "-"
    }
    return "acta-" + letters.joined()
  }

  package var service: String {
    """
    [Unit]
    Description=Acta: what is due of \(call.process.replacing("%", with: "%%"))
    RequiresMountsFor=\(word(call.workspace.root))

    [Service]
    Type=oneshot
    User=\(user)
    ExecStart=\(command)
    # Another call is at work: it does what is due.
    SuccessExitStatus=75
    # What is published names people: for the user and its group only.
    UMask=0027

    # It reads jobs, inputs and corrections, and writes exports and its own state; nothing else is there for it.
    \(folders)
    PrivateTmp=yes
    PrivateDevices=yes
    PrivateMounts=yes
    ProtectProc=invisible
    ProcSubset=pid
    ProtectKernelTunables=yes
    ProtectKernelModules=yes
    ProtectKernelLogs=yes
    ProtectControlGroups=yes
    ProtectClock=yes
    ProtectHostname=yes
    RemoveIPC=yes
    KeyringMode=private

    NoNewPrivileges=yes
    CapabilityBoundingSet=
    AmbientCapabilities=
    RestrictSUIDSGID=yes
    RestrictNamespaces=yes
    RestrictRealtime=yes
    RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6
    LockPersonality=yes
    MemoryDenyWriteExecute=yes
    SystemCallArchitectures=native
    SystemCallFilter=@system-service
    SystemCallErrorNumber=EPERM

    """
  }

  package var timer: String {
    let lines = onCalendar.map { "OnCalendar=\($0)" }.joined(separator: "\n")
    return """
      [Unit]
      Description=Acta: when something of \(call.process.replacing("%", with: "%%")) can be due

      [Timer]
      \(lines)
      # What was due while the server was off is done when it is on again.
      Persistent=true

      [Install]
      WantedBy=timers.target

      """
  }

  /// The local times, with hours that have the same minutes in one line.
  private var onCalendar: [String] {
    var hours: [[Int]: [Int]] = [:]
    for (hour, times) in Dictionary(grouping: times.local, by: \.hour) {
      hours[times.map(\.minute).sorted(), default: []].append(hour)
    }
    func field(_ numbers: [Int], all: Int) -> String {
      numbers.count == all
        ? "*" : numbers.sorted().map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ",")
    }
    return hours.sorted { ($0.value.min() ?? 0) < ($1.value.min() ?? 0) }
      .map { "*-*-* \(field($0.value, all: 24)):\(field($0.key, all: 60)):00 \(zone)" }
  }

  private var command: String {
    let words = [call.program, "nightly", "--quiet", "--workspace", call.workspace.root]
    return words.map { word($0).replacing("$", with: "$$") }.joined(separator: " ")
  }

  private var folders: String {
    let root = call.workspace.root
    let written = [call.workspace.exportsFolder, call.workspace.state.path].map(word)
    let workspace = call.workspace
    let read = [
      workspace.jobsFolder, workspace.inputsFolder, workspace.correctionsFolder,
      workspace.path(of: SettingsFile.name),
    ].map { word("-" + $0) }
    let isHidden = SystemdUnits.isHidden(root)
    var lines = ["ProtectSystem=strict", "ProtectHome=\(isHidden || isProgramHidden ? "tmpfs" : "yes")"]
    if isHidden {
      lines.append("BindPaths=\(written.joined(separator: " "))")
      lines.append("BindReadOnlyPaths=\(read.joined(separator: " "))")
    } else {
      lines.append("ReadWritePaths=\(written.joined(separator: " "))")
      lines.append("ReadOnlyPaths=\(read.joined(separator: " "))")
    }
    if isProgramHidden { lines.append("BindReadOnlyPaths=\(word(call.program))") }
    return lines.joined(separator: "\n")
  }

  private var isProgramHidden: Bool { SystemdUnits.isHidden(call.program) }

  /// Whether the sandbox hides a path, so that the unit must make it visible.
  private static func isHidden(_ path: String) -> Bool {
    ["/home/", "/root/", "/run/user/", "/tmp/", "/var/tmp/"].contains { path.hasPrefix($0) }
  }

  /// Quotes an argument for a unit file, where `%` begins a specifier.
  private func word(_ text: String) -> String {
    let isPlain = text.unicodeScalars.allSatisfy { $0 != " " && $0 != "\"" && $0 != "'" && $0 != "\\" }
    let percents = text.replacing("%", with: "%%")
    if isPlain { return percents }
    return "\"" + percents.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
  }
}
