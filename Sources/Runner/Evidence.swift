internal import JobSpec
internal import Engine
internal import Tables

/// The rows that a run hands over beside its exports, complete and never cut: rejects of inputs, rows that
/// steps set aside, rows that a key does not identify, and rows that violate a check.
enum Evidence {
  static func files(_ execution: Execution, _ inputs: [String: InputData]) -> [(file: String, rows: Table)] {
    var files: [(file: String, rows: Table)] = []
    var names = FileNames()
    func add(_ folder: String, _ name: String, _ rows: Table) {
      let safe = FileName.safe(.text(name), in: .utc)
      files.append((names.unique("\(folder)/\(safe).csv"), rows))
    }
    for (name, data) in inputs.sorted(by: { $0.key < $1.key }) where data.rejects.rowCount > 0 {
      add("rejects", name, data.rejects)
    }
    var earlier: [String: Int] = [:]
    for (table, rows) in execution.setAside {
      let number = earlier[table, default: 0] + 1
      earlier[table] = number
      add("rejects", number == 1 ? table : "\(table).\(number)", rows.visible)
    }
    for (table, result) in execution.corrections where result.stale.rowCount > 0 {
      files.append((fileOfStale(table), result.stale))
    }
    for fault in execution.keyFaults { files.append((file(of: fault), fault.rows.visible)) }
    for (index, check) in execution.checks.enumerated() {
      guard let rows = check.rows, let file = file(of: check, at: index) else { continue }
      files.append((names.unique(file), rows.visible))
    }
    return files
  }

  /// The rejects of an input in cells that people may correct.
  static func rejectsBook(of input: String) -> String {
    "rejects/\(FileName.safe(.text(input), in: .utc)).xlsx"
  }

  /// The corrections of a table that were not applied.
  static func fileOfStale(_ table: String) -> String { "checks/stale-\(table).csv" }

  /// The rows that a key does not identify.
  static func file(of fault: KeyFault) -> String { "checks/key-\(fault.table).csv" }

  /// The rows that violate a check; nil if it passed or is about no rows.
  ///
  /// - Parameter index: the place of the check in its job, which makes the name unique.
  static func file(of check: CheckResult, at index: Int) -> String? {
    guard check.status != .pass, check.rows != nil else { return nil }
    let table = check.check.table.map { "\($0)-" } ?? ""
    let name = FileName.safe(.text("\(index + 1)-\(table)\(check.check.keyword.rawValue)"), in: .utc)
    return "checks/\(name).csv"
  }
}

extension Table {
  /// Leaves out the columns that tell where rows came from.
  var visible: Table { selecting(schema.visibleNames) }
}
