import Runner
import Tables
import TestSupport
import Testing
import Timeline

struct CrontabTests {
  private func line(_ program: String, _ workspace: String, _ schedule: String = "nightly: {}") throws
    -> String
  {
    let call = NightlyCall(program: program, workspace: Workspace(root: workspace), process: "test")
    let review = timeline("UTC", stages: [("review", "2021-04-26", "2021-04-28")])
    let times = CallTimes(jobs: [try job(schedule)], timeline: review, server: .utc, now: Instant(seconds: 0))
    return Crontab(call, at: times).line
  }

  @Test func `the line calls nightly at the minutes that matter, each hour`() throws {
    #expect(
      try line("/usr/local/bin/acta", "/srv/acta")
        == "30 * * * * /usr/local/bin/acta nightly --quiet --workspace /srv/acta")
    #expect(
      try line("/a", "/w", "cron: {expression: \"*/20 9 * * *\"}")
        == "0,20,40 * * * * /a nightly --quiet --workspace /w")
    #expect(
      try line("/a", "/w", "cron: {expression: \"* 9 * * *\"}")
        == "* * * * * /a nightly --quiet --workspace /w")
  }

  // As Debian's cron was seen to pass them on: `\%` is `%`, `\\` is `\`, and then the shell reads.
  @Test(arguments: [
    ("/srv/año 1", "'/srv/año 1'"), ("/srv/100%", "'/srv/100\\%'"), ("/srv/a\\b", "'/srv/a\\\\b'"),
    ("/srv/o'b", "'/srv/o'\"'\"'b'"), ("/srv/$x;y", "'/srv/$x;y'"), ("/srv/año", "/srv/año"),
  ])
  func `a path is quoted for cron and the shell`(path: String, word: String) throws {
    #expect(try line("/a", path) == "30 * * * * /a nightly --quiet --workspace \(word)")
  }
}
