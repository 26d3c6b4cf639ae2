internal import Tables

/// Evaluates a check in memory.
protocol CheckKernel {
  func judge(_ context: CheckContext) throws -> CheckFinding
}

extension CheckPlan {
  func judge(_ context: CheckContext) throws -> CheckResult {
    let finding = try kind.kernel.judge(context)
    return CheckResult(check: self, failing: finding.failing, finding: finding.words, rows: finding.rows)
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
  var words: String
  /// The failing rows; nil if the check is not about rows.
  var rows: Table?

  init(failing: Int, words: String, rows: Table? = nil) {
    self.failing = failing
    self.words = words
    self.rows = rows
  }

  /// The finding about rows that fail, given by index.
  init(_ failing: [Int32], of table: Table, words: String) {
    self.init(
      failing: failing.count,
      words: "\(failing.count) of \(table.rowCount) rows \(words)",
      rows: failing.isEmpty ? nil : table.gather(failing))
  }
}
