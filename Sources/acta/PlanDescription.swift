internal import Engine
internal import JobSpec
internal import Tables

/// A job's plan for people: table by table, step by step.
struct PlanDescription {
  let plan: JobPlan

  var text: String {
    var lines = ["job \(plan.job)"]
    for input in plan.inputs {
      lines += ["", "input \(input.name)"]
      lines += facts([("columns", columns(input.schema)), ("wanted", names(input.wanted))], indent: "  ")
    }
    for table in plan.tables { lines += [""] + describe(table) }
    for figure in plan.figures {
      lines += ["", "figure \(figure.name): \(figure.definition)"]
      switch figure.source {
      case .rows(let count):
        lines += facts(
          [("reads", names(.only(count.columns))), ("rows", words(count.gathering))], indent: "  ")
      case .figures(let expression):
        lines += facts([("reads", names(.only(expression.columns)))], indent: "  ")
      }
    }
    for check in plan.checks {
      lines += ["", "check \(check.keyword.rawValue)" + (check.table.map { " on \($0)" } ?? "")]
      let rows = check.table.map { _ in ("rows", words(check.gathering)) }
      lines += facts(reads(check.reads) + [rows].compactMap { $0 }, indent: "  ")
    }
    for export in plan.exports {
      lines += ["", "export \(export.file)"]
      lines += facts(reads(export.reads) + [("rows", words(export.gathering))], indent: "  ")
    }
    return lines.joined(separator: "\n")
  }

  private func describe(_ table: TablePlan) -> [String] {
    let key = table.key.isEmpty ? "" : ", key \(table.key.joined(separator: ", "))"
    var lines = ["table \(table.name) from \(table.from)\(key)"]
    for (place, step) in table.steps.enumerated() {
      lines.append("  \(place + 1). \(step.summary)")
      var parts = [("reads", names(step.columnsRead)), ("rows", words(step.gathering))]
      for other in step.otherTables {
        parts.append(("of \(other.name)", names(step.columnsRead(of: other))))
        parts.append(("", words(other.gathering) + (other.bringsRows ? "; brings rows" : "")))
      }
      parts.append(("columns", columns(step.schema)))
      lines += facts(parts, indent: "     ")
    }
    lines += facts([("wanted", names(table.wanted))], indent: "  ")
    return lines
  }

  private func reads(_ tables: [String: Columns]) -> [(String, String)] {
    tables.sorted { $0.key < $1.key }.map { ("of \($0.key)", names($0.value)) }
  }

  /// A label and what it says on each line, one below the other.
  private func facts(_ facts: [(label: String, text: String)], indent: String) -> [String] {
    let width = max(7, facts.map(\.label.count).max() ?? 0)
    return facts.map { label, text in
      "\(indent)\(label)\(String(repeating: " ", count: width - label.count))  \(text)"
    }
  }

  private func columns(_ schema: Schema) -> String {
    let known = schema.fields.map { "\(shown($0.name)) \($0.type.rawValue)" }
    return (known + (schema.undeclared == nil ? [] : ["others, known only from the data"]))
      .joined(separator: ", ")
  }

  private func names(_ columns: Columns) -> String {
    guard let names = columns.names else { return "all columns" }
    return names.isEmpty ? "no columns" : names.sorted().map(shown).joined(separator: ", ")
  }

  /// The column that tells where rows came from has a name that jobs cannot write.
  private func shown(_ name: String) -> String {
    name.utf8.first == 0 ? "\(name.dropFirst())()" : name
  }

  private func words(_ gathering: Gathering) -> String {
    switch gathering {
    case .nothing: "each on its own"
    case .together(let columns): "together by \(columns.joined(separator: ", "))"
    case .inOrder(let keys, let collate):
      "in the order of \(keys.map { ($0.isDescending ? "-" : "") + $0.column }.joined(separator: ", "))"
        + (collate.map { ", as \($0) sorts" } ?? "")
    case .first(let count): "the first \(count)"
    case .all: "all together"
    }
  }
}
