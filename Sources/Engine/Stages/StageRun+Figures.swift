internal import Diagnostics
internal import Tables

/// Figures with `by` of tables on disk.
extension StageRun {
  /// With more items, all rows at once are the faster way.
  private static let mostItems = 4096

  /// Computes one aggregation per item, piece by piece.
  ///
  /// - Returns: nil to compute the figure in memory: it has many items, or a value cannot be computed, which is then
  ///   worded with its row's number.
  func streamed(
    _ figure: FigurePlan, by item: String, of stored: StoredTable, _ previous: PreviousNight
  ) throws -> FigureResult? {
    let zone = plan.constants.zone
    let empty = stored.pruned(to: .only(figure.columns)).empty
    var items = empty.column(named: item)!
    var sums: [WholeAggregation] = []
    do {
      let flow = StageRows.stored(stored).flow(.only(figure.columns), sizes.block)
      while let piece = try flow.next() {
        try Interruption.check()
        // Known items come first, so they have the first numbers.
        let all = Column.concatenating([items, piece.column(named: item)!], type: items.type)
        let groups = try Grouping.by([all], rowCount: all.count)
        if groups.groupCount > StageRun.mostItems { return nil }
        let (members, starts) = groups.arranged()
        let known = items.count
        while sums.count < groups.groupCount { sums.append(WholeAggregation(figure.value, in: zone)) }
        for group in 0..<groups.groupCount {
          let rows = members[starts[group]..<starts[group + 1]].filter { $0 >= known }.map {
            $0 - Int32(known)
          }
          if !rows.isEmpty { try sums[group].add(piece.gather(rows)) }
        }
        items = all.gather(groups.firstRows)
        try verifyFit(sums.reduce(0) { $0 + $1.bytes }, "figure '\(figure.name)'", nil)
      }
      return try figure.result(
        of: items, sums.map { try $0.result().value(at: 0) }, empty: empty, previous: previous.figures,
        in: zone)
    } catch let fault as Diagnostic where fault.code == .evaluation {
      return nil
    }
  }
}
