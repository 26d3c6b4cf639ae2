extension PlanTrace {
  /// Rows on their way through a step, followed backwards.
  package struct Passage: Sendable {
    package let table: String
    /// The index of the step in its table.
    package let place: Int
    /// The rows before the step, without those that the values only depend on.
    package let rowsIn: [Int32]
    package let rowsOut: [Int32]
  }

  /// The rows of inputs and rejects of which rows of the target were made.
  package struct Origins: Sendable {
    /// Ascending, by input.
    package var rows: [String: [Int32]] = [:]
    /// In order of execution.
    package var passages: [Passage] = []
    /// By input: the columns that cells come from, if they are not whole rows.
    package var columns: [String: Set<String>] = [:]
  }

  /// Follows rows back to the inputs: rows of the target, or of another table as they are before one of its
  /// steps.
  ///
  /// - Parameter column: the one of a cell; nil for whole rows. Of the rows that a `pivot` brought together, a cell is made of
  ///   those with the value that its column has.
  package func origins(
    of rows: [Int32], before place: (table: String, step: Int)? = nil, column: String? = nil
  ) -> Origins {
    var origins = Origins()
    var wanted = [place?.table ?? target: rows]
    var cells = WantedCells()
    cells.want(column.map { [$0] }, of: place?.table ?? target)
    for name in order.reversed() {
      guard var current = wanted.removeValue(forKey: name)?.distinctAscending, !current.isEmpty else {
        continue
      }
      var steps = (steps[name] ?? [])[...]
      if let place, place.table == name { steps = steps.prefix(place.step) }
      var passages: [Passage] = []
      let definition = plan.tables.first { $0.name == name }
      var columns = cells.columns(of: name)
      for place in steps.indices.reversed() {
        let step = steps[place]
        let operation = definition.flatMap {
          $0.steps.indices.contains(place) ? $0.steps[place].operation : nil
        }
        for other in step.others {
          let found = step.sources(of: current, in: other)
          wanted[other.table, default: []] += found
          if !found.isEmpty {
            cells.want(operation?.columns(columns, in: other.table, tables[other.table]), of: other.table)
          }
        }
        passages.append(
          Passage(
            table: name, place: place, rowsIn: step.rows(step.ancestors(of: current), inCellsOf: columns),
            rowsOut: current))
        current = step.rows(step.sources(of: current), inCellsOf: columns)
        columns = columns.flatMap { operation?.columns(before: $0, tables) }
      }
      origins.passages.insert(contentsOf: passages.reversed(), at: 0)
      if let from = definition?.from {
        wanted[from, default: []] += current
        if !current.isEmpty { cells.want(columns, of: from) }
      }
    }
    for leaf in wanted.keys { origins.columns[leaf] = cells.columns(of: leaf) }
    origins.rows = wanted.mapValues(\.distinctAscending).filter { !$0.value.isEmpty }
    return origins
  }

  /// Where a row of an input ended before it came to the target.
  package struct Loss: Sendable {
    package let table: String
    /// The index of the step in its table.
    package let place: Int
    package let reason: StepTrace.LossReason
    /// The row of the step's result that the lost row was merged into.
    package let merged: Int32?
    /// Whether only one of several parts of the row ended, as after `explode`.
    package let isPart: Bool
  }

  /// The fate of a row of an input.
  package struct Fate: Sendable {
    /// The rows of the target that were made of the row.
    package var results: [Int32] = []
    /// The rows of the target whose values depend on the row, without being made of it.
    package var dependents: [Int32] = []
    /// Where the row ended; several places if several tables read it. Some of it may be lost although some
    /// is in the target.
    package var losses: [Loss] = []
  }

  /// Follows a row of an input, or of its rejects, to the target.
  package func fate(of row: Int32, in leaf: String) -> Fate {
    var fate = Fate()
    fate.results = follow(row, in: leaf, throughContext: false) { fate.losses.append($0) }
    let results = Set(fate.results)
    fate.dependents = follow(row, in: leaf, throughContext: true) { _ in }.filter { !results.contains($0) }
    return fate
  }

  private func follow(
    _ row: Int32, in leaf: String, throughContext: Bool, _ lose: (Loss) -> Void
  ) -> [Int32] {
    var carried = [leaf: [row]]
    for name in order {
      let from = plan.tables.first { $0.name == name }?.from
      var current = from.flatMap { carried[$0] } ?? []
      for (place, step) in (steps[name] ?? []).enumerated() {
        var next = throughContext ? step.dependents(of: current) : step.results(of: current)
        for row in current where step.results(of: [row]).isEmpty {
          let merged = step.rowMerged(row).flatMap { $0 >= 0 ? $0 : nil }
          lose(
            Loss(
              table: name, place: place, reason: step.reason(ofLosing: row), merged: merged,
              isPart: current.count > 1))
        }
        for other in step.others {
          guard let rows = carried[other.table], !rows.isEmpty else { continue }
          let made = other.forward.results(of: rows)
          if made.isEmpty {
            lose(Loss(table: name, place: place, reason: other.lossReason, merged: nil, isPart: false))
          }
          next += made
        }
        current = next.distinctAscending
      }
      carried[name] = current
    }
    return carried[target] ?? []
  }
}
