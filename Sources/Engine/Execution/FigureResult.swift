package import Tables

/// The computed value of a figure, or one value per item of its `by`.
package struct FigureResult: Sendable {
  package struct Item: Sendable {
    /// Nil if the figure has no `by`.
    package var item: String?
    /// Integer, number or null.
    package var value: Value
    package var published: Value
    /// The value in the last successful run of an earlier night.
    package var previous: Value
    /// Whether no row has the item any more, and the night before had.
    package var isGone = false
  }
  package var figure: FigurePlan
  package var items: [Item]

  /// By item: what identifies its value.
  package var keys: [FigureKey] { items.map { FigureKey(figure: figure.name, item: $0.item) } }
}

extension FigurePlan {
  /// Items come in the order of `published`, then in order of first appearance. A published item without
  /// rows has the value of an empty group. Items are compared by code point; rows without an item form
  /// the item null.
  func result(
    _ count: Count, of table: Table, previous: [FigureKey: Value], in zone: Zone
  ) throws -> FigureResult {
    guard let by = count.by else {
      let value = try count.value.evaluate(on: table, groups: .whole(rowCount: table.rowCount), in: zone)
      return result(of: value.value(at: 0), previous: previous)
    }
    let column = table.column(named: by)!
    let groups = try Grouping.by([column], rowCount: table.rowCount)
    let values = try count.value.evaluate(on: table, groups: groups, in: zone)
    return try result(
      count, of: column.gather(groups.firstRows), (0..<groups.groupCount).map { values.value(at: $0) },
      empty: table.slice(0..<0), previous: previous, in: zone)
  }

  /// The result of a figure with `by`.
  ///
  /// - Parameters:
  ///   - found: the items that rows have, in the order of their first rows.
  ///   - values: one per item.
  ///   - empty: the table, without rows.
  func result(
    _ count: Count, of found: Column, _ values: [Value], empty: Table, previous: [FigureKey: Value],
    in zone: Zone
  ) throws -> FigureResult {
    var items: [FigureResult.Item] = []
    func add(_ item: String?, _ value: Value, _ published: Value) {
      let before = previous[FigureKey(figure: name, item: item)] ?? .null
      items.append(FigureResult.Item(item: item, value: value, published: published, previous: before))
    }
    let found = (0..<found.count).map { row -> String? in
      let value = found.value(at: row)
      return value == .null ? nil : value.text(in: zone)
    }
    var isAdded = found.map { _ in false }
    if !published.isEmpty {
      let nothing = try count.value.evaluate(on: empty, groups: .whole(rowCount: 0), in: zone)
      for published in published {
        guard let item = published.item else { continue }
        let group = found.firstIndex { $0.map { $0.utf8.elementsEqual(item.utf8) } ?? false }
        if let group { isAdded[group] = true }
        add(item, group.map { values[$0] } ?? nothing.value(at: 0), published.value)
      }
    }
    for (group, item) in found.enumerated() where !isAdded[group] {
      add(item, values[group], .null)
    }
    return FigureResult(figure: self, items: items)
  }

  func result(of value: Value, previous: [FigureKey: Value]) -> FigureResult {
    let item = FigureResult.Item(
      item: nil, value: value, published: published.first { $0.item == nil }?.value ?? .null,
      previous: previous[FigureKey(figure: name, item: nil)] ?? .null)
    return FigureResult(figure: self, items: [item])
  }
}

extension FigureResult {
  /// Adds the items that had a value in the night before and that no row has any more: they stay for one night, so
  /// that people see that they have gone.
  mutating func addGone(_ before: [(key: FigureKey, value: Value)]) {
    let known = Set(keys)
    items += before.filter { $0.key.item != nil && $0.value != .null && !known.contains($0.key) }
      .sorted { $0.key.item!.utf8.lexicographicallyPrecedes($1.key.item!.utf8) }
      .map { Item(item: $0.key.item, value: .null, published: .null, previous: $0.value, isGone: true) }
  }
}
