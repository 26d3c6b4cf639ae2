internal import Engine
internal import JobSpec
internal import Ledger
internal import Runner
internal import Tables

extension DiffReport {
  var json: JSONValue {
    .object([
      ("job", .string(difference.new.run.job)), ("edited", .boolean(isEdited)),
      ("from", json(difference.old)), ("to", json(difference.new)),
      ("different", .boolean(!difference.isEmpty)),
      ("tables", .array(difference.tables.map(json))),
      ("figures", .array(difference.figures.map(json))),
      ("checks", .array(difference.checks.map(json))),
      ("balance", .array(difference.steps.map(json))),
    ])
  }

  private func json(_ run: ComputedRun) -> JSONValue {
    .object([
      ("run", .string(run.run.id)), ("night", .string(run.run.night.iso)),
      ("as_of", .string(run.run.asOf.text(in: run.timeline.zone))),
    ])
  }

  private func json(_ table: RunDifference.TableDifference) -> JSONValue {
    func count(_ rows: Int?) -> JSONValue { rows.map { .integer(Int64($0)) } ?? .null }
    var members: [(String, JSONValue)] = [
      ("table", .string(table.table)), ("key", .array(table.key.map { .string($0) })),
      ("rows", .object([("old", count(table.rows.old)), ("new", count(table.rows.new))])),
    ]
    if let obstacle = table.obstacle { members.append(("not_compared", .string(obstacle))) }
    guard let comparison = table.comparison else { return .object(members) }
    members += [
      ("columns_added", .array(comparison.columnsAdded.map(json))),
      ("columns_removed", .array(comparison.columnsRemoved.map(json))),
      (
        "columns_retyped",
        .array(
          comparison.columnsRetyped.map {
            .object([
              ("name", .string($0.name)), ("old", .string($0.old.rawValue)),
              ("new", .string($0.new.rawValue)),
            ])
          })
      ),
      ("added", .array(comparison.added.map { row($0, of: comparison.new) })),
      ("removed", .array(comparison.removed.map { row($0, of: comparison.old) })),
      ("changed", .array(comparison.changed.map { json($0, comparison) })),
      ("unchanged", .integer(Int64(comparison.unchanged))),
    ]
    return .object(members)
  }

  private func json(_ field: Field) -> JSONValue {
    .object([("name", .string(field.name)), ("type", .string(field.type.rawValue))])
  }

  private func row(_ row: Int32, of table: Table) -> JSONValue {
    .object(table.schema.names.map { ($0, json(table.column(named: $0)!.value(at: Int(row)))) })
  }

  private func json(_ change: TableComparison.ChangedRow, _ comparison: TableComparison) -> JSONValue {
    let key = zip(comparison.key, comparison.keyValues(change.new)).map { ($0, json($1)) }
    let cells = comparison.cells(of: change).map { cell in
      (cell.column, JSONValue.object([("old", json(cell.old)), ("new", json(cell.new))]))
    }
    return .object([("key", .object(key)), ("cells", .object(cells))])
  }

  private func json(_ value: Value) -> JSONValue {
    switch value {
    // Instants in the timeline's zone, as in files for machines.
    case .datetime: .string(value.text(in: difference.new.timeline.zone))
    default: value.json
    }
  }

  private func json(_ figure: RunDifference.FigureDifference) -> JSONValue {
    .object([
      ("figure", .string(figure.figure)), ("item", .optional(figure.item)),
      ("old", (figure.old ?? .null).json), ("new", (figure.new ?? .null).json),
      ("state", .string(figure.old == nil ? "new" : figure.new == nil ? "gone" : "changed")),
    ])
  }

  private func json(_ check: RunDifference.CheckDifference) -> JSONValue {
    func outcome(_ outcome: (status: String, finding: String)?) -> JSONValue {
      outcome.map { .object([("status", .string($0.status)), ("finding", .string($0.finding))]) } ?? .null
    }
    return .object([
      ("check", .string(check.check)), ("old", outcome(check.old)), ("new", outcome(check.new)),
    ])
  }

  private func json(_ step: RunDifference.StepDifference) -> JSONValue {
    .object([
      ("table", .string(step.table)), ("step", .string(step.step)), ("old", step.old?.json ?? .null),
      ("new", step.new?.json ?? .null),
    ])
  }
}
