internal import Diagnostics
internal import JobSpec
internal import Tables

/// `rename: {old: new}`: columns keep their position.
package struct RenameStep: StepDefinition {
  static let keyword = Step.Keyword.rename

  package struct Renaming: Sendable, Equatable, Codable {
    package let from: String
    package let to: String
  }

  package let columns: [Renaming]

  func columnsRead(toMake wanted: Columns, of schema: Schema) -> Columns {
    // All new names are removed first: a column may take a name that another one gives up.
    wanted.subtracting(columns.map(\.to)).union(columns.filter { wanted.contains($0.to) }.map(\.from))
  }

  func columnsRead(of table: OtherTable, toMake wanted: Columns) -> Columns { .empty }
  var otherTables: [OtherTable] { [] }
  var columnsInExpressions: Set<String> { [] }
  var gathering: Gathering { .nothing }
}

extension StepBinding {
  mutating func rename(_ pairs: [(from: Located<String>, to: Located<String>)]) -> Outcome {
    let columns = named(pairs.map(\.from))
    var newNames: [String: Located<String>] = [:]
    for (from, to) in pairs where newNames[from.value] == nil { newNames[from.value] = to }
    var result = Schema(undeclared: schema.undeclared)
    result.doubts = schema.doubts
    result.doubts.names.subtract(newNames.keys)
    for field in schema.fields {
      let type = schema.isDoubtful(field.name) ? nil : field.type
      let to = newNames[field.name]
      make(to?.value ?? field.name, type, at: to?.location ?? step.location, in: &result)
    }
    // An undeclared column of the file is placed last until the file is read.
    for column in columns where schema.index(of: column.name.value) == nil {
      let to = newNames[column.name.value]!
      make(to.value, column.field?.type, at: to.location, in: &result)
    }
    let renamings = columns.map {
      RenameStep.Renaming(from: $0.name.value, to: newNames[$0.name.value]!.value)
    }
    return outcome(.rename(RenameStep(columns: renamings)), schema: result)
  }
}
