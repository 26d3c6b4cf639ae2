internal import Diagnostics
package import JobSpec
package import Tables

/// A job bound to the columns of its inputs: every name found, every expression typed, tables in
/// the order in which they can be made.
package struct JobPlan: Sendable {
  package let job: Job
  package let constants: RunConstants
  package let inputs: [String: Schema]
  /// In the order of making: a table comes after all that it reads.
  package internal(set) var tables: [TablePlan] = []
  package internal(set) var figures: [FigurePlan] = []
  package internal(set) var checks: [CheckPlan] = []
  package internal(set) var exports: [ExportPlan] = []
  /// What anything reads of each input and table; nil: all its columns.
  package internal(set) var needs: [String: Set<String>?] = [:]
  /// Whether expressions ask where rows came from.
  package internal(set) var wantsSourceFile = false
  package internal(set) var wantsSourceLine = false

  init(job: Job, constants: RunConstants, inputs: [String: Schema]) {
    self.job = job
    self.constants = constants
    self.inputs = inputs
  }

  /// The columns of an input or table, as far as they are known.
  package func schema(of name: String) -> Schema? {
    if name == FigureTable.name { return FigureTable.schema }
    if name.hasSuffix(".rejects") { return ReadingResult.rejectSchema }
    return inputs[name] ?? tables.first { $0.definition.name.value == name }?.schema
  }
}

/// A table's steps, bound.
package struct TablePlan: Sendable {
  package let definition: TableDefinition
  let steps: [any BoundStep]
  package let schema: Schema

  package var name: String { definition.name.value }
}
