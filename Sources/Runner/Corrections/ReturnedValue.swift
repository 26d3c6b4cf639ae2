internal import Formats
internal import Foundation
internal import Tables

/// Reads a cell that came back as a value of its column, and tells whether it still is what was handed out, however
/// the program that saved it writes numbers, dates and truth values.
struct ReturnedValue {
  let language: WrittenLanguage
  let zone: Zone

  /// A cell that holds no value of its column.
  struct Unreadable: Error {
    let reason: String
  }

  /// Whether the cell shows the value. Blanks, an empty text and an empty cell are the same.
  func isSame(_ cell: ReturnedFile.Cell?, _ shown: Value) -> Bool {
    guard let cell, !ReturnedValue.isBlank(cell.text) else {
      if case .text(let text) = shown { return ReturnedValue.isBlank(text) }
      return shown == .null
    }
    if cell.kind == .unreadable { return false }
    if case .text(let text) = shown { return isSame(cell, text: text) }
    return isSame(unguarded(cell), value: shown)
  }

  private func isSame(_ cell: ReturnedFile.Cell, value shown: Value) -> Bool {
    switch shown {
    case .null, .text: return false
    case .integer(let integer):
      return cell.text == String(integer) || numbers(of: cell).contains { $0 == Double(integer) }
    case .number(let number): return numbers(of: cell).contains { isSame($0, number, cell) }
    case .boolean(let flag): return BooleanSyntax.boolean(cell.text) == flag
    case .date(let days): return times(of: cell).contains { $0.days == days }
    case .datetime(let instant):
      let local = zone.local(instant)
      let second = TimeSpan.seconds(1).microseconds
      return times(of: cell).contains { time in
        if time.offset != nil { return abs(time.instant(in: zone).microseconds - instant) < second }
        // A workbook rounds to less than a second; a CSV file may have dropped the seconds.
        let minute = floorDivide(local, TimeSpan.minute.microseconds) * TimeSpan.minute.microseconds
        return abs(time.local - local) < second || (cell.kind == .written && time.local == minute)
      }
    }
  }

  /// The value of the cell; null for an empty one.
  /// - Throws: ``Unreadable``.
  func value(_ cell: ReturnedFile.Cell?, as type: ColumnType) throws(Unreadable) -> Value {
    guard let cell, !ReturnedValue.isBlank(cell.text) else { return .null }
    if cell.kind == .unreadable { throw Unreadable(reason: "it holds \(cell.text)") }
    return try value(of: unguarded(cell), as: type)
  }

  private func value(of cell: ReturnedFile.Cell, as type: ColumnType) throws(Unreadable) -> Value {
    switch type {
    case .text: return .text(ReturnedValue.plain(cell.text))
    case .integer:
      if let exact = Int64(cell.text) { return .integer(exact) }
      guard let number = numbers(of: cell).first, let integer = Int64(exactly: number) else {
        throw Unreadable(reason: "'\(cell.text)' is not a whole number")
      }
      return .integer(integer)
    case .number:
      guard let number = numbers(of: cell).first else {
        throw Unreadable(reason: "'\(cell.text)' is not a number")
      }
      return .number(number)
    case .boolean:
      guard let flag = BooleanSyntax.boolean(cell.text) else {
        throw Unreadable(reason: "'\(cell.text)' is neither yes nor no")
      }
      return .boolean(flag)
    case .date, .datetime:
      let times = times(of: cell)
      guard let time = times.first else { throw Unreadable(reason: "'\(cell.text)' is not a date") }
      if times.count > 1, language.dateOrder != .dayFirst {
        throw Unreadable(
          reason: "'\(cell.text)' does not say which number is the day; write it like 2021-04-26")
      }
      return type == .date ? .date(time.days) : .datetime(time.instant(in: zone).microseconds)
    }
  }

  static func isBlank(_ text: String) -> Bool { text.allSatisfy(\.isWhitespace) }

  // MARK: Texts

  private func isSame(_ cell: ReturnedFile.Cell, text: String) -> Bool {
    let (found, sent) = (ReturnedValue.plain(cell.text), ReturnedValue.plain(text))
    // A CSV file that a program has made a workbook of has the apostrophes, too.
    if found == sent || CSVGuard.removed(from: found) == sent { return true }
    // A text longer than a cell was cut.
    if sent.utf16.count > 32_767, found.hasSuffix("[…]"), sent.hasPrefix(found.dropLast(4)) { return true }
    // A program that takes `007` for a number shows 7.
    guard cell.kind == .number || cell.kind == .written, let number = Double(cell.text) else { return false }
    return Double(sent) == number
  }

  /// Without the apostrophe that CSV files for people have before texts that would run or change.
  func unguarded(_ cell: ReturnedFile.Cell) -> ReturnedFile.Cell {
    cell.kind == .written ? .init(CSVGuard.removed(from: cell.text), .written) : cell
  }

  /// With the line ends and the replacement for NUL that cells have.
  static func plain(_ text: String) -> String {
    guard text.utf8.contains(where: { $0 == 0x0D || $0 == 0 }) else { return text }
    return text.replacing("\r\n", with: "\n").replacing("\r", with: "\n").replacing("\0", with: "\u{FFFD}")
  }

  // MARK: Numbers

  /// The numbers that the cell can mean, the most likely first.
  func numbers(of cell: ReturnedFile.Cell) -> [Double] {
    switch cell.kind {
    case .number: return Double(cell.text).map { [$0] } ?? []
    case .text, .written:
      var text = cell.text.trimmingCharacters(in: .whitespaces)
      let isPercent = text.hasSuffix("%")
      if isPercent { text = text.dropLast().trimmingCharacters(in: .whitespaces) }
      let marks = language.hasDecimalComma ? [",", "."] : [".", ","]
      var found: [Double] = []
      for mark in marks {
        guard let number = NumberSyntax(decimal: mark.utf8.first!).number(text) else { continue }
        let value = isPercent ? number / 100 : number
        if !found.contains(value) { found.append(value) }
      }
      return found
    case .boolean, .date, .datetime, .time, .unreadable: return []
    }
  }

  private func isSame(_ found: Double, _ sent: Double, _ cell: ReturnedFile.Cell) -> Bool {
    if found == sent || abs(found - sent) <= abs(sent) * 1e-14 { return true }
    guard cell.kind == .written else { return false }
    // CSV files have the digits that the cell showed.
    let mark = cell.text.lastIndex { $0 == "." || $0 == "," }
    var digits = mark.map { cell.text[cell.text.index(after: $0)...].count(where: \.isNumber) } ?? 0
    if cell.text.contains("%") { digits += 2 }
    let scale = pow(10, Double(digits))
    return abs(found - (sent * scale).rounded() / scale) <= 1e-9 / scale
  }

  // MARK: Dates

  /// The times that the cell can mean, the most likely first.
  func times(of cell: ReturnedFile.Cell) -> [WallTime] {
    switch cell.kind {
    case .date, .datetime: return ISOTime.read(cell.text).map { [$0] } ?? []
    case .number:
      // A date whose cell has lost its format.
      return Double(cell.text).flatMap(SerialDate.excel.time).map { [$0] } ?? []
    case .text, .written:
      let bytes = Array(cell.text.utf8)
      let orders: [DateOrder] = [.dayFirst, .monthFirst]
      var found: [WallTime] = []
      for order in orders {
        if let time = LooseTime.read(bytes.span, 0..<bytes.count, order: order), !found.contains(time) {
          found.append(time)
        }
      }
      return found
    case .boolean, .time, .unreadable: return []
    }
  }
}
