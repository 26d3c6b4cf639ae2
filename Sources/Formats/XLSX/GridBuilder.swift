internal import Tables

/// The cells of a sheet as they come, put into a ``SheetGrid``. One value, so that the parser reaches all of
/// it at once for each of millions of elements.
struct GridBuilder {
  var grid = SheetGrid()
  /// Why the sheet cannot be read.
  private(set) var problemText: String?
  var problem: String? {
    get { problemText }
    set { problemText = problemText ?? newValue }
  }
  /// For messages.
  let name: String

  var hasFormula = false
  /// Inside `<v>`, or `<t>` of an inline text other than a reading aid.
  var takesText = false
  var isInPhonetic = false

  private let styles: CellStyles
  private let sharedTexts: [Range<UInt32>]
  /// The bytes of shared texts, of which each cell gets a copy; empty if the grid has them all.
  private let sharedBytes: [UInt8]
  private let cellLimit: Int
  // The row and cell that are being read.
  private(set) var line = 0
  private var rowHasCells = false
  private var rowIsHidden = false
  /// Whether a row came after one that is below it, or came again.
  private(set) var isOutOfOrder = false
  /// Whether the first row has no number.
  private(set) var beginsWithoutNumber = false
  private var column = -1
  private var type = CellAttributes.ValueType.number
  private var style = 0
  private var valueStart = 0
  private var hasValue = false

  init(name: String, size: Int, sharedTexts: SharedTexts, styles: CellStyles, cellLimit: Int) {
    self.name = name
    self.styles = styles
    self.cellLimit = cellLimit
    self.sharedTexts = sharedTexts.ranges
    sharedBytes = []
    // Room that is not used takes no memory; an array that grows is for a moment there twice.
    grid.bytes.reserveCapacity(sharedTexts.bytes.count + size / 2)
    grid.bytes.append(contentsOf: sharedTexts.bytes)
  }

  /// For some rows of a sheet.
  init(block name: String, size: Int, sharedTexts: SharedTexts, styles: CellStyles, cellLimit: Int) {
    self.name = name
    self.styles = styles
    self.cellLimit = cellLimit
    self.sharedTexts = sharedTexts.ranges
    sharedBytes = sharedTexts.bytes
    grid.bytes.reserveCapacity(size / 2)
  }

  /// - Parameter number: the row's number on the sheet, 1-based; nil where it follows the one before it.
  mutating func startRow(_ number: Int?, isHidden: Bool) {
    if number == nil, line == 0 { beginsWithoutNumber = true }
    line = number ?? line + 1
    column = -1
    rowHasCells = false
    rowIsHidden = isHidden
    if line > CellPlace.rowLimit || line < 1 { problem = "row \(line) is not a row that a sheet can have" }
  }

  /// - Returns: false if there is a ``problem``; so do the two below.
  mutating func startCell(_ cell: CellAttributes) -> Bool {
    column = cell.column ?? column + 1
    if column >= CellPlace.columnLimit {
      problem = "row \(line) has a cell past the last column that a sheet can have"
    }
    style = cell.style
    type = cell.type
    hasValue = false
    hasFormula = false
    takesText = false
    valueStart = grid.bytes.count
    return problemText == nil
  }

  mutating func startValue() {
    takesText = column >= 0
    hasValue = takesText
  }

  mutating func startText() {
    takesText = column >= 0 && type == .inline && !isInPhonetic
    hasValue = hasValue || takesText
  }

  @inline(__always)
  mutating func take(_ bytes: Span<UInt8>) -> Bool {
    guard takesText else { return true }
    if grid.bytes.count - valueStart + bytes.count > cellLimit {
      problem = "a cell in row \(line) has more than \(UnpackingLimits.words(cellLimit))"
      return false
    }
    grid.bytes.append(bytes, 0..<bytes.count)
    return true
  }

  mutating func endCell() -> Bool {
    addCell()
    return problemText == nil
  }

  private mutating func addCell() {
    guard column >= 0, column < CellPlace.columnLimit else { return }
    if hasFormula { grid.formulas?.append((line, column)) }
    guard hasValue, !hasFormula || grid.bytes.count > valueStart || type == .text else {
      if hasFormula {
        grid.notes.valuelessFormulas += 1
        beginRow(withoutValue: true)
        grid.unreadable?.append((line, column, "a formula without a stored value"))
      }
      return
    }
    guard grid.bytes.count <= UInt32.max else {
      problem = "its texts are more than 4 GB"
      return
    }
    switch type {
    case .shared: addShared()
    case .text, .inline:
      ExcelEscapes.decode(&grid.bytes, from: valueStart)
      add(.text)
    case .boolean:
      guard let isTrue = GridBuilder.boolean(grid.bytes[valueStart...]) else {
        addError()
        break
      }
      grid.bytes.truncate(to: valueStart)
      grid.bytes.append(contentsOf: isTrue ? "true".utf8 : "false".utf8)
      add(.boolean)
    case .error: addError()
    case .date: addISO()
    case .number: addNumber()
    }
  }

