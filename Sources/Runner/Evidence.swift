internal import JobSpec
internal import Diagnostics
internal import Engine
internal import Tables

/// The rows that a run hands over beside its exports, complete and never cut: rejects of inputs, rows that
/// steps set aside, and rows that violate a check.
enum Evidence {
  static func files(_ execution: Execution, _ inputs: [String: InputData]) -> [(file: String, rows: Table)] {
    var files: [(file: String, rows: Table)] = []
    for (name, data) in inputs.sorted(by: { $0.key < $1.key }) where data.rejects.rowCount > 0 {
      files.append(("rejects/\(name).csv", data.rejects))
    }
    for (table, rows) in execution.setAside {
      let earlier = files.count { $0.file.hasPrefix("rejects/\(table).") }
      files.append(
        (earlier == 0 ? "rejects/\(table).csv" : "rejects/\(table).\(earlier + 1).csv", rows.visible))
    }
    for (index, check) in execution.checks.enumerated() where check.status != .pass {
      guard let rows = check.rows else { continue }
      let table = check.check.table.map { "\($0)-" } ?? ""
      files.append(("checks/\(index + 1)-\(table)\(check.check.keyword.rawValue).csv", rows.visible))
    }
    return files
  }
}

extension Table {
  /// Leaves out the columns that tell where rows came from.
  var visible: Table { selecting(schema.visibleNames) }
}
