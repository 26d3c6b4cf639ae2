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
    // All the new names go first: a column may take the name that another gives up.
    wanted.subtracting(columns.map(\.to)).union(columns.filter { wanted.contains($0.to) }.map(\.from))
  }

  func columnsRead(of table: OtherTable, toMake wanted: Columns) -> Columns { .empty }
  var otherTables: [OtherTable] { [] }
  var columnsInExpressions: Set<String> { [] }
  var gathering: Gathering { .nothing }
}

extension StepBinding {
  func rename(_ pairs: [(from: Located<String>, to: Located<String>)]) throws -> PlannedStep {
    let fields = try fields(pairs.map(\.from))
    let columns = zip(fields, pairs).map { RenameStep.Renaming(from: $0.name, to: $1.to.value) }
    let newNames = Dictionary(uniqueKeysWithValues: columns.map { ($0.from, $0.to) })
    // A column of the file that no declaration names comes at the end until the file is read.
    let open = fields.filter { schema.field(named: $0.name) == nil }
    let places = Dictionary(pairs.map { ($0.from.value, $0.to.location) }, uniquingKeysWith: { a, _ in a })
    let all = try unique(
      (schema.fields + open).map { field in
        let to = newNames[field.name]
        return (Field(to ?? field.name, field.type), places[field.name] ?? step.location)
      })
    return planned(
      .rename(RenameStep(columns: columns)), schema: Schema(all, undeclared: schema.undeclared))
  }
}
