internal import Diagnostics
internal import JobSpec
internal import Tables

/// `correct: [columns]`: puts the values that staff sent back in place of those that they corrected. A correction
/// whose `from` is the value found is applied; one whose `to` is found is done with; any other is stale.
package struct CorrectStep: StepDefinition {
  static let keyword = Step.Keyword.correct

  package let columns: [String]
  package let input: String
  /// The table's name, as in the corrections.
  package let table: String
  package let key: [String]
  /// The column that says what was corrected; nil for none.
  package let note: String?
  /// The columns that other steps of the table correct.
  package let otherColumns: [String]
  /// The tables that are corrected by the same input; empty unless this is the first step that reads it.
  package let tables: [String]
  /// Whether it is the first step that corrects this table, and so tells what no step corrects.
  package let isFirst: Bool

  private enum CodingKeys: String, CodingKey {
    case columns, input, table, key, note, tables
    case otherColumns = "other_columns"
    case isFirst = "is_first"
  }

  func columnsRead(toMake wanted: Columns, of schema: Schema) -> Columns {
    // Whether a correction is stale does not depend on who reads the column.
    wanted.subtracting(note.map { [$0] } ?? []).union(key + columns)
  }

  func columnsRead(of table: OtherTable, toMake wanted: Columns) -> Columns { .all }

  var otherTables: [OtherTable] { [OtherTable(name: input, gathering: .all, bringsRows: false)] }
  var columnsInExpressions: Set<String> { [] }
  /// Not `.nothing`: what no row has is stale.
  var gathering: Gathering { .all }
}

extension StepBinding {
  mutating func correct(_ definition: Step.Correct) -> Outcome {
    let columns = named(definition.columns)
    if key.isEmpty {
      report(
        Diagnostic(
          .noKey(table), at: step.location, reason: "a correction names its row by the key of the table",
          hint: "name the columns that identify a row:  key: [email]  in the table"))
    }
    for column in key {
      _ = named(Located(column.value, at: step.location))
      if CorrectionFile.columns.contains(column.value) {
        report(
          Diagnostic(
            .reservedKey(column.value), at: column.location,
            reason: "a file of corrections has a column of that name beside the key",
            hint: "rename the column first:  rename: {\(column.value): other_name}"))
      }
    }
    for column in columns where key.contains(where: { $0.value == column.name.value }) {
      report(Diagnostic(.correctedKey(column.name.value), at: column.name.location))
    }
    var result = schema
    if let note = definition.note { make(note.value, .text, at: note.location, in: &result) }
    return outcome(
      .correct(
        CorrectStep(
          columns: columns.map(\.name.value), input: definition.input.value, table: table,
          key: key.map(\.value), note: definition.note?.value, otherColumns: definition.otherColumns.sorted(),
          tables: definition.tables.sorted(), isFirst: definition.isFirst)), schema: result)
  }
}

extension Diagnostic.Message {
  fileprivate static func noKey(_ table: String) -> Self {
    Self(.missingKey, "step 'correct' needs a 'key' of table '\(table)'")
  }
  fileprivate static func reservedKey(_ name: String) -> Self {
    Self(.takenName, "a table that is corrected cannot have '\(name)' in its key")
  }
  fileprivate static func correctedKey(_ name: String) -> Self {
    Self(.badArgument, "step 'correct' cannot correct '\(name)', which is in the key of the table")
  }
}
