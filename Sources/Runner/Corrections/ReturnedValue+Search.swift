internal import Formats
internal import Tables

/// What ``SentRows`` finds rows by: a cell that is the same as a value by `isSame` shares a key or a range with it.
extension ReturnedValue {
  private static let blank = "-"

  /// The keys of a text or truth value that was sent.
  func keys(of shown: Value) -> [String] {
    switch shown {
    case .boolean(let flag): return ["b\(flag)"]
    case .text(let text) where !ReturnedValue.isBlank(text):
      let plain = ReturnedValue.plain(text)
      var keys = ["t" + plain]
      if let number = Double(plain) { keys.append("n\(number)") }
      // A cell may show the beginning only.
      if plain.utf16.count > 32_767 { keys += ["p", "p" + plain.prefix(1)] }
      return keys
    default: return [ReturnedValue.blank]
    }
  }

  /// The keys of the texts or truth values that the cell may show.
  func keys(of cell: ReturnedFile.Cell?, as type: ColumnType) -> [String] {
    guard let cell, !ReturnedValue.isBlank(cell.text) else { return [ReturnedValue.blank] }
    if cell.kind == .unreadable { return [] }
    if type == .boolean { return BooleanSyntax.boolean(unguarded(cell).text).map { ["b\($0)"] } ?? [] }
    let plain = ReturnedValue.plain(cell.text)
    var keys = ["t" + plain]
    let bare = CSVGuard.removed(from: plain)
    if bare != plain { keys.append("t" + bare) }
    if plain.hasSuffix("[…]") { keys.append("p" + plain.dropLast(4).prefix(1)) }
    if cell.kind == .number || cell.kind == .written, let number = Double(cell.text) {
      keys.append("n\(number)")
    }
    return keys
  }

  /// A number, date or instant that was sent, as a number; nil for null.
  func number(of shown: Value) -> Double? {
    switch shown {
    case .integer(let integer): Double(integer)
    case .number(let number): number.isNaN ? nil : number
    case .date(let days): Double(days)
    case .datetime(let instant): Double(zone.local(instant)) / 1e6
    case .null, .text, .boolean: nil
    }
  }

  /// The ranges in which the values lie that the cell may show; nil for an empty cell.
  func ranges(of cell: ReturnedFile.Cell?, as type: ColumnType) -> [ClosedRange<Double>]? {
    guard let cell, !ReturnedValue.isBlank(cell.text) else { return nil }
    if cell.kind == .unreadable { return [] }
    let bare = unguarded(cell)
    let found: [Double]
    // A CSV file has the digits that were shown, and two zones may be an hour apart.
    let around: Double
    switch type {
    case .integer, .number:
      found = numbers(of: bare) + [Double(bare.text)].compactMap { $0 }
      around = 1
    case .date:
      found = times(of: bare).map { Double($0.days) }
      around = 0
    case .datetime:
      found = times(of: bare).map { time in
        Double(time.offset == nil ? time.local : zone.local(time.instant(in: zone).microseconds)) / 1e6
      }
      around = 7200
    case .text, .boolean: return []
    }
    return found.filter { !$0.isNaN }.map { number in
      let reach = around + abs(number) * 1e-13
      return reach.isFinite ? number - reach...number + reach : number...number
    }
  }
}
