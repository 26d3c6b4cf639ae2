internal import Diagnostics
internal import JobSpec
internal import Tables

/// `explode: {column, separator, options}`: one row per part of a text. A null keeps its row. An empty part after
/// a final separator (`a;b;`, as forms write it) does not count. A part that is one of the options, up to the next
/// separator or the end, is not split further: forms join the chosen options without quoting them.
package struct ExplodeStep: StepDefinition {
  static let keyword = Step.Keyword.explode

  package let column: String
  package let separator: String
  package let options: [String]

  func columnsRead(toMake wanted: Columns, of schema: Schema) -> Columns { wanted.union([column]) }
  func columnsRead(of table: OtherTable, toMake wanted: Columns) -> Columns { .empty }
  var otherTables: [OtherTable] { [] }
  var columnsInExpressions: Set<String> { [] }
  var gathering: Gathering { .nothing }
}

extension StepBinding {
  mutating func explode(_ definition: Step.Explode) -> Outcome {
    let (column, separator) = (definition.column, definition.separator)
    let field = named(column).field
    if let field, field.type != .text {
      report(Diagnostic(.needsText(column.value, field.type), at: column.location))
    }
    if separator.value.isEmpty { report(Diagnostic(.emptySeparator, at: separator.location)) }
    return outcome(
      .explode(
        ExplodeStep(
          column: column.value, separator: separator.value, options: definition.options.map(\.value))),
      schema: schema)
  }
}

extension Diagnostic.Message {
  fileprivate static func needsText(_ name: String, _ type: ColumnType) -> Self {
    Self(.columnType, "step 'explode' needs a text, but column '\(name)' is \(type.rawValue)")
  }
  fileprivate static var emptySeparator: Self { Self(.badArgument, "the separator is empty") }
}
