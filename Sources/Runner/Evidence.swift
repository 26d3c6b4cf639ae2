internal import JobSpec
internal import Diagnostics
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
    for fault in execution.keyFaults { files.append(("checks/key-\(fault.table).csv", fault.rows.visible)) }
    for (index, check) in execution.checks.enumerated() where check.status != .pass {
      guard let rows = check.rows else { continue }
      let table = check.check.table.map { "\($0)-" } ?? ""
      add("checks", "\(index + 1)-\(table)\(check.check.keyword.rawValue)", rows.visible)
    }
    return files
  }
}

extension Table {
  /// Leaves out the columns that tell where rows came from.
  var visible: Table { selecting(schema.visibleNames) }
}
