/// What type the values of a text column have, all of them, and how they are written.
struct TypeSniffer {
  /// What was found.
  struct Finding: Sendable, Equatable {
    var type: ColumnType
    /// The pattern of dates that are not ISO.
    var format: String?
    /// The decimal mark, where it matters.
    var decimal: UInt8?
    /// Markers for no value, in order of appearance.
    var nulls: [String] = []
    /// Why a column of digits stays text, or which choice was not certain.
    var note: String?
  }

  /// The delimiter of the file, which tells what a lone mark in numbers means.
  let delimiter: UInt8

  private static let markers = Set(
    ["--", "-", "—", "–", "N/A", "n/a", "NA", "#N/A", "NULL", "null", "s/d", "S/D"].map { Array($0.utf8) })
  private static let dot = UInt8(ascii: ".")
  private static let comma = UInt8(ascii: ",")
  private static let patterns: [DatePattern] = {
    let dates = [
      "dd/MM/yyyy", "MM/dd/yyyy", "dd-MM-yyyy", "MM-dd-yyyy", "dd.MM.yyyy", "dd/MM/yy", "MM/dd/yy",
    ]
    let named = [
      "MMM d, yyyy", "MMM d yyyy", "d MMM yyyy", "d-MMM-yyyy", "d 'de' MMMM 'de' yyyy", "yyyy/MM/dd",
    ]
    let times = [
      "", " HH:mm", " HH:mm:ss", " hh:mm a", " hh:mm:ss a", ", HH:mm:ss", ", hh:mm:ss a", " hh:mm:ss a z",
    ]
    return (dates + named).flatMap { date in times.compactMap { try? DatePattern(date + $0) } }
  }()

  func finding(_ column: TextColumn) -> Finding {
    let bytes = column.bytes.span
    var state = State()
    var markers: [[UInt8]] = []
    for row in 0..<column.count where column.validity[row] {
      let range = bytes.trimmed(column.range(at: row))
      if range.isEmpty { continue }
      if range.count <= 4 {
        let value = bytes.array(range)
        if TypeSniffer.markers.contains(value) {
          if !markers.contains(value) { markers.append(value) }
          continue
        }
      }
      state.take(bytes, range)
      if state.isText { break }
    }
    var finding = conclude(state)
    if finding.type != .text { finding.nulls = markers.map { String(decoding: $0, as: UTF8.self) } }
    return finding
  }

  /// Which types all values so far could have.
  private struct State {
    var count = 0
    var isInteger = [true, true]
    var isNumber = [true, true]
    var hasMarks = false
    var isBoolean = true
    var isDate = true
    var isDateTime = true
    var patterns: [DatePattern]?
    var keptAsText: String?

    var isText: Bool {
      count > 0 && !isNumber[0] && !isNumber[1] && !isBoolean && !isDateTime && patterns?.isEmpty == true
    }

    mutating func take(_ bytes: Span<UInt8>, _ range: ByteRange) {
      count += 1
      takeNumber(bytes, range)
      if isBoolean { isBoolean = BooleanSyntax.boolean(bytes, range) != nil }
      if isDateTime {
        let time = ISOTime.read(bytes, range)
        isDateTime = time != nil
        isDate = isDate && time?.hasTime == false
      }
      patterns = (patterns ?? TypeSniffer.patterns).filter { $0.read(bytes, range) != nil }
    }

    private mutating func takeNumber(_ bytes: Span<UInt8>, _ range: ByteRange) {
      guard isNumber[0] || isNumber[1] else { return }
      if let reason = TypeSniffer.reasonForText(bytes, range) {
        keptAsText = reason
        isNumber = [false, false]
        isInteger = [false, false]
        return
      }
      for (index, mark) in [dot, comma].enumerated() where isNumber[index] {
        let syntax = NumberSyntax(decimal: mark)
        isNumber[index] = syntax.number(bytes, range) != nil
        if isInteger[index] {
          // `12.0` is written as a number.
          isInteger[index] =
            syntax.integer(bytes, range) != nil && !range.contains { bytes[$0] == mark }
        }
      }
      if range.contains(where: { bytes[$0] == dot || bytes[$0] == comma }) { hasMarks = true }
    }
  }

  private func conclude(_ state: State) -> Finding {
    if state.count == 0 { return Finding(type: .text) }
    if let note = state.keptAsText { return Finding(type: .text, note: note) }
    let order = delimiter == UInt8(ascii: ";") ? [1, 0] : [0, 1]
    let unsure = state.hasMarks && state.isNumber[0] && state.isNumber[1]
    for index in order where state.isNumber[index] {
      let mark = index == 1 ? TypeSniffer.comma : TypeSniffer.dot
      return Finding(
        type: state.isInteger[index] ? .integer : .number,
        decimal: index == 1 && state.hasMarks ? mark : nil,
        note: unsure ? "a mark before three digits is taken for a thousands separator or a fraction" : nil)
    }
    if state.isBoolean { return Finding(type: .boolean) }
    if state.isDate { return Finding(type: .date) }
    if state.isDateTime { return Finding(type: .datetime) }
    guard let patterns = state.patterns, let pattern = patterns.first else { return Finding(type: .text) }
    let other = patterns.dropFirst().first { $0.hasTime == pattern.hasTime }
    return Finding(
      type: pattern.hasTime ? .datetime : .date, format: pattern.text,
      note: other.map { "it could be '\($0.text)' as well" })
  }

  /// Digits that are names of things rather than numbers.
  private static func reasonForText(_ bytes: Span<UInt8>, _ range: ByteRange) -> String? {
    let first = bytes[range.lowerBound]
    let isSigned = first == UInt8(ascii: "+") || first == UInt8(ascii: "-")
    let digits = range.count { bytes[$0] &- 48 <= 9 }
    let allDigits = digits == range.count
    if first == UInt8(ascii: "+"), digits > 6 { return "phone numbers" }
    if allDigits, range.count > 1, first == 48 { return "leading zeros" }
    if digits == range.count - (isSigned ? 1 : 0), digits > 15 { return "more than 15 digits" }
    return nil
  }
}
