internal import Diagnostics
internal import JobSpec
internal import Tables

extension FigurePlan {
  /// Items in the order of `published`, then others as they first appear; an item that is published
  /// and has no rows has the value of no rows. Items are equal by the same code points; the rows
  /// without an item have the item null.
  func result(of table: Table, previous: [FigureKey: Value], plan: JobPlan) throws -> FigureResult {
    let name = definition.name.value
    var items: [FigureResult.Item] = []
    func add(_ item: String?, _ value: Value, _ published: Value) {
      let before = previous[FigureKey(figure: name, item: item)] ?? .null
      items.append(FigureResult.Item(item: item, value: value, published: published, previous: before))
    }
    guard let by else {
      let value = try self.value.evaluate(on: table, groups: .whole(rowCount: table.rowCount)).value(at: 0)
      if case .one(let published) = definition.published {
        add(nil, value, published.value)
      } else {
        add(nil, value, .null)
      }
      return FigureResult(figure: definition, items: items, definition: wording(plan.job))
    }
    let column = table.column(named: by)!
    let groups = try Grouping.by([column], rowCount: table.rowCount)
    let values = try self.value.evaluate(on: table, groups: groups)
    let found = groups.firstRows.map { row -> String? in
      let value = column.value(at: Int(row))
      return value == .null ? nil : value.text(in: plan.constants.zone)
    }
    var isAdded = found.map { _ in false }
    if case .each(let list) = definition.published {
      let nothing = try self.value.evaluate(on: table.slice(0..<0), groups: .whole(rowCount: 0)).value(at: 0)
      for (item, published) in list {
        let group = found.firstIndex { $0.map { $0.utf8.elementsEqual(item.value.utf8) } ?? false }
        if let group { isAdded[group] = true }
        add(item.value, group.map { values.value(at: $0) } ?? nothing, published.value)
      }
    }
    for (group, item) in found.enumerated() where !isAdded[group] {
      add(item, values.value(at: group), .null)
    }
    return FigureResult(figure: definition, items: items, definition: wording(plan.job))
  }

  /// `count() of people by category, where state == "approved" (people ← registrations)`: the whole
  /// chain of steps is what `acta explain` is for.
  private func wording(_ job: Job) -> String {
    var text = "\(definition.value.text) of \(table)"
    if let by { text += " by \(by)" }
    let conditions = (job.table(named: table)?.steps ?? []).compactMap { step in
      if case .filter(let condition) = step.operation { condition.text } else { nil }
    }
    if !conditions.isEmpty { text += ", where \(conditions.joined(separator: " and "))" }
    var lineage = [table]
    while let from = job.table(named: lineage.last!)?.from.value, !lineage.contains(from) {
      lineage.append(from)
    }
    return lineage.count > 1 ? "\(text) (\(lineage.joined(separator: " ← ")))" : text
  }
}

extension Step {
  /// A step in a few words, as its author wrote it.
  package var summary: String {
    func names(_ list: [Located<String>]) -> String { list.map(\.value).joined(separator: ", ") }
    switch operation {
    case .filter(let expression): return "filter \(expression.text)"
    case .derive(let columns): return "derive " + columns.map { "\($0.name.value)" }.joined(separator: ", ")
    case .distinct(let distinct): return "distinct \(names(distinct.on))"
    case .join(let join): return "\(join.kind.rawValue) join \(join.with.value)"
    case .union(let with): return "union \(names(with))"
    case .group(let group): return "group by \(names(group.by))"
    case .intervals(let intervals): return "intervals by \(names(intervals.by))"
    case .concurrency(let concurrency): return "concurrency by \(names(concurrency.by))"
    case .limit(let count): return "limit \(count.value)"
    case .explode(let column, _): return "explode \(column.value)"
    case .pivot(let pivot): return "pivot \(pivot.column.value)"
    case .unpivot(let unpivot): return "unpivot \(names(unpivot.columns))"
    case .select, .drop, .rename, .sort, .window: return keyword
    }
  }
}
