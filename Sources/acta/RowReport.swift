internal import Diagnostics
internal import Engine
internal import Ledger
internal import Runner
internal import Tables

/// Reports how rows were made, or where they went, in words and as JSON.
struct RowReport {
  let zone: Zone
  /// Whether each row is one line with its places, without its steps.
  var isShort = false

  /// So many rows, places of a row or ends of it are shown in words; `--json` has all.
  static let most = 20

  /// `and 980 more rows; --json or --csv FILE has all of them`, if there are more than the shown ones.
  static func rest(of count: Int, csv: Bool = true) -> [String] {
    let rest = count - most
    return rest > 0
      ? ["and \(counted(rest, "more row")); \(csv ? "--json or --csv FILE has" : "--json has") all of them"]
      : []
  }

  /// The first places, separated by commas.
  private func words(_ places: [RowPlace]) -> String {
    let rest = places.count - RowReport.most
    return places.prefix(RowReport.most).map(\.words).joined(separator: ", ")
      + (rest > 0 ? " and \(rest) more" : "")
  }

  // MARK: From a row to the files

  func lines(_ row: RowExplanation) -> [String] {
    if isShort {
      let raws = row.places.prefix(RowReport.most).flatMap(raw).map { "    \($0)" }
      return ["row \(row.number): \(words(row.values))", "  \(words(row.places))"] + raws + sources(of: row)
    }
    var lines = ["\(row.table), row \(row.number): \(words(row.values))"]
    lines.append("  made of \(counted(row.places.count, "row"))")
    let places = row.places.prefix(RowReport.most)
    let width = places.map(\.words.count).max() ?? 0
    for place in places {
      let input = place.reason.map { "\(place.input) (\($0))" } ?? place.input
      lines.append("    \(place.words.padded(to: width))  \(input)\(corrections(of: place))")
      lines += raw(place).map { "      \($0)" }
    }
    lines += RowReport.rest(of: row.places.count).map { "    \($0)" }
    if !row.deciders.isEmpty {
      lines.append(
        "  and decided by \(words(row.deciders)), on other ways to '\(row.table)'"
      )
    }
    var table: String?
    for step in row.steps {
      if step.table != table {
        table = step.table
        lines.append("  steps of '\(step.table)'" + (step.from.map { ", from '\($0)'" } ?? ""))
      }
      lines.append("    \(step.summary)")
      lines += effects(of: step).map { "      \($0)" }
    }
    return lines + sources(of: row)
  }

  /// `, corrected by Corrections/people.csv:2`
  private func corrections(of place: RowPlace) -> String {
    place.corrections.isEmpty ? "" : ", corrected by \(place.corrections.joined(separator: ", "))"
  }

