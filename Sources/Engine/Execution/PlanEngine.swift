internal import JobSpec
package import Tables

/// Executes plans: computes the tables, figures and check results of a plan from the rows of its inputs.
package protocol PlanEngine: Sendable {
  /// Where the rows of inputs are read to; nil reads them into memory.
  var spill: SpillPlace? { get }

  /// - Parameters:
  ///   - inputs: the rows of each input. The engine takes the tables out, so that they can be freed
  ///     early.
  ///   - languages: the timeline's languages, for the titles in table `figures`.
  ///   - previous: the results of the last successful run of an earlier night.
  /// - Throws: a `Diagnostic` if a value cannot be computed (an overflow, a join that would multiply
  ///   rows) or the row balance does not add up.
  func execute(
    _ plan: JobPlan, inputs: inout [String: InputData], languages: [String], previous: PreviousNight
  ) throws -> Execution
}

/// The rows of an input, as read.
package struct InputData: Sendable {
  package var table: Table
  /// The rows, if they were read to disk; then the table has none.
  package var stored: StoredTable?
  package var rejects: Table
  /// The rejects field by field, for people who correct them, and those that are rows since they were corrected.
  package var rejectedRows = RejectedRows()
  /// The outcomes of the corrections of rejects; nil if there are none.
  package var corrections: CorrectionResult?
  /// The number of rows in the files, including rejected and left-out rows.
  package var rowsFound: Int
  /// Rows that are not data, by kind (`total row`).
  package var leftOut: [(what: String, rows: Int)]
  /// The number of data rows, including rejected ones.
  package var dataRows: Int { rowsFound - leftOut.reduce(0) { $0 + $1.rows } }
  /// The latest modification time of the files, in microseconds since 1970.
  package var modified: Int64?

  package init(
    table: Table, stored: StoredTable? = nil, rejects: Table, rowsFound: Int,
    leftOut: [(what: String, rows: Int)] = [], modified: Int64?
  ) {
    self.stored = stored
    self.table = table
    self.rejects = rejects
    self.rowsFound = rowsFound
    self.leftOut = leftOut
    self.modified = modified
  }

  /// Removes the table and returns it.
  mutating func takeTable() -> Table {
    defer { table = Table(empty: Schema()) }
    return table
  }
}

/// The results of a run.
package struct Execution: Sendable {
  /// Inputs, rejects of inputs, and tables, by name.
  package internal(set) var tables: [String: Table] = [:]
  /// Tables on disk, which are too large for memory; only exports that write rows as they come read them.
  package internal(set) var stored: [String: StoredTable] = [:]
  /// Those of them of which each value of a column gets a file, by that column.
  package internal(set) var divided: [String: [String: DividedTable]] = [:]
  /// Where exports of these put rows for a while, and how many are in memory at a time; nil after a run in memory.
  package internal(set) var stages: (place: SpillPlace, sizes: StageSizes)?
  package internal(set) var balance = RowBalance()
  /// Rows that the steps of a table could not use, with their reasons.
  package internal(set) var setAside: [(table: String, rows: Table)] = []
  package internal(set) var figures: [FigureResult] = []
  package internal(set) var checks: [CheckResult] = []
  /// Tables whose key does not identify their rows.
  package internal(set) var keyFaults: [KeyFault] = []
  /// The rejects of inputs field by field, by input.
  package internal(set) var rejectedRows: [String: RejectedRows] = [:]
  /// The outcomes of corrections, by the table that they correct.
  package internal(set) var corrections: [(table: String, result: CorrectionResult)] = []

  /// Reads tables that are on disk into memory.
  ///
  /// - Parameter names: the tables; nil: all.
  /// - Throws: a diagnostic with the numbers if they are too large.
  package mutating func readTables(_ names: Set<String>? = nil) throws {
    guard let stages else { return }
    var bytes = 0
    for (name, table) in stored.sorted(by: { $0.key < $1.key }) where names?.contains(name) ?? true {
      bytes += table.bytes()
      try stages.sizes.verifyFit(bytes, "table '\(name)'", most: 2 * stages.sizes.most)
      tables[name] = try table.table()
      stored[name] = nil
      divided[name] = nil
    }
  }

  /// Takes over what is known of the rows of an input, but for the rows themselves.
  mutating func add(_ data: InputData, of input: String) {
    balance.tables.append(RowBalance.Chain(table: input, steps: data.balance))
    if !data.rejectedRows.isEmpty { rejectedRows[input] = data.rejectedRows }
    if let corrections = data.corrections { add(corrections, of: "\(input).rejects") }
  }

  /// Adds what a step did, and gives the table of stale corrections its rows.
  mutating func add(_ result: CorrectionResult, of table: String) {
    if let place = corrections.firstIndex(where: { $0.table == table }) {
      corrections[place].result.append(result)
    } else {
      corrections.append((table, result))
    }
    tables[StaleCorrections.table(of: table)] = corrections.first { $0.table == table }?.result.stale
  }
}

extension PlanEngine {
  package var spill: SpillPlace? { nil }
}
