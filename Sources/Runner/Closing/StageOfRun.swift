internal import Diagnostics
internal import JobSpec
internal import Ledger
internal import Tables

extension TimelineDefinition {
  /// The stage whose results a run of a night has: that of the night; on a night without a stage, the one that the
  /// job's schedule counts from, such as `once: {at: webinars.end + 1d}`. Nil if there is none.
  ///
  /// - Parameter own: the stage of the night.
  func stage(ofRunOf job: Job?, on night: Night, own: String?) -> String? {
    if let own { return own }
    for case .once(let once) in job?.schedules ?? [] {
      guard let stage = stage(named: once.stage.value) else { continue }
      let edge = once.edge == .start ? stage.from : stage.to
      if edge.days + once.offsetDays == night.date.days { return stage.name.value }
    }
    return nil
  }
}