  /// The text of a row in its file, each line behind a bar.
  private func raw(_ place: RowPlace) -> [String] {
    guard let raw = place.raw else { return [] }
    return raw.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).map {
      "| \(String($0))"
    }
  }

  private func sources(of row: RowExplanation) -> [String] {
    let told = row.sources.prefix(RowReport.most).flatMap { source -> [String] in
      var lines = lines(source)
      lines[0] = "from job \(source.job), night of \(source.night): \(lines[0])"
      return lines
    }
    return (told + RowReport.rest(of: row.sources.count)).map { "  \($0)" }
  }

  private func effects(of step: RowExplanation.Step) -> [String] {
    var effects: [String] = []
    if step.rowsIn != step.rowsOut {
      effects.append("\(counted(step.rowsIn, "row")) → \(counted(step.rowsOut, "row"))")
    }
    if !step.derived.isEmpty { effects.append(words(step.derived)) }
    for (table, rows) in step.joined {
      effects.append(rows == 0 ? "no row of '\(table)'" : "with \(counted(rows, "row")) of '\(table)'")
    }
    if step.dependsOn > 0 {
      effects.append("depends on \(counted(step.dependsOn, "other row"))")
    }
    if !step.merged.isEmpty {
      effects.append("merged into it: \(words(step.merged))")
    }
    return effects
  }

  private func words(_ values: [(column: String, value: Value)]) -> String {
    values.map { "\($0.column) \(word($0.value))" }.joined(separator: ", ")
  }

  func word(_ value: Value) -> String {
    if case .text(let text) = value { "\"\(text)\"" } else { value.text(in: zone) }
  }

  func json(_ row: RowExplanation) -> JSONValue {
    .object([
      ("job", .string(row.job)), ("night", .string(row.night.iso)), ("run", .optional(row.run)),
      ("table", .string(row.table)), ("row", .integer(Int64(row.number))), ("values", json(row.values)),
      ("made_of", .array(row.places.map(json))), ("decided_by", .array(row.deciders.map(json))),
      ("steps", .array(row.steps.map(json))), ("sources", .array(row.sources.map(json))),
    ])
  }

  private func json(_ step: RowExplanation.Step) -> JSONValue {
    .object([
      ("table", .string(step.table)), ("from", .optional(step.from)), ("step", .string(step.summary)),
      ("in", .integer(Int64(step.rowsIn))), ("out", .integer(Int64(step.rowsOut))),
      ("depends_on", .integer(Int64(step.dependsOn))),
      (
        "joined",
        .array(
          step.joined.map { .object([("table", .string($0.table)), ("rows", .integer(Int64($0.rows)))]) })
      ),
      ("merged", .array(step.merged.map(json))), ("derived", json(step.derived)),
    ])
  }

  private func json(_ place: RowPlace) -> JSONValue {
    var members: [(String, JSONValue)] = [
      ("input", .string(place.input)), ("file", .string(place.file)), ("line", .integer(place.line)),
    ]
    if let reason = place.reason { members.append(("reason", .string(reason))) }
    if !place.corrections.isEmpty {
      members.append(("corrected_by", .array(place.corrections.map { .string($0) })))
    }
    if let raw = place.raw { members.append(("raw", .string(raw))) }
    return .object(members)
  }

  private func json(_ values: [(column: String, value: Value)]) -> JSONValue {
    .object(values.map { ($0.column, json($0.value)) })
  }

  func json(_ value: Value) -> JSONValue {
    switch value {
    case .null: .null
    case .boolean(let flag): .boolean(flag)
    case .integer(let number): .integer(number)
    case .number(let number): .number(number)
    case .text, .date, .datetime: .string(value.text(in: zone))
    }
  }

  // MARK: From a row of a file to the table

  func lines(_ fate: RowFate, table: String) -> [String] {
    let values = fate.values.isEmpty ? "" : ": \(words(fate.values))"
    return ["\(fate.place.words)\(values)\(corrections(of: fate.place))"] + raw(fate.place).map { "  \($0)" }
      + words(of: fate, table).map { "  \($0)" }
  }

  func json(_ fate: RowFate, table: String) -> JSONValue {
    let corrections: [(String, JSONValue)] =
      fate.place.corrections.isEmpty
      ? [] : [("corrected_by", .array(fate.place.corrections.map { .string($0) }))]
    return .object(
      [
        ("input", .string(fate.place.input)), ("file", .string(fate.place.file)),
        ("line", .integer(fate.place.line)), ("raw", .optional(fate.place.raw)),
        ("values", json(fate.values)),
        ("rows", .array(fate.results.map { .integer(Int64($0)) })),
        ("depended_on_by", .array(fate.dependents.map { .integer(Int64($0)) })),
        ("lost", .array(fate.isLost ? losses(of: fate).map(json) : [])),
        ("ended", .array(fate.isLost ? [] : ends(of: fate).map(json))),
      ] + corrections)
  }

  private func json(_ end: End) -> JSONValue {
    .object([
      ("how", .string(end.kind)), ("table", .optional(end.loss?.table)),
      ("step", .optional(end.loss?.summary)), ("why", .string(end.words)),
      ("into", .array((end.loss?.mergedInto ?? []).map(json))),
    ])
  }

  /// An end of a row's way.
  private struct End {
    var kind: String
    var words: String
    var loss: RowFate.Loss?
    /// How many parts of the row ended so.
    var count = 1
  }

  /// The ends of a row of which something is in the table: those of its other parts, or all if values depend on it only.
  private func ends(of fate: RowFate) -> [End] {
    if fate.results.isEmpty { return losses(of: fate) }
    var parts = fate
    parts.losses = fate.losses.filter(\.isPart)
    return losses(of: parts).reduce(into: []) { ends, end in
      if let place = ends.firstIndex(where: { $0.words == end.words }) {
        ends[place].count += 1
      } else {
        ends.append(end)
      }
    }
  }

  private func words(of fate: RowFate, _ table: String) -> [String] {
    if !fate.results.isEmpty {
      return ["in '\(table)': \(numbers(fate.results))"]
        + ends(of: fate).map {
          "\($0.count == 1 ? "another part" : "\($0.count) other parts") of it: \($0.words)"
        }
    }
    let ends = losses(of: fate).map(\.words)
    if fate.dependents.isEmpty { return ends }
    return ends + ["'\(table)' depends on it: \(numbers(fate.dependents))"]
  }

  /// `row 3`, `rows 3, 5`
  private func numbers(_ rows: [Int]) -> String {
    let shown = rows.prefix(10).map(String.init).joined(separator: ", ")
    let rest = rows.count > 10 ? " and \(rows.count - 10) more" : ""
    return "\(rows.count == 1 ? "row" : "rows") \(shown)\(rest)"
  }

  private func losses(of fate: RowFate) -> [End] {
    if let reason = fate.place.reason, fate.isLost {
      return [End(kind: "rejected", words: "rejected: \(reason)")]
    }
    return fate.losses.map { loss in
      let (kind, words) = words(of: loss)
      return End(kind: kind, words: "\(words), in '\(loss.table)', \(loss.summary)", loss: loss)
    }
  }

  private func words(of loss: RowFate.Loss) -> (kind: String, words: String) {
    switch loss.reason {
    case .filtered: ("filtered", "filtered: the condition is not true")
    case .beyondLimit: ("filtered", "filtered: it comes after the last row that is kept")
    case .merged:
      (
        "merged",
        "merged into \(loss.mergedInto.isEmpty ? "another row" : loss.mergedInto.map(\.words).joined(separator: ", "))"
      )
    case .unmatched: ("unmatched", "without a match")
    case .matched: ("filtered", "filtered: it has a match")
    case .notLookedUp: ("unmatched", "no row matches it")
    case .onlyRemoves: ("unmatched", "its matches are removed, and it gives no row itself")
    case .rejected(let reason): ("rejected", "set aside: \(reason)")
    }
  }
}
