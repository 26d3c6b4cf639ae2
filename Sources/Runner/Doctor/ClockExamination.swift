internal import JobSpec
internal import Ledger
internal import Tables

/// Whether the system's clock can be right.
struct ClockExamination {
  let workspace: Workspace
  let now: Instant

  /// This program was written after it.
  private static let earliest = Instant(seconds: 1_764_000_000)
  private static let tolerance = TimeSpan.minutes(5)

  func findings() -> [Finding] {
    let shown = now.text(in: .utc)
    guard now >= ClockExamination.earliest else {
      return [
        Finding(
          "clock", .bad, "it shows \(shown), which is past",
          hint: "set it, or let chrony or systemd-timesyncd do so")
      ]
    }
    let newest = try? Ledger.openForReading(state: workspace.state)?.runs(of: nil, limit: 1).first
      .map { Instant(microseconds: $0.started) }
    if let newest, newest > now + ClockExamination.tolerance {
      return [
        Finding(
          "clock", .warning, "it shows \(shown), but a run began at \(newest.text(in: .utc))",
          hint: "was the clock set back?")
      ]
    }
    return [Finding("clock", .good, shown)]
  }
}
