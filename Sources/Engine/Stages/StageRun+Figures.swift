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
    _ figure: FigurePlan, _ count: FigurePlan.Count, byItemsOf stored: StoredTable, _ previous: PreviousNight
  ) throws -> FigureResult? {
    guard let item = count.by else { return nil }
    let zone = plan.constants.zone
    let empty = stored.pruned(to: .only(count.columns)).empty
    var items = KnownValues(empty.column(named: item)!.type)
    var sums: [WholeAggregation] = []
    do {
      let flow = StageRows.stored(stored).flow(.only(count.columns), sizes.block)
      while let piece = try flow.next() {
        try Interruption.check()
        let found = try items.rows(byValueOf: piece.column(named: item)!)
        if items.count > StageRun.mostItems { return nil }
        while sums.count < items.count { sums.append(WholeAggregation(count.value, in: zone)) }
        for (number, rows) in found { try sums[number].add(piece.gather(rows)) }
        try verifyFit(sums.reduce(0) { $0 + $1.bytes }, "figure '\(figure.name)'", nil)
      }
      return try figure.result(
        count, of: items.values, sums.map { try $0.result().value(at: 0) }, empty: empty,
        previous: previous.figures,
        in: zone)
    } catch let fault as Diagnostic where fault.code == .evaluation {
      return nil
    }
  }
}
