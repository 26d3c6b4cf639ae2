import Diagnostics
import JobSpec
import Tables

@testable import Engine

/// What the tests of plans and of their execution share: jobs and tables written as texts.
enum PlanTesting {
  static let constants = RunConstants(
    asOf: Instant(seconds: 0), night: 0, stage: nil, parameters: [:], zone: .utc)

  /// A job `test` with these sections.
  static func job(_ sections: String) throws -> Job {
    try JobFile.read(text: "job: test\n\(sections)\n", file: "Jobs/test.yaml", timeline: nil)
  }

  /// The plan of a job over these inputs, and what is wrong with it, one line each.
  static func plan(_ sections: String, _ inputs: [String: Schema]) throws -> (
    plan: JobPlan, mistakes: [String]
  ) {
    let (plan, diagnostics) = Planner.plan(try job(sections), inputs: inputs, constants: constants)
    return (
      plan,
      diagnostics.sorted.map {
        "\($0.location?.line ?? 0):\($0.location?.column ?? 0) \($0.code.rawValue) \($0.message)"
      }
    )
  }

  /// Executes a job over these inputs in memory.
  static func execute(
    _ sections: String, _ inputs: [String: Table], previous: PreviousNight = PreviousNight()
  ) throws -> Execution {
    let (plan, diagnostics) = Planner.plan(
      try job(sections), inputs: inputs.mapValues(\.schema), constants: constants)
    try diagnostics.throwIfErrors()
    var data = inputs.mapValues { table in
      InputData(
        table: table, rejects: Table(empty: ReadingResult.rejectSchema), rowsFound: table.rowCount,
        modified: nil)
    }
    return try MemoryEngine().run(plan, inputs: &data, languages: ["en"], previous: previous)
  }
}

/// What one step made of a table.
struct StepResult {
  /// The columns: `name:type`.
  var header: String
  var rows: [String]
  var moves: RowMoves
  var joinedIn: [RowBalance.Rows]
  /// Rows that the step could not use, with their reason at the end.
  var setAside: [String]

  /// Plans and executes one step of a table; `others` are the other inputs of the job.
  init(_ step: String, of table: Table, _ others: [String: Table] = [:]) throws {
    var inputs = others
    inputs["given"] = table
    let sections = """
      inputs: {\(inputs.keys.sorted().map { "\($0): {file: \($0).csv}" }.joined(separator: ", "))}
      tables: {made: {from: given, steps: [{\(step)}]}}
      exports: [{csv: made.csv, table: made}]
      """
    let execution = try PlanTesting.execute(sections, inputs)
    let made = execution.tables["made"]!
    header = made.schema.fields.map { "\($0.name):\($0.type.rawValue)" }.joined(separator: " ")
    rows = made.lines
    let entry = execution.balance.tables.first { $0.table == "made" }!.steps.last!
    moves = entry.moves
    joinedIn = entry.joinedIn
    setAside = execution.setAside.first?.rows.lines ?? []
  }
}

extension Table {
  /// A table of a header, `name:type …`, and rows with a blank between values: `-` is null, `''` the empty
  /// text. Moments are times of the first of January 1970 in UTC.
  init(_ header: String, _ lines: String...) {
    let fields = header.split(separator: " ").map { text in
      let parts = text.split(separator: ":")
      return Field(String(parts[0]), ColumnType(rawValue: String(parts[1]))!)
    }
    let cells = lines.map { $0.split(separator: " ").map(String.init) }
    self.init(
      Schema(fields),
      fields.enumerated().map { index, field in
        Column(field.type, cells.map { Table.value($0[index], field.type) })
      }, rowCount: lines.count)
  }

  private static func value(_ text: String, _ type: ColumnType) -> Value {
    if text == "-" { return .null }
    switch type {
    case .text: return .text(text == "''" ? "" : text)
    case .integer: return .integer(Int64(text)!)
    case .number: return .number(Double(text)!)
    case .boolean: return .boolean(text == "true")
    case .date: return .date(Int32(text)!)
    case .datetime:
      let parts = text.split(separator: ":").map { Int64($0)! }
      return .datetime((parts[0] * 60 + parts[1]) * 60_000_000)
    }
  }

  /// The rows as the initialiser reads them.
  var lines: [String] {
    rows.map { row in
      row.map { value in
        switch value {
        case .null: return "-"
        case .text(let text): return text.isEmpty ? "''" : text
        case .datetime(let instant):
          let minutes = instant / 60_000_000
          return "\(minutes / 60):\(minutes % 60 < 10 ? "0" : "")\(minutes % 60)"
        default: return value.text(in: .utc)
        }
      }.joined(separator: " ")
    }
  }
}
