internal import Diagnostics
package import JobSpec
internal import Tables

/// `join: {with, on, kind, columns, expect}`: rows of two tables that have the same key. A null in
/// a key matches nothing. The left columns come first, then the right ones.
package struct JoinStep: StepDefinition {
  static let keyword = Step.Keyword.join

  package let with: String
  package let kind: Step.Join.Kind
  package let expect: Step.Join.Expectation
  package let leftKey: [String]
  package let rightKey: [String]
  /// The columns that the right side brings, as far as they are known.
  package let rightColumns: [String]
  /// Whether, until the files are read, any column may turn out to be one that the right side brings.
  package let bringsUndeclared: Bool

  private enum CodingKeys: String, CodingKey {
    case with, kind, expect
    case leftKey = "left_key"
    case rightKey = "right_key"
    case rightColumns = "right_columns"
    case bringsUndeclared = "brings_undeclared"
  }

  func columnsRead(toMake wanted: Columns, of schema: Schema) -> Columns {
    wanted.subtracting(rightColumns).union(leftKey)
  }

  func columnsRead(of table: OtherTable, toMake wanted: Columns) -> Columns {
    (bringsUndeclared ? wanted : wanted.intersection(rightColumns)).union(rightKey)
  }

  var otherTables: [OtherTable] {
    [OtherTable(name: with, gathering: .together(by: rightKey), bringsRows: kind == .full)]
  }

  var columnsInExpressions: Set<String> { [] }
  var gathering: Gathering { .together(by: leftKey) }
}

extension StepBinding {
  func join(_ definition: Step.Join) throws -> PlannedStep {
    let right = try schema(of: definition.with)
    let with = definition.with.value
    let keepsLeftColumns = definition.kind == .semi || definition.kind == .anti
    let rightKey = definition.on.map(\.right.value)
    var mistakes = Diagnostics()
    for (left, other) in definition.on {
      let a = mistakes.collect { try field(left) }
      let b = mistakes.collect { try field(other, in: right, of: with) }
      if let a, let b, commonType(a.type, b.type) == nil {
        mistakes.add(
          Diagnostic(
            .keyTypes(a, b, with), at: other.location,
            hint: "derive one of them with \(a.type.rawValue)(\(b.name)) first"))
      }
    }
    var brought: [Field] = []
    if !keepsLeftColumns {
      if let columns = definition.columns {
        brought = mistakes.collect { try fields(columns, in: right, of: with) } ?? []
      } else {
        brought = right.fields.filter { !rightKey.contains($0.name) && !$0.isProvenance }
      }
      for field in brought where schema.index(of: field.name) != nil {
        let place = definition.columns?.first { $0.value == field.name }?.location
        mistakes.add(
          Diagnostic(
            .nameOnBothSides(field.name, table, with), at: place ?? definition.with.location,
            hint: "rename it on one side first:  rename: {\(field.name): other_name}"
              + (definition.columns == nil ? "; or list the columns to bring with  columns: […]" : "")))
      }
    }
    try mistakes.throwIfErrors()
    var result = schema
    if definition.kind == .full {
      for (left, other) in definition.on {
        let a = result.field(named: left.value)?.type ?? .text
        let b = right.field(named: other.value)?.type ?? .text
        result.set(Field(left.value, commonType(a, b)!))
      }
    }
    for field in brought { result.set(field) }
    let bringsAll = !keepsLeftColumns && definition.columns == nil
    if bringsAll { result.undeclared = result.undeclared ?? right.undeclared }
    let join = JoinStep(
      with: with, kind: definition.kind, expect: definition.expect, leftKey: definition.on.map(\.left.value),
      rightKey: rightKey, rightColumns: brought.map(\.name),
      bringsUndeclared: bringsAll && right.undeclared != nil)
    return planned(.join(join), schema: result)
  }
}

extension Diagnostic.Message {
  fileprivate static func keyTypes(_ a: Field, _ b: Field, _ table: String) -> Self {
    Self(
      .typesDiffer,
      "cannot join '\(a.name)' (\(a.type.rawValue)) to '\(b.name)' of '\(table)' (\(b.type.rawValue))")
  }
  fileprivate static func nameOnBothSides(_ name: String, _ left: String, _ right: String) -> Self {
    Self(.repeatedColumn, "both '\(left)' and '\(right)' have a column '\(name)'")
  }
}
