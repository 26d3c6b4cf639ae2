import Foundation

/// Whether every manifest's account of the rows adds up, by arithmetic of its own and by the records
/// that are in the files.
enum BalanceProof {
  /// - Parameter folder: what the workspace was copied from; manifests that were there are not ours.
  static func faults(in workspace: TemporaryWorkspace, copiedFrom folder: URL) throws -> [String] {
    try workspace.publishedFiles().filter { $0.hasSuffix("/manifest.json") }.flatMap { path in
      let given = FileManager.default.contents(atPath: folder.appendingPathComponent(path).path)
      guard let data = workspace.data(of: path), data != given else { return [String]() }
      let manifest = try JSONDecoder().decode(Account.self, from: data)
      let folder = path.dropLast("manifest.json".count)
      return manifest.faults { workspace.data(of: folder + $0) }.map { "\(path): \($0)" }
    }
  }
}

/// The numbers of rows in a manifest.
private struct Account: Decodable {
  struct Step: Decodable {
    var step: String
    var `in`: Int
    var joined_in: [String: Int]?
    var out: Int
    var filtered: Int
    var merged: Int
    var grouped: Int
    var multiplied: Int
    var rejected: Int
  }
  struct Use: Decodable {
    var table: String?
    var step: String?
    var export: String?
    var rows: Int
    var filtered: Int?
    var multiplied: Int?
  }
  struct Input: Decodable {
    var name: String
    var rows: Int
    var rejected: Int
  }
  struct File: Decodable {
    var file: String
    var rows: Int
  }
  struct Figure: Decodable {}

  var balance: [String: [Step]]
  var uses: [String: [Use]]
  var inputs: [Input]
  var figures: [Figure]
  var exports: [File]
  var handed_over: [File]

  /// How many rows each table has in the end.
  private var left: [String: Int] {
    var left = balance.compactMapValues { $0.last?.out }
    left["figures"] = figures.count
    for input in Set(inputs.map(\.name)) {
      left["\(input).rejects"] = inputs.filter { $0.name == input }.reduce(0) { $0 + $1.rejected }
    }
    for table in balance.keys {
      left["\(table).stale"] = handed_over.first { $0.file == "checks/stale-\(table).csv" }?.rows ?? 0
    }
    return left
  }

  func faults(_ data: (String) -> Data?) -> [String] {
    steps + sources + reads + usesOfTables + usesInExports + records(data)
  }

  /// What comes in goes somewhere, and each step begins where the one before it ended.
  private var steps: [String] {
    balance.flatMap { table, steps in
      steps.indices.flatMap { index in
        let step = steps[index]
        let place = "table '\(table)', step \(index) (\(step.step))"
        let comes = step.in + (step.joined_in ?? [:]).values.reduce(0, +) + step.multiplied
        let goes = step.out + step.filtered + step.merged + step.grouped + step.rejected
        var faults = comes == goes ? [] : ["\(place) does not add up"]
        if index > 0, step.in != steps[index - 1].out {
          faults.append("\(place) does not begin where the step before ended")
        }
        for (other, rows) in step.joined_in ?? [:] where rows % max(1, left[other] ?? -1) != 0 {
          faults.append("\(place) takes in \(rows) rows of '\(other)', which has \(left[other] ?? -1)")
        }
        return faults
      }
    }
  }

  /// A table begins with all rows of the one that it is from.
  private var sources: [String] {
    balance.compactMap { table, steps in
      guard let first = steps.first, first.step.hasPrefix("from ") else { return nil }
      return left[String(first.step.dropFirst(5))] == first.in
        ? nil : "table '\(table)' does not begin with the rows of its source"
    }
  }

  /// An input begins with the rows of its files.
  private var reads: [String] {
    Dictionary(grouping: inputs, by: \.name).compactMap { name, files in
      let read = balance[name]?.first
      return read.map { $0.in - $0.filtered } == files.reduce(0) { $0 + $1.rows }
        && read?.rejected == files.reduce(0) { $0 + $1.rejected }
        ? nil : "input '\(name)' has other rows in its balance than in its files"
    }
  }

  /// What a table gives away is what others say that they took.
  private var usesOfTables: [String] {
    var given: [String: Int] = [:]
    for (table, uses) in uses {
      for use in uses {
        guard let reader = use.table else { continue }
        given["\(table) to \(reader) by \(use.step ?? "from \(table)")", default: 0] += use.rows
      }
    }
    var taken: [String: Int] = [:]
    for (reader, steps) in balance {
      for step in steps {
        if step.step.hasPrefix("from ") {
          let table = step.step.dropFirst(5)
          taken["\(table) to \(reader) by from \(table)", default: 0] += step.in
        }
        for (table, rows) in step.joined_in ?? [:] {
          taken["\(table) to \(reader) by \(step.step)", default: 0] += rows
        }
      }
    }
    return Set(given.keys).union(taken.keys).filter { given[$0] != taken[$0] }.map {
      "\($0): \(given[$0] ?? -1) rows are given, \(taken[$0] ?? -1) taken"
    }
  }

  /// An export has the rows of its table, and the files have those of the export.
  private var usesInExports: [String] {
    var faults: [String] = []
    for (table, uses) in uses {
      for use in uses {
        guard let export = use.export else { continue }
        if use.rows + (use.filtered ?? 0) != (left[table] ?? -1) + (use.multiplied ?? 0) {
          faults.append("export '\(export)' does not have the rows of table '\(table)'")
        }
      }
    }
    let used = uses.values.joined().filter { $0.export != nil }.reduce(0) { $0 + $1.rows }
    let written = exports.reduce(0) { $0 + $1.rows }
    // A run that failed exports nothing.
    if !exports.isEmpty, used != written {
      faults.append("exports have \(written) rows, and \(used) are accounted for")
    }
    return faults
  }

  /// A CSV file has so many records behind its header.
  private func records(_ data: (String) -> Data?) -> [String] {
    (exports + handed_over).compactMap { file in
      guard file.file.hasSuffix(".csv"), let bytes = data(file.file) else { return nil }
      var isQuoted = false
      var records = -1
      for byte in bytes {
        if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
        if byte == UInt8(ascii: "\n"), !isQuoted { records += 1 }
      }
      return records == file.rows ? nil : "'\(file.file)' has \(records) records, not \(file.rows)"
    }
  }
}
