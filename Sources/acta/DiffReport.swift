internal import Diagnostics
internal import Engine
internal import JobSpec
internal import Ledger
internal import Runner
internal import Tables

/// The differences between two runs in words.
struct DiffReport {
  let difference: RunDifference
  /// Whether the job as it is now was computed on the inputs of its last run.
  let isEdited: Bool

  private var zone: Zone { difference.new.timeline.zone }

  var lines: [String] {
    var lines = [heading]
    for table in difference.tables where !table.isEmpty { lines += [""] + describe(table) }
    lines += section("figures", difference.figures.map(describe))
    lines += section("checks", difference.checks.flatMap(describe))
    lines += section("row balance", difference.steps.map(describe))
    return lines.count == 1 ? lines + ["no differences"] : lines
  }

  private var heading: String {
    let (old, new) = (difference.old.run, difference.new.run)
    if isEdited {
      return
        "\(new.job): as it was in run \(old.id) → as it is now, on the inputs of the night of \(old.night)"
    }
    return old.night == new.night
      ? "\(new.job), night of \(new.night): run \(old.id) → run \(new.id)"
      : "\(new.job): night of \(old.night) → night of \(new.night)"
  }

  private func section(_ title: String, _ lines: [String]) -> [String] {
    lines.isEmpty ? [] : ["", title] + lines.map { "  \($0)" }
  }

  // MARK: Tables

  private func describe(_ table: RunDifference.TableDifference) -> [String] {
    guard let comparison = table.comparison else {
      var line = "table \(table.table)"
      switch (table.rows.old, table.rows.new) {
      case (nil, let rows?): line += " is new: \(counted(rows, "row"))"
      case (let rows?, nil): line += " is gone: it had \(counted(rows, "row"))"
      case (let old, let new): line += ": \(counted(old ?? 0, "row")) → \(counted(new ?? 0, "row"))"
      }
      if let obstacle = table.obstacle {
        line += "; rows are not compared: \(obstacle)"
      } else if table.rows.old != nil, table.rows.new != nil {
        line += "; rows are not compared without a key"
      }
      return [line]
    }
    return ComparisonLines(comparison: comparison, zone: zone).lines(named: table.table)
  }

  /// Texts in quotes, so that blanks and empty texts can be seen.
  private func text(_ value: Value) -> String { ComparisonLines.text(value, in: zone) }

  // MARK: Figures, checks, row balance

  private func describe(_ figure: RunDifference.FigureDifference) -> String {
    let name = figure.figure + (figure.hasItems ? "[\(figure.item ?? "null")]" : "")
    guard let old = figure.old else { return "\(name): new, \(text(figure.new ?? .null))" }
    guard let new = figure.new else { return "\(name): gone, was \(text(old))" }
    var line = "\(name): \(text(old)) → \(text(new))"
    if case .integer(let a) = old, case .integer(let b) = new {
      line += " (\(b > a ? "+" : "")\(b.subtractingReportingOverflow(a).partialValue))"
    }
    return line
  }

  private func describe(_ check: RunDifference.CheckDifference) -> [String] {
    switch (check.old, check.new) {
    case (nil, let new?): ["\(check.check): new, \(new.status): \(new.finding)"]
    case (let old?, nil): ["\(check.check): gone, was \(old.status): \(old.finding)"]
    case (let old?, let new?):
      ["\(check.check): \(old.status), \(old.finding) → \(new.status), \(new.finding)"]
    case (nil, nil): []
    }
  }

  private func describe(_ step: RunDifference.StepDifference) -> String {
    let name = "\(step.table), \(step.step)"
    switch (step.old, step.new) {
    case (nil, let new?): return "\(name): new, \(new.rowsIn) → \(counted(new.rowsOut, "row"))"
    case (let old?, nil): return "\(name): gone, was \(old.rowsIn) → \(counted(old.rowsOut, "row"))"
    case (let old?, let new?):
      return "\(name): \(words(old)), now \(words(new))"
    case (nil, nil): return name
    }
  }

  private func words(_ step: RowBalance.Step) -> String {
    let moves = [step.joinedIn.words, step.moves.words].filter { !$0.isEmpty }
    return "\(step.rowsIn) → \(counted(step.rowsOut, "row"))"
      + (moves.isEmpty ? "" : " (\(moves.joined(separator: "; ")))")
  }
}
