internal import Diagnostics
package import JobSpec
internal import Tables

/// `join: {with, on, kind, columns, expect}`: combines rows of two tables with equal keys. A key with a
/// null matches nothing. The left columns come first, then the right ones.
package struct JoinStep: StepDefinition {
  static let keyword = Step.Keyword.join

  package let with: String
  package let kind: Step.Join.Kind
  package let expect: Step.Join.Expectation
  package let leftKey: [String]
  package let rightKey: [String]
  /// The columns from the right side, as far as they are known.
  package let rightColumns: [String]
  /// Whether the right side may bring undeclared columns, which are known only when the files are read.
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
  mutating func join(_ definition: Step.Join) -> Outcome {
    let with = definition.with.value
    let right = otherSchema(with)
    let keepsLeftColumns = definition.kind == .semi || definition.kind == .anti
    let rightKey = definition.on.map(\.right.value)
    var result = schema
    for (left, other) in definition.on {
      let a = named(left).field
      // One name for both columns is reported once.
      if a == nil, left.location == other.location, !schema.isDoubtful(left.value) { continue }
      let b = named(other, in: (right, with)).field
      guard let a, let b else { continue }
      if let common = commonType(a.type, b.type) {
        if definition.kind == .full { result.set(Field(left.value, common)) }
      } else {
        report(
          Diagnostic(
            .keyTypes(a, b, with), at: other.location,
            hint: "derive one of them with \(a.type.rawValue)(\(b.name)) first"))
      }
    }
    var brought: [String] = []
    let bringsAll = !keepsLeftColumns && definition.columns == nil
    if !keepsLeftColumns, let columns = definition.columns {
      for column in named(columns, in: (right, with)) {
        bring(column, from: right, of: definition.with, at: column.name.location, &result)
        brought.append(column.name.value)
      }
    } else if bringsAll {
      let missing = definition.on.reduce(into: Set<String>()) {
        $0.formUnion(right.meant(by: $1.right.value))
      }
      for field in right.fields where !rightKey.contains(field.name) && !field.isProvenance {
        let name = Located(field.name, at: definition.with.location)
        // The probable intention of a misspelt key comes from neither side.
        if missing.contains(field.name), schema.index(of: field.name) != nil { continue }
        let column = Named(name: name, field: right.isDoubtful(field.name) ? nil : field)
        bring(column, from: right, of: definition.with, at: name.location, &result)
        brought.append(field.name)
      }
      result.undeclared = result.undeclared ?? right.undeclared
      if right.doubts.isAnyName { result.doubts.isAnyName = true }
      result.doubts.names.formUnion(right.doubts.names.subtracting(rightKey))
    }
    let join = JoinStep(
      with: with, kind: definition.kind, expect: definition.expect, leftKey: definition.on.map(\.left.value),
      rightKey: rightKey, rightColumns: brought, bringsUndeclared: bringsAll && right.undeclared != nil)
    return outcome(.join(join), schema: result)
  }

  /// Adds a column of the right table; reports a name that the left table has already.
  private mutating func bring(
    _ column: Named, from right: Schema, of with: Located<String>, at place: SourceLocation,
    _ result: inout Schema
  ) {
    let name = column.name.value
    if schema.index(of: name) != nil, step.isWhole {
      let listing = place == with.location ? "; or list the columns to bring with  columns: […]" : ""
      report(
        Diagnostic(
          .nameOnBothSides(name, "'\(table)'", with.value), at: place,
          hint: "rename it on one side first:  rename: {\(name): other_name}\(listing)"))
    }
    add(column, from: right, to: &result)
  }
}

extension Diagnostic.Message {
  fileprivate static func keyTypes(_ a: Field, _ b: Field, _ table: String) -> Self {
    Self(
      .typesDiffer,
      "cannot join '\(a.name)' (\(a.type.rawValue)) to '\(b.name)' of '\(table)' (\(b.type.rawValue))")
  }
  static func nameOnBothSides(_ name: String, _ left: String, _ right: String) -> Self {
    Self(.repeatedColumn, "both \(left) and '\(right)' have a column '\(name)'")
  }
}
