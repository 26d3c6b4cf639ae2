internal import Diagnostics
internal import Engine
internal import JobSpec
internal import Ledger
internal import Tables

/// The values that a run takes from the last good run of an earlier night.
extension JobRunner {
  /// The files of each input at the last good run of an earlier night; empty if no input needs them.
  func lastInputs(_ job: Job, _ moment: RunMoment) throws -> [String: [String: String]] {
    guard job.inputs.contains(where: { $0.arrival.policies[.unchanged] != nil }),
      let last = try ledger?.latestGood(of: job.name.value, before: moment.night)
    else { return [:] }
    return Dictionary(grouping: last.inputs, by: \.name).mapValues { files in
      Dictionary(files.map { ($0.file, $0.sha256) }, uniquingKeysWith: { a, _ in a })
    }
  }

  /// The last good run of an earlier night has them.
  func previousFigures(_ job: Job, _ moment: RunMoment) -> [FigureKey: Value] {
    if job.figures.isEmpty { return [:] }
    // An unreadable ledger was reported when it was opened; the run goes on without it.
    let last =
      ledger == nil
      ? published.newest(of: job.name.value, upTo: moment.night, includingIt: false)
      : try? ledger?.latestGood(of: job.name.value, before: moment.night)
    return Dictionary(
      (last?.figures ?? []).map { (FigureKey(figure: $0.figure, item: $0.item), $0.value) },
      uniquingKeysWith: { a, _ in a })
  }

  /// The rows of the last good run of an earlier night, if the results of the job depend on them. A damaged record of
  /// that run is told, and the night is as one without a night before.
  func lastNight(
    _ job: Job, _ moment: RunMoment, _ options: Options, _ outcome: inout Outcome
  ) throws -> LastNight? {
    if options.previous != nil { return options.lastNight }
    guard job.comparesNights, let last = try ledger?.latestGood(of: job.name.value, before: moment.night)
    else { return nil }
    do {
      return try LastNight(last, in: workspace)
    } catch let problem as Diagnostic {
      outcome.diagnostics.append(problem.asWarning)
      return nil
    }
  }
}
