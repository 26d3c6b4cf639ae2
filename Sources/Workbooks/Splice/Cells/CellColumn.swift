internal import Tables

/// The contents of one column's cells, decided once for all code that writes them.
///
/// A cell with a text in `index` is a text, whatever the column's type. Any other cell holds the column's own
/// value, which fits a cell.
struct CellColumn: Sendable {
  /// A kind of value that cells cannot hold.
  struct Finding {
    var what: String
    /// The first row of the table with such a value.
    var row: Int
    var count: Int
  }

  let column: Column
  /// The texts of a text column. For other types, the substitutes for values that do not fit a cell; nil if all
  /// fit.
  let texts: TextColumn?
  private(set) var index: TextIndex?
  /// The texts that encoding for a cell changes, by number.
  private let changes: [UInt32: CellPolicy.TextChanges]

  init(_ column: Column, zone: Zone) {
    self.column = column
    texts = if case .text(let own) = column { own } else { CellColumn.substitutes(column, zone) }
    index = texts.map { TextIndex($0) }
    changes =
      if let texts, let index { CellColumn.changes(texts, index.firstRows) } else { [:] }
  }

  func isText(_ row: Int) -> Bool {
    if let index { index.numbers[row] != TextIndex.none } else { false }
  }

  /// The number in a cell; nil in a text cell and where there is no number.
  func number(_ row: Int, _ clock: inout WallClock) -> Double? {
    guard !isText(row), column.validity[row] else { return nil }
    switch column {
    case .text, .boolean: return nil
    case .integer(let integers): return Double(integers.values[row])
    case .number(let numbers): return numbers.values[row]
    case .date(let days): return CellPolicy.serial(days: Int(days.values[row]))
    case .datetime(let instants):
      let instant = instants.values[row]
      return CellPolicy.serial(wallClock: instant &+ clock.offset(at: instant))
    }
  }

  /// The same cells, with other numbers for their texts.
  ///
  /// - Parameter known: by the numbers that the texts have here.
  func numbered(_ known: [UInt32]) -> CellColumn {
    var cells = self
    cells.index = index?.numbered(known)
    return cells
  }

  // MARK: Findings

  /// The values in these rows that cells cannot hold.
  func findings(in rows: Range<Int>) -> [Finding] {
    guard let index else { return [] }
    var findings = emptyTexts(in: rows)
    func add(_ what: String, _ row: Int) {
      if let place = findings.firstIndex(where: { $0.what == what }) {
        findings[place].count += 1
      } else {
        findings.append(Finding(what: what, row: row, count: 1))
      }
    }
    if let what = substituted {
      for row in rows where index.numbers[row] != TextIndex.none { add(what, row) }
    } else if !changes.isEmpty {
      for row in rows {
        for what in changes[index.numbers[row]]?.words ?? [] { add(what, row) }
      }
    }
    return findings
  }

  /// An empty text and no text are the same cell.
  private func emptyTexts(in rows: Range<Int>) -> [Finding] {
    guard case .text(let texts) = column else { return [] }
    var found = Finding(what: "empty text written as an empty cell", row: 0, count: 0)
    let offsets = texts.offsets.span
    for row in rows where offsets[row] == offsets[row + 1] && texts.validity[row] {
      if found.count == 0 { found.row = row }
      found.count += 1
    }
    return found.count == 0 ? [] : [found]
  }

  private var substituted: String? {
    switch column {
    case .text, .boolean: nil
    case .integer: "integer of more than 15 digits written as text"
    case .number: "number out of Excel's range written as text"
    case .date: "date outside 1900–9999 written as text"
    case .datetime: "datetime outside 1900–9999 written as text"
    }
  }

  private static func changes(
    _ texts: TextColumn, _ firstRows: [UInt32]
  ) -> [UInt32: CellPolicy.TextChanges] {
    let bytes = texts.bytes.span
    var changes: [UInt32: CellPolicy.TextChanges] = [:]
    var scratch = OutputBuffer(capacity: 4096)
    for (number, row) in firstRows.enumerated() {
      let range = texts.range(at: Int(row))
      if XMLText.isPlain(bytes, range) { continue }
      let change = CellPolicy.encode(bytes.extracting(range), into: &scratch)
      if !change.isEmpty { changes[UInt32(number)] = change }
    }
    return changes
  }

  // MARK: Substitutes

  /// Texts for the values that do not fit a cell; nil if all fit.
  private static func substitutes(_ column: Column, _ zone: Zone) -> TextColumn? {
    switch column {
    case .text, .boolean: return nil
    case .integer(let integers):
      return texts(integers, unless: SpreadsheetPrecision.keeps) { NumberFormatting.append($0, to: &$1) }
    case .number(let numbers):
      return texts(numbers, unless: CellPolicy.fits) { NumberFormatting.append($0, to: &$1) }
    case .date(let days):
      return texts(days) {
        CellPolicy.serial(days: Int($0)) != nil
      } _: {
        DateFormatting.append(days: Int($0), to: &$1)
      }
    case .datetime(let instants):
      var clock = WallClock(zone)
      return texts(instants) {
        CellPolicy.serial(wallClock: $0 &+ clock.offset(at: $0)) != nil
      } _: {
        DateFormatting.append(
          wallClock: $0 &+ clock.offset(at: $0), to: &$1, between: UInt8(ascii: "T"), order: .iso)
      }
    }
  }

  private static func texts<Element>(
    _ column: PlainColumn<Element>, unless fits: (Element) -> Bool,
    _ write: (Element, inout OutputBuffer) -> Void
  ) -> TextColumn? {
    let values = column.values.span
    let validity = column.validity
    guard let first = values.indices.first(where: { validity[$0] && !fits(values[$0]) }) else { return nil }
    var texts = TextColumn()
    var scratch = OutputBuffer(capacity: 64)
    for row in values.indices {
      if row < first || !validity[row] || fits(values[row]) {
        texts.appendNull()
      } else {
        scratch.removeAll()
        write(values[row], &scratch)
        texts.append(scratch.copy())
      }
    }
    return texts
  }
}

extension CellPolicy.TextChanges {
  /// Describes each change in a message.
  var words: [String] {
    var words: [String] = []
    if contains(.cut) { words.append("text of more than \(CellPolicy.textLimit) characters cut") }
    if contains(.lineEnds) { words.append("line breaks written as those of cells (LF)") }
    if contains(.escaped) { words.append("characters written as Excel's escapes (_x0001_)") }
    if contains(.replaced) { words.append("character NUL replaced by U+FFFD") }
    if contains(.manyLines) {
      words.append(
        "text of more than \(CellPolicy.lineFeedLimit) line breaks, of which Excel may not show all")
    }
    return words
  }
}
