package import Diagnostics
package import Tables

/// A job bound to the columns of its inputs: every name found, every expression typed, tables in
/// the order in which they can be made. Plain values, which any ``PlanEngine`` can execute.
package struct JobPlan: Sendable, Equatable, Codable {
  /// The job's name.
  package let job: String
  /// Where the job's name is written.
  package let location: SourceLocation
  package let constants: RunConstants
  /// In the order of the job.
  package internal(set) var inputs: [InputPlan]
  /// In the order of making: a table comes after all that it reads.
  package internal(set) var tables: [TablePlan] = []
  package internal(set) var figures: [FigurePlan] = []
  package internal(set) var checks: [CheckPlan] = []
  /// One for each export of the job, in its order.
  package internal(set) var exports: [ExportPlan] = []

  init(job: String, at location: SourceLocation, constants: RunConstants, inputs: [InputPlan]) {
    self.job = job
    self.location = location
    self.constants = constants
    self.inputs = inputs
  }

  /// The columns of an input or table, as far as they are known.
  package func schema(of name: String) -> Schema? {
    if name == FigureTable.name { return FigureTable.schema }
    if name.hasSuffix(".rejects") { return ReadingResult.rejectSchema }
    return input(named: name)?.schema ?? tables.first { $0.name == name }?.schema
  }

  package func input(named name: String) -> InputPlan? { inputs.first { $0.name == name } }

  /// Whether expressions ask where rows came from.
  package var wantsSourceFile: Bool { wants(.sourceFile) }
  package var wantsSourceLine: Bool { wants(.sourceLine) }

  private func wants(_ provenance: Field) -> Bool {
    inputs.contains { $0.schema.index(of: provenance.name) != nil }
  }

  /// The columns that anything reads of each input.
  package var wantedOfInputs: [String: Columns] {
    Dictionary(inputs.map { ($0.name, $0.wanted) }, uniquingKeysWith: { first, _ in first })
  }
}

/// An input, as the plan reads it.
package struct InputPlan: Sendable, Equatable, Codable {
  package let name: String
  package internal(set) var schema: Schema
  /// The columns that anything reads.
  package internal(set) var wanted = Columns.all
}

/// A table: where its rows come from, and its steps in order.
package struct TablePlan: Sendable, Equatable, Codable {
  package let name: String
  package let from: String
  /// The columns that identify a row from night to night.
  package let key: [String]
  package internal(set) var steps: [PlannedStep]
  package internal(set) var schema: Schema
  /// The columns that anything reads of the finished table.
  package internal(set) var wanted = Columns.all

  /// The inputs and tables that it reads.
  package var reads: [String] { [from] + steps.flatMap(\.otherTables).map(\.name) }
  /// The columns that it reads of the table it is made from.
  package var columnsRead: Columns { steps.first?.columnsRead ?? wanted }
}
