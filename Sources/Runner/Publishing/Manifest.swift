package import Engine
package import Ledger
package import Tables

/// `manifest.json`: the record of a run beside its exports. Facts that differ between identical runs (`run`,
/// `started`, `seconds`) are only here and in the ledger, never in an export.
package struct Manifest: Sendable {
  package static let schemaVersion: Int64 = 1
  package static let fileName = "manifest.json"

  package var run: Run
  package var balance: RowBalance

  package init(_ run: Run, balance: RowBalance = RowBalance()) {
    self.run = run
    self.balance = balance
  }

  func write(to path: String, in zone: Zone) throws {
    try WholeFile.write(Array((json(in: zone).text + "\n").utf8), to: path)
  }

  /// - Parameter zone: the timeline's zone, in which instants are shown.
  package func json(in zone: Zone) -> JSONValue {
    let uses = balance.uses()
    var members: [(String, JSONValue)] = [
      ("schema", .integer(Manifest.schemaVersion)),
      ("acta", .string(run.acta)),
      ("job", .string(run.job)),
      ("run", .string(run.id)),
      ("night", .string(run.night.iso)),
      ("as_of", .string(run.asOf.text(in: zone))),
      ("stage", .optional(run.stage)),
      ("status", .string(run.status.rawValue)),
      ("started", .string(run.started.text(in: .utc, to: .millisecond))),
      ("seconds", .seconds(run.seconds)),
      ("inputs", .array(run.inputs.map(\.json))),
      ("balance", .object(balance.tables.map { ($0.table, .array($0.steps.map(\.json))) })),
      ("uses", .object(balance.sources.map { ($0, .array((uses[$0] ?? []).map(\.json))) })),
      ("figures", .array(run.figures.map(\.json))),
      ("checks", .array(run.checks.map(\.json))),
      ("exports", .array(run.exports.map(\.json))),
      ("handed_over", .array(run.handedOver.map(\.json))),
    ]
    if let replaces = run.replaces { members.append(("replaces", .string(replaces))) }
    if !run.changes.isEmpty { members.append(("changes", .array(run.changes.map(\.json)))) }
    if !run.arrivals.isEmpty { members.append(("arrivals", .array(run.arrivals.map(\.json)))) }
    if !run.fallbacks.isEmpty { members.append(("fallbacks", .array(run.fallbacks.map(\.json)))) }
    if let occurrence = run.occurrence {
      members.append(("occurrence", .string(occurrence.key)))
      members.append(("due", .string(occurrence.due.text(in: zone))))
    }
    if let reason = run.reason { members.append(("reason", .string(reason))) }
    return .object(members)
  }
}

extension JSONValue {
  /// Rounded to the millisecond.
  package static func seconds(_ seconds: Double) -> JSONValue { .number((seconds * 1000).rounded() / 1000) }
}

extension RunInput {
  fileprivate var json: JSONValue {
    .object([
      ("name", .string(name)), ("file", .string(file)), ("sha256", .string(sha256)),
      ("bytes", .integer(Int64(bytes))), ("rows", .integer(Int64(rows))),
      ("rejected", .integer(Int64(rejected))),
    ])
  }
}

extension RunFigure {
  package var json: JSONValue {
    .object([
      ("figure", .string(figure)), ("item", .optional(item)), ("value", value.json),
      ("published", published.json),
    ])
  }
}

extension RunCheck {
  fileprivate var json: JSONValue {
    .object([
      ("table", .optional(table)), ("kind", .string(kind)), ("severity", .string(severity)),
      ("status", .string(status)), ("failing", .integer(Int64(failing))), ("finding", .string(finding)),
    ])
  }
}

extension RunChanges {
  fileprivate var json: JSONValue {
    func count(_ rows: Int?) -> JSONValue { rows.map { .integer(Int64($0)) } ?? .null }
    var members: [(String, JSONValue)] = [
      ("table", .string(table)), ("since", .string(since.iso)), ("added", count(added)),
      ("removed", count(removed)), ("changed", count(changed)),
    ]
    if let obstacle { members.append(("not_compared", .string(obstacle))) }
    return .object(members)
  }
}

extension RunFile {
  fileprivate var json: JSONValue {
    var members: [(String, JSONValue)] = [
      ("file", .string(file)), ("sha256", .string(sha256)), ("bytes", .integer(Int64(bytes))),
      ("rows", .integer(Int64(rows))),
    ]
    if let columns {
      let list = columns.map {
        JSONValue.object([("name", .string($0.name)), ("type", .string($0.type.rawValue))])
      }
      members.append(("columns", .array(list)))
    }
    if let recipient { members.append(("for", .string(recipient))) }
    if let language { members.append(("language", .string(language))) }
    if !notices.isEmpty { members.append(("notices", .array(notices.map { .string($0) }))) }
    return .object(members)
  }
}

extension RunFallback {
  fileprivate var json: JSONValue {
    .object([
      ("where", .string(place)), ("language", .string(language)), ("count", .integer(Int64(count))),
    ])
  }
}

extension RunArrival {
  fileprivate var json: JSONValue {
    .object([
      ("input", .string(input)), ("fault", .string(fault)), ("policy", .string(policy)),
      ("finding", .string(finding)),
    ])
  }
}

extension RowBalance.Step {
  package var json: JSONValue {
    var members: [(String, JSONValue)] = [
      ("step", .string(step)), ("in", .integer(Int64(rowsIn))), ("out", .integer(Int64(rowsOut))),
      ("filtered", .integer(Int64(moves.filtered))), ("merged", .integer(Int64(moves.merged))),
      ("grouped", .integer(Int64(moves.grouped))), ("multiplied", .integer(Int64(moves.multiplied))),
      ("rejected", .integer(Int64(moves.rejected))),
    ]
    if !joinedIn.isEmpty {
      let tables = joinedIn.map { ($0.table, JSONValue.integer(Int64($0.count))) }
      members.insert(("joined_in", .object(tables)), at: 2)
    }
    if !notes.isEmpty { members.append(("notes", .string(notes.joined(separator: "; ")))) }
    return .object(members)
  }
}

extension RowBalance.Use {
  package var json: JSONValue {
    switch self {
    case .table(let table, let rows):
      return .object([("table", .string(table)), ("rows", .integer(Int64(rows)))])
    case .step(let step, let table, let rows):
      return .object([
        ("table", .string(table)), ("step", .string(step)), ("rows", .integer(Int64(rows))),
      ])
    case .export(let export):
      var members: [(String, JSONValue)] = [("export", .string(export.file))]
      if let sheet = export.sheet { members.append(("sheet", .string(sheet))) }
      if export.files != 1 { members.append(("files", .integer(Int64(export.files)))) }
      members.append(("rows", .integer(Int64(export.rowsOut))))
      for (name, rows) in [("filtered", export.moves.filtered), ("multiplied", export.moves.multiplied)]
      where rows > 0 {
        members.append((name, .integer(Int64(rows))))
      }
      return .object(members)
    }
  }
}

extension Value {
  package var json: JSONValue {
    switch self {
    case .null: .null
    case .integer(let number): .integer(number)
    case .number(let number): .number(number)
    case .boolean(let flag): .boolean(flag)
    case .text, .date, .datetime: .string(messageText)
    }
  }
}
