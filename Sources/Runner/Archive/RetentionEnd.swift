package import JobSpec
package import Tables

/// The date from which a run is no longer kept, and the timeline's rule for it.
package struct RetentionEnd: Sendable {
  /// The first date on which it is no longer kept.
  package var date: CivilDate
  package var because: String
}

extension TimelineDefinition {
  /// - Returns: nil if the runs of that night are kept for ever.
  package func retentionEnd(night: CivilDate, stage name: String?) -> RetentionEnd? {
    if let name {
      // Runs of a stage that is no longer on the timeline are kept.
      guard let stage = stage(named: name), let retention = stage.retention else { return nil }
      return RetentionEnd(
        date: CivilDate(days: max(stage.to, night).days + days(retention) + 1),
        because: "stage '\(name)' ended on \(stage.to.iso) and keeps its runs for \(words(retention))")
    }
    guard let retention else { return nil }
    return RetentionEnd(
      date: CivilDate(days: night.days + days(retention) + 1),
      because: "runs without a stage are kept for \(words(retention))")
  }

  /// Rounded up.
  private func days(_ retention: TimeSpan) -> Int { -Int((-retention).count(of: .day)) }

  private func words(_ retention: TimeSpan) -> String {
    days(retention) == 1 ? "1 day" : "\(days(retention)) days"
  }
}
