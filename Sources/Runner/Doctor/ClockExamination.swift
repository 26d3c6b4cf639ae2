internal import Foundation
internal import JobSpec
internal import Ledger

/// Whether the clock on the wall can be right.
struct ClockExamination {
  let workspace: Workspace
  let now: Int64

  /// Before this program was written.
  private static let earliest: Int64 = 1_764_000_000_000_000
  private static let tolerance: Int64 = 300_000_000

  func findings() -> [Finding] {
    let shown = text(now)
    guard now >= ClockExamination.earliest else {
      return [
        Finding(
          "clock", .bad, "it shows \(shown), which is past",
          hint: "set it, or let chrony or systemd-timesyncd do so")
      ]
    }
    let newest = try? Ledger.openForReading(state: workspace.stateFolder)?.runs(of: nil, limit: 1).first
    if let newest, newest.started > now + ClockExamination.tolerance {
      return [
        Finding(
          "clock", .warning, "it shows \(shown), but a run began at \(text(newest.started))",
          hint: "was the clock set back?")
      ]
    }
    return [Finding("clock", .good, shown)]
  }

  private func text(_ instant: Int64) -> String {
    Date(timeIntervalSince1970: Double(instant) / 1_000_000).ISO8601Format()
  }
}
