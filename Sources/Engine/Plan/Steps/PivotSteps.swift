internal import Diagnostics
internal import JobSpec
internal import Tables

/// `pivot: {rows, column, value}`: one row per `rows`, one column per value of `column`, in order of
/// first appearance. A cell without rows has what the aggregate gives of nothing (0 for a count).
///
/// Which columns there are depends on the rows. A column that something later names, and no row
/// gives tonight, is there with the values of nothing, so that exports keep their shape.
struct PivotStep: BoundStep {
  let schema: Schema
  private let rows: [String]
  private let column: String
  private let value: BoundAggregation
  private let zone: Zone

  init(_ definition: Step.Pivot, _ binding: StepBinding) throws {
    var mistakes = Diagnostics()
    let fields = mistakes.collect { try binding.fields(definition.rows) } ?? []
    let column = mistakes.collect { try binding.field(definition.column) }
    let value = mistakes.collect {
      try BoundAggregation.bind(definition.value, in: binding.scope, groupedBy: [])
    }
    try mistakes.throwIfErrors()
    rows = fields.map(\.name)
    self.column = column!.name
    self.value = value!
    zone = binding.scope.zone
    schema = Schema(fields, undeclared: value!.type)
  }

  func columnsRead(toMake needed: Set<String>?) -> Set<String>? { value.columns.union(rows).union([column]) }

  func apply(to table: Table, _ context: StepContext) throws -> StepOutcome {
    let rowGroups = try Grouping.by(table.columns(named: rows), rowCount: table.rowCount)
    let items = try Grouping.by([table.column(named: column)!], rowCount: table.rowCount)
    let cells = try Grouping.by(
      table.columns(named: rows) + [table.column(named: column)!], rowCount: table.rowCount)
    let values = try value.evaluate(on: table, groups: cells)
    let nothing = try value.evaluate(on: table.slice(0..<0), groups: .whole(rowCount: 0))
    let source = Column.concatenating([values, nothing], type: values.type)
    let empty = Int32(values.count)

    var places = [[Int32]](
      repeating: Array(repeating: empty, count: rowGroups.groupCount), count: items.groupCount)
    for (cell, first) in cells.firstRows.enumerated() where first >= 0 {
      places[Int(items.groupOf[Int(first)])][Int(rowGroups.groupOf[Int(first)])] = Int32(cell)
    }
    var result = Table(Schema(), [], rowCount: rowGroups.groupCount)
    for name in rows { result.set(name, table.column(named: name)!.gather(rowGroups.firstRows)) }
    let names = pivotNames(of: table.column(named: column)!, items: items)
    for (name, rows) in zip(names, places) { result.set(name, source.gather(rows)) }
    for name in (context.needed ?? []).sorted() where result.schema.index(of: name) == nil {
      result.set(name, source.gather(Array(repeating: empty, count: rowGroups.groupCount)))
    }
    return StepOutcome(result, rowsIn: table.rowCount, moves: rowGroups.moves)
  }

  /// The items as column names: unique, and none of the row columns' names.
  private func pivotNames(of column: Column, items: Grouping) -> [String] {
    var taken = Set(rows)
    return items.firstRows.map { row in
      let base = row < 0 || !column.validity[Int(row)] ? "null" : column.value(at: Int(row)).text(in: zone)
      var name = base
      var number = 2
      while !taken.insert(name).inserted {
        name = "\(base) \(number)"
        number += 1
      }
      return name
    }
  }
}

/// `unpivot: {columns, name, value}`: one row per row and column, the other columns repeated.
struct UnpivotStep: BoundStep {
  let schema: Schema
  private let columns: [String]
  private let name: String
  private let value: Field

  init(_ definition: Step.Unpivot, _ binding: StepBinding) throws {
    let fields = try binding.fields(definition.columns)
    var type = fields[0].type
    for (field, location) in zip(fields, definition.columns.map(\.location)) {
      guard let common = commonType(type, field.type) else {
        throw Diagnostic(
          .unpivotTypes(fields[0], field), at: location, hint: "derive text(\(field.name)) first")
      }
      type = common
    }
    columns = fields.map(\.name)
    name = definition.name.value
    value = Field(definition.value.value, type)
    let names = Set(columns)
    let kept = binding.schema.fields.filter { !names.contains($0.name) }
    schema = Schema(
      try binding.unique(
        kept.map { ($0, binding.step.location) }
          + [(Field(name, .text), definition.name.location), (value, definition.value.location)]),
      undeclared: binding.schema.undeclared)
  }

  func columnsRead(toMake needed: Set<String>?) -> Set<String>? {
    needed?.subtracting([name, value.name]).union(columns)
  }

  func apply(to table: Table, _ context: StepContext) throws -> StepOutcome {
    let count = table.rowCount
    let width = columns.count
    let rows = (0..<count * width).map { Int32($0 / width) }
    let names = Set(columns)
    let kept = table.schema.names.filter { !names.contains($0) }
    var result = Table(Schema(), [], rowCount: rows.count)
    for column in kept { result.set(column, table.column(named: column)!.gather(rows)) }
    let labels = Column.text(TextColumn(columns.map { $0 }))
    result.set(name, labels.gather((0..<count * width).map { Int32($0 % width) }))
    let all = Column.concatenating(
      columns.map { table.column(named: $0)!.widened(to: value.type) }, type: value.type)
    result.set(value.name, all.gather((0..<count * width).map { Int32(($0 % width) * count + $0 / width) }))
    return StepOutcome(result, rowsIn: count, moves: RowMoves(multiplied: count * (width - 1)))
  }
}

extension Diagnostic.Message {
  fileprivate static func unpivotTypes(_ a: Field, _ b: Field) -> Self {
    "cannot unpivot '\(a.name)' (\(a.type.rawValue)) with '\(b.name)' (\(b.type.rawValue)) into one column"
  }
}