  /// `1`, or `true` as XML has it. Other numbers are true but for zero, as LibreOffice and Python's readers have them;
  /// nil for what is none of these.
  private static func boolean(_ bytes: ArraySlice<UInt8>) -> Bool? {
    if bytes.count < 2 {
      let digit = bytes.first ?? UInt8(ascii: "0")
      if digit &- 48 <= 9 { return digit != UInt8(ascii: "0") }
    }
    let text = String(decoding: bytes, as: UTF8.self)
    return Int64(text).map { $0 != 0 } ?? Bool(text.lowercased())
  }

  /// A cell with an error has no value.
  private mutating func addError() {
    let error = String(decoding: grid.bytes[valueStart...], as: UTF8.self)
    grid.notes.errors[error, default: 0] += 1
    beginRow(withoutValue: true)
    grid.unreadable?.append((line, column, error))
    grid.bytes.truncate(to: valueStart)
  }

  private mutating func addShared() {
    var number = 0
    for index in valueStart..<grid.bytes.count where grid.bytes[index] &- 48 <= 9 {
      number = min(number * 10 + Int(grid.bytes[index] &- 48), Int(UInt32.max))
    }
    grid.bytes.truncate(to: valueStart)
    guard number < sharedTexts.count else {
      problem = "a cell in row \(line) shows shared text \(number), and there are \(sharedTexts.count)"
      return
    }
    let range = sharedTexts[number]
    if sharedBytes.isEmpty {
      add(.text, range)
    } else {
      grid.bytes.append(contentsOf: sharedBytes[Int(range.lowerBound)..<Int(range.upperBound)])
      add(.text)
    }
  }

  private mutating func addNumber() {
    if grid.bytes.count == valueStart { return }
    let format = styles.kind(style)
    let isPlain = format == .number || format == .text
    if isPlain {
      var hasExponent = false
      for index in valueStart..<grid.bytes.count where grid.bytes[index] | 0x20 == UInt8(ascii: "e") {
        hasExponent = true
      }
      if !hasExponent {
        add(.number)
        return
      }
    }
    guard let value = SerialText.value(of: grid.bytes.span, valueStart..<grid.bytes.count) else {
      // Such as NAN; its row becomes a reject.
      add(.number)
      return
    }
    let numberEnd = grid.bytes.count
    if isPlain {
      grid.bytes.truncate(to: valueStart)
      grid.bytes.append(contentsOf: SerialText.plain(value).utf8)
      add(.number)
    } else if let kind = styles.epoch.write(value, as: format, to: &grid.bytes) {
      // The text takes the place of the number.
      let length = grid.bytes.count - numberEnd
      for index in 0..<length { grid.bytes[valueStart + index] = grid.bytes[numberEnd + index] }
      grid.bytes.truncate(to: valueStart + length)
      add(kind)
    } else {
      // A number outside the calendar stays a number.
      add(.number)
    }
  }

  /// Dates of strict workbooks are written in ISO 8601.
  private mutating func addISO() {
    let text = grid.bytes[valueStart...]
    if text.isEmpty { return }
    // A local time, whatever some programs append.
    if grid.bytes.last == UInt8(ascii: "Z") { grid.bytes.removeLast() }
    guard let mark = grid.bytes[valueStart...].firstIndex(of: UInt8(ascii: "T")) else {
      add(grid.bytes[valueStart...].contains(UInt8(ascii: ":")) ? .time : .date)
      return
    }
    let format = styles.kind(style)
    let isMidnight = grid.bytes[(mark + 1)...].allSatisfy { [0x30, 0x3A, 0x2E].contains($0) }
    if format == .date, isMidnight {
      grid.bytes.truncate(to: mark)
      add(.date)
    } else if format == .time, grid.bytes[valueStart..<mark].starts(with: "1899-12-3".utf8) {
      // The day before the first day of workbooks: a time of day.
      add(.time, UInt32(mark + 1)..<UInt32(grid.bytes.count))
    } else {
      add(.datetime)
    }
  }

  /// Puts rows into order that were not.
  mutating func finish() {
    if isOutOfOrder, let reason = grid.orderRows() { problem = reason }
  }

  private mutating func add(_ kind: CellKind) { add(kind, UInt32(valueStart)..<UInt32(grid.bytes.count)) }

  /// - Parameter withoutValue: the cell holds nothing that can be read. What somebody has sent back has its place.
  private mutating func beginRow(withoutValue: Bool = false) {
    if rowHasCells || withoutValue && grid.unreadable != nil { return }
    if let last = grid.lines.last, last >= line { isOutOfOrder = true }
    grid.lines.append(Int32(line))
    if rowIsHidden { grid.notes.hiddenRows += 1 }
    rowHasCells = true
  }

  private mutating func add(_ kind: CellKind, _ range: Range<UInt32>) {
    if !rowHasCells { beginRow() }
    while grid.columns.count <= column { grid.columns.append([]) }
    let row = Int32(grid.lines.count - 1)
    let cell = SheetGrid.Cell(row: row, start: range.lowerBound, end: range.upperBound, kind: kind)
    if let last = grid.columns[column].last, last.row == row {
      // Other programs show the last one, too.
      grid.notes.replacedCells += 1
      grid.columns[column][grid.columns[column].count - 1] = cell
      return
    }
    grid.columns[column].append(cell)
  }
}

extension [UInt8] {
  /// Gives up the bytes from `end` on.
  mutating func truncate(to end: Int) { removeLast(count - end) }
}
