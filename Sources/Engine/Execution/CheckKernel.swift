internal import Diagnostics
internal import Tables

/// Evaluates a check in memory.
protocol CheckKernel {
  func judge(_ context: CheckContext) throws -> CheckFinding
}

extension CheckPlan {
  func judge(_ context: CheckContext) throws -> CheckResult {
    let finding = try kind.kernel.judge(context)
    return CheckResult(
      check: self, failing: finding.failing, judged: finding.judged, finding: finding.words,
      rows: finding.rows)
  }
}

extension CheckPlan.Kind {
  fileprivate var kernel: any CheckKernel {
    switch self {
    case .unique(let check): check
    case .required(let check): check
    case .oneOf(let check): check
    case .references(let check): check
    case .range(let check): check
    case .matches(let check): check
    case .rows(let check): check
    case .expect(let check): check
    case .fresh(let check): check
    case .published(let check): check
    }
  }
}

/// The data against which a check is evaluated.
struct CheckContext {
  var execution: Execution
  var inputs: [String: InputData]
  var plan: JobPlan
  var previous: PreviousNight

  func table(_ name: String) -> Table { execution.tables[name]! }
}

struct CheckFinding {
  /// The number of rows, or of figures, that fail.
  var failing: Int
  /// The number of rows, or of figures, that were judged.
  var judged: Int
  var words: String
  /// The failing rows; nil if the check is not about rows.
  var rows: Table?

  init(failing: Int, judged: Int = 1, words: String, rows: Table? = nil) {
    self.failing = failing
    self.judged = judged
    self.words = words
    self.rows = rows
  }

  /// The finding about rows that fail, given by index.
  ///
  /// - Parameter words: what is said of several rows, beginning with "have" or "do".
  init(_ failing: [Int32], of table: Table, words: String) {
    var words = words
    if failing.count == 1 {
      for (several, one) in [("have ", "has "), ("do ", "does ")] where words.hasPrefix(several) {
        words = one + words.dropFirst(several.count)
      }
    }
    self.init(
      failing: failing.count, judged: table.rowCount,
      words: "\(failing.count) of \(counted(table.rowCount, "row")) \(words)",
      rows: failing.isEmpty ? nil : table.gather(failing))
  }
}
