internal import Runner
internal import Tables
internal import Timeline

/// Shows a change of the timeline as text and as JSON.
struct TimelineChangeReport {
  let change: TimelineChange
  /// The display names of the files that were compared.
  let before: String
  let after: String
  let zone: Zone

  var lines: [String] {
    if change.isEmpty { return ["nothing moves from \(before) to \(after)"] }
    var lines = ["from \(before) to \(after):"]
    lines += change.settings.map { "  \($0.name) \($0.before) → \($0.after)" }
    let width = change.stages.map(\.stage.count).max() ?? 0
    lines += change.stages.map { move in
      let ends = [move.before, move.after].map { $0.map(datesText) }
      return "  stage \(move.stage.padded(to: width))  " + changeText(ends[0], ends[1])
    }
    let jobWidth = change.runs.map(\.job.count).max() ?? 0
    let keyWidth = change.runs.map(\.key.count).max() ?? 0
    lines += change.runs.map { run in
      let ends = [run.before, run.after].map { $0.map { $0.text(in: zone) } }
      return "  run \(run.job.padded(to: jobWidth))  \(run.key.padded(to: keyWidth))  "
        + changeText(ends[0], ends[1]) + fate(run)
    }
    return lines
  }

  var json: JSONValue {
    .object([
      ("before", .string(before)), ("after", .string(after)),
      (
        "settings",
        .array(
          change.settings.map {
            .object([
              ("name", .string($0.name)), ("before", .string($0.before)), ("after", .string($0.after)),
            ])
          })
      ),
      (
        "stages",
        .array(
          change.stages.map {
            .object([
              ("stage", .string($0.stage)), ("before", datesJSON($0.before)), ("after", datesJSON($0.after)),
            ])
          })
      ),
      (
        "runs",
        .array(
          change.runs.map { run in
            .object([
              ("change", .string(run.kind.rawValue)), ("job", .string(run.job)), ("key", .string(run.key)),
              ("before", .optional(run.before.map { $0.text(in: zone) })),
              ("after", .optional(run.after.map { $0.text(in: zone) })),
              ("done", .boolean(run.isDone)),
            ])
          })
      ),
    ])
  }

  private func changeText(_ before: String?, _ after: String?) -> String {
    switch (before, after) {
    case (let before?, let after?): "\(before) → \(after)"
    case (nil, let after?): "new: \(after)"
    case (let before?, nil): "gone: \(before)"
    case (nil, nil): ""
    }
  }

  private func fate(_ run: TimelineChange.RunMove) -> String {
    if !run.isDone { return "" }
    return run.kind == .gone ? "; it has been run" : "; it has been run, and will not run again"
  }

  private func datesText(_ dates: ClosedRange<CivilDate>) -> String {
    "\(dates.lowerBound.iso) – \(dates.upperBound.iso)"
  }

  private func datesJSON(_ dates: ClosedRange<CivilDate>?) -> JSONValue {
    guard let dates else { return .null }
    return .object([("from", .string(dates.lowerBound.iso)), ("to", .string(dates.upperBound.iso))])
  }
}
