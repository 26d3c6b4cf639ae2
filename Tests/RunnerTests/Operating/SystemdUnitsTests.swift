import Runner
import Tables
import TestSupport
import Testing
import Timeline

struct SystemdUnitsTests {
  private func units(
    program: String = "/usr/local/bin/acta", workspace: String = "/srv/acta", process: String = "review",
    zone: String = "America/Santiago", night: String = "23:30", _ schedules: String...
  ) throws -> SystemdUnits {
    let call = NightlyCall(program: program, workspace: Workspace(root: workspace), process: process)
    let review = timeline(zone, night: night, stages: [("review", "2021-04-26", "2021-04-28")])
    let times = CallTimes(
      jobs: try schedules.map { try job($0) }, timeline: review, server: .utc, now: Instant(seconds: 0))
    return SystemdUnits(call, at: times, zone: zone, user: "acta")
  }

  private func lines(_ text: String, _ prefix: String) -> [String] {
    text.split(separator: "\n").map(String.init).filter { $0.hasPrefix(prefix) }
  }

  @Test func `the timer has each local time, in the timeline's zone`() throws {
    let timer = try units(
      "nightly: {during: review}", "once: {at: review.end + 1d 06:00}",
      "cron: {expression: \"0 */6 * * *\", during: review}", "cron: {expression: \"15,45 9-10 * * *\"}"
    ).timer
    #expect(
      lines(timer, "OnCalendar") == [
        // Midnight is skipped when summer time begins in Santiago; then the day begins at one.
        "OnCalendar=*-*-* 00,01,06,12,18:00:00 America/Santiago",
        "OnCalendar=*-*-* 09,10:15,45:00 America/Santiago",
        "OnCalendar=*-*-* 23:30:00 America/Santiago",
      ])
    #expect(lines(timer, "Persistent") == ["Persistent=true"])
  }

  @Test func `all hours and all minutes are stars`() throws {
    #expect(
      lines(try units(zone: "UTC", "cron: {expression: \"* * * * *\"}").timer, "OnCalendar")
        == ["OnCalendar=*-*-* *:*:00 UTC"])
  }

  @Test func `a time that the clock can skip has the end of the gap beside it`() throws {
    // A timer leaves out a day whose time does not exist.
    #expect(
      lines(
        try units(zone: "America/Havana", night: "00:30", "nightly: {during: review}").timer, "OnCalendar")
        == ["OnCalendar=*-*-* 00:30:00 America/Havana", "OnCalendar=*-*-* 01:00:00 America/Havana"])
  }

  @Test func `the files have the process's name`() throws {
    let units = try units(process: "Revisión 2021/a", "nightly")
    #expect(units.serviceName == "acta-Revisi-n-2021-a.service")
    #expect(units.timerName == "acta-Revisi-n-2021-a.timer")
  }

  @Test func `the service may write exports and state, and read all that a night reads`() throws {
    let service = try units("nightly").service
    #expect(
      lines(service, "ExecStart") == ["ExecStart=/usr/local/bin/acta nightly --quiet --workspace /srv/acta"])
    #expect(lines(service, "ProtectHome") == ["ProtectHome=yes"])
    #expect(lines(service, "ReadWritePaths") == ["ReadWritePaths=/srv/acta/Exports /srv/acta/.acta"])
    #expect(
      lines(service, "ReadOnlyPaths") == [
        "ReadOnlyPaths=-/srv/acta/Jobs -/srv/acta/Inputs -/srv/acta/Corrections -/srv/acta/acta.yaml"
      ])
    #expect(lines(service, "Bind").isEmpty)
  }

  @Test func `of a home it sees only the workspace and the program`() throws {
    let service = try units(program: "/home/ana/acta", workspace: "/home/ana/w", "nightly").service
    #expect(lines(service, "ProtectHome") == ["ProtectHome=tmpfs"])
    #expect(
      lines(service, "Bind") == [
        "BindPaths=/home/ana/w/Exports /home/ana/w/.acta",
        "BindReadOnlyPaths=-/home/ana/w/Jobs -/home/ana/w/Inputs -/home/ana/w/Corrections -/home/ana/w/acta.yaml",
        "BindReadOnlyPaths=/home/ana/acta",
      ])
    #expect(lines(service, "ReadWritePaths").isEmpty)
  }

  @Test func `paths are quoted for unit files`() throws {
    let service = try units(program: "/opt/a b/acta", workspace: "/srv/100% $x", "nightly").service
    #expect(
      lines(service, "ExecStart") == [
        "ExecStart=\"/opt/a b/acta\" nightly --quiet --workspace \"/srv/100%% $$x\""
      ])
    #expect(
      lines(service, "ReadWritePaths") == [
        "ReadWritePaths=\"/srv/100%% $x/Exports\" \"/srv/100%% $x/.acta\""
      ])
  }
}
