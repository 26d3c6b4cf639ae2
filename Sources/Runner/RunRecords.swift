package import Diagnostics
package import Engine
internal import JobSpec
package import Ledger
internal import Tables

// What a run records of its figures and checks, and says about them.

extension FigureResult {
  /// The run's record of the figure: one per item.
  package var records: [RunFigure] {
    items.map {
      RunFigure(figure: figure.name, item: $0.item, value: $0.value, published: $0.published)
    }
  }
}

extension KeyFault {
  /// The run's record of the fault, as that of a check. It counts; the rows are in a file that retention removes.
  var record: RunCheck {
    RunCheck(
      table: table, kind: "key", severity: "error", status: "fail", failing: rows.rowCount,
      finding: "\(finding); see \(Evidence.file(of: self))")
  }

  /// An error at the key's location that names the rows.
  package var diagnostic: Diagnostic {
    Diagnostic(
      .init(.keyNotUnique, "the key of table '\(table)' does not identify its rows: \(finding)"),
      at: location,
      reason: examples,
      hint: "make the rows unique, for example with  distinct: [\(key.joined(separator: ", "))], or name more"
        + " columns in the key", quoting: .reason)
  }
}

/// The corrections of a table as a check: those that could not be applied warn.
struct CorrectionCheck {
  let table: String
  let result: CorrectionResult

  private var staleCount: Int { result.count(.stale) }

  private var finding: String {
    staleCount == 0
      ? "\(counted(result.states.count, "correction")), none stale"
      : "\(staleCount) of \(counted(result.states.count, "correction")) \(staleCount == 1 ? "is" : "are") stale; see"
        + " \(Evidence.fileOfStale(table))"
  }

  /// Nil if there is no correction.
  var record: RunCheck? {
    if result.states.isEmpty { return nil }
    return RunCheck(
      table: table, kind: "correct", severity: "warn", status: staleCount == 0 ? "pass" : "warn",
      failing: staleCount, finding: finding)
  }

  /// Nil if all corrections are applied, done or expired.
  var diagnostic: Diagnostic? {
    if staleCount == 0 { return nil }
    return Diagnostic(
      .init(.staleCorrections, "corrections of table '\(table)': \(finding)"), at: result.location,
      severity: .warning, reason: "the value is neither what they change nor what they make of it",
      hint: "look at it again:  acta corrections list")
  }
}

extension Execution {
  var correctionChecks: [CorrectionCheck] {
    corrections.map { CorrectionCheck(table: $0.table, result: $0.result) }
  }
}

extension CheckResult {
  /// The run's record of the check. It counts; the rows are in a file that retention removes.
  ///
  /// - Parameter index: the place of the check in its job.
  func record(at index: Int) -> RunCheck {
    RunCheck(
      table: check.table, kind: check.keyword.rawValue, severity: check.severity.text,
      status: status.rawValue, failing: failing, finding: finding(at: index))
  }

  /// An error, a warning or a note at the location of the check.
  ///
  /// - Parameter index: the place of the check in its job.
  package func diagnostic(at index: Int) -> Diagnostic {
    let about = check.table.map { " on '\($0)'" } ?? ""
    let (verdict, severity): (String, Diagnostic.Severity) =
      switch status {
      case .fail: ("failed", .error)
      case .warn: ("warns", .warning)
      case .pass, .info: ("notes", .note)
      }
    return Diagnostic(
      .init(
        .checkFailed, "check '\(check.keyword.rawValue)'\(about) \(verdict): \(finding(at: index))"),
      at: check.location, severity: severity)
  }

  private func finding(at index: Int) -> String {
    Evidence.file(of: self, at: index).map { "\(finding); see \($0)" } ?? finding
  }
}
