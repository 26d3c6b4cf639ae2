package import Diagnostics
internal import JobSpec
package import Tables

/// A job bound to the columns of its inputs: names resolved, expressions typed, tables in order of
/// execution. Plain values, which any ``PlanEngine`` can execute.
package struct JobPlan: Sendable, Equatable, Codable {
  /// The job's name.
  package let job: String
  /// The location of the job's name.
  package let location: SourceLocation
  package let constants: RunConstants
  /// In the order of the job.
  package internal(set) var inputs: [InputPlan]
  /// In order of execution: a table follows all tables that it reads.
  package internal(set) var tables: [TablePlan] = []
  package internal(set) var figures: [FigurePlan] = []
  package internal(set) var checks: [CheckPlan] = []
  /// One per export of the job, in its order.
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
    if StaleCorrections.correctedTable(name) != nil { return StaleCorrections.schema }
    return inputs.first { $0.name == name }?.schema ?? tables.first { $0.name == name }?.schema
  }

  package var inputsByName: [String: InputPlan] {
    Dictionary(inputs.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// Whether an expression uses the source file of a row.
  package var wantsSourceFile: Bool { wants(.sourceFile) }
  package var wantsSourceLine: Bool { wants(.sourceLine) }

  private func wants(_ provenance: Field) -> Bool {
    inputs.contains { $0.schema.index(of: provenance.name) != nil }
  }

  /// The columns of each input that are read.
  package var wantedOfInputs: [String: Columns] {
    Dictionary(inputs.map { ($0.name, $0.wanted) }, uniquingKeysWith: { first, _ in first })
  }
}

package struct InputPlan: Sendable, Equatable, Codable {
  package let name: String
  package internal(set) var schema: Schema
  /// The columns that are read.
  package internal(set) var wanted = Columns.all
}

/// A table of the plan: its source, and its steps in order.
package struct TablePlan: Sendable, Equatable, Codable {
  package let name: String
  package let from: String
  /// The columns that identify a row from night to night.
  package let key: [String]
  /// Nil if the table has no key.
  package let keyLocation: SourceLocation?
  package internal(set) var steps: [PlannedStep]
  package internal(set) var schema: Schema
  /// The columns of the finished table that are read.
  package internal(set) var wanted = Columns.all

  private enum CodingKeys: String, CodingKey {
    case name, from, key
    case keyLocation = "key_location"
    case steps, schema, wanted
  }

  package var reads: [String] { [from] + steps.flatMap(\.otherTables).map(\.name) }
  /// The columns it reads of its source.
  package var columnsRead: Columns { steps.first?.columnsRead ?? wanted }
}
