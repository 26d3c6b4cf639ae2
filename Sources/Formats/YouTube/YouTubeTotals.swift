internal import Diagnostics
internal import Tables

/// Compares the row of totals of a table of videos with its rows.
struct YouTubeTotals {
  let list: RecordList
  /// The records of the videos.
  let rows: [Int]
  let file: TextFile

  /// Metrics of events that happen only on a video. A channel's subscribers and impressions come from elsewhere as
  /// well, and people and averages do not add up.
  private static let additive: Set<String> = [
    "views", "engaged_views", "watch_hours", "playbacks", "likes", "dislikes", "comments", "shares",
  ]

  /// - Parameter totals: the records of totals; several are those of several tables.
  func differences(from totals: [Int], _ columns: ReportColumns) -> [Diagnostic] {
    guard totals.count == 1, let record = totals.first else { return [] }
    let location = file.location(line: list.lines[record])
    return columns.plans.indices.compactMap { column in
      let plan = columns.plans[column]
      guard YouTubeTotals.additive.contains(plan.name), let place = columns.places[0][column],
        let total = value(record, place, plan.numbers)
      else { return nil }
      let values = rows.compactMap { value($0, place, plan.numbers) }
      let sum = values.reduce(0) { $0 + $1.number }
      let digits = values.map(\.digits).max() ?? 0
      // Counts are exact; hours are rounded to the digits that are shown.
      let tolerance =
        plan.type == .integer ? 0 : (unit(total.digits) + unit(digits) * Double(values.count)) / 2
      if abs(sum - total.number) <= tolerance + abs(sum) * 1e-12 { return nil }
      let found =
        plan.type == .integer ? "\(Int(sum))" : "\((sum / unit(digits)).rounded() / (1 / unit(digits)))"
      return ReportTotal.difference(
        plan.name, list.string(record, place), found: found, "the values of the videos, added up",
        in: file.name,
        at: location)
    }
  }

  private func unit(_ digits: Int) -> Double { (0..<digits).reduce(1.0) { unit, _ in unit / 10 } }

  private func value(
    _ record: Int, _ place: Int, _ numbers: NumberSyntax
  ) -> (number: Double, digits: Int)? {
    let string = list.string(record, place)
    guard let number = numbers.number(string), abs(number) < 1e15 else { return nil }
    let text = string.utf8
    let mark = text.lastIndex { $0 == numbers.decimal }
    return (number, mark.map { text.distance(from: $0, to: text.endIndex) - 1 } ?? 0)
  }
}
