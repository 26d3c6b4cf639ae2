internal import Diagnostics
internal import Tables

/// The look of one column's cells, decided once for all code that writes them.
struct ColumnPlan: Sendable {
  enum Kind: Sendable { case text, link, integer, number, boolean, date, datetime }

  var header: String
  var kind: Kind
  var look: CellStyle
  /// In characters.
  var width: Double
  /// The width of the longest cell, or of the longest word of the header if that is more.
  private(set) var least = 0.0
  /// The style of a cell that is a link; other texts in the column look like ordinary text.
  var linkLook: CellStyle {
    var look = look
    (look.color, look.isUnderlined) = (WorkbookLook.link, true)
    return look
  }
  /// Aligned like the cells, left or right (with room for the filter's arrow).
  var headerLook: CellStyle {
    var look = WorkbookLook.tableHeader
    switch kind {
    case .text, .link: (look.horizontal, look.indent) = (.left, 1)
    case .boolean: look.horizontal = .center
    case .integer, .number, .date, .datetime: (look.horizontal, look.indent) = (.right, 2)
    }
    return look
  }
  /// The value of the column's total; nil if it has none.
  var total: ColumnTotal.Result?
  /// Whether long texts wrap.
  var wraps: Bool { look.wraps }

  static let longestLine = 60
  /// The part of a text's column that stays empty, in characters.
  static let indent = 2

  /// - Throws: a diagnostic if the format is not valid.
  init(
    _ values: SheetValues, header: String, format: String?, width: Double?, language: WrittenLanguage,
    zone: Zone
  ) throws {
    self.header = header
    kind = ColumnPlan.kind(of: values.type, format: format)
    look = CellStyle(numberFormat: try ColumnPlan.numberFormat(values, format: format, language: language))
    switch kind {
    case .boolean: look.horizontal = .center
    case .text, .link: (look.horizontal, look.indent) = (.left, 1)
    case .integer, .number, .date, .datetime: break
    }
    if kind == .text {
      // Line breaks show only in cells that wrap.
      look.wraps = try values.contains { column in
        guard case .text(let texts) = column else { return false }
        return texts.bytes.contains { $0 == 0x0A || $0 == 0x0D }
      }
    }
    let content = try ContentWidth.characters(of: values, numberFormat: look.numberFormat, language: language)
    least = Double(
      min(
        max(content + 3, ContentWidth.longestWord(of: header) + ContentWidth.headerRoom),
        ColumnPlan.longestLine + 3))
    if let width {
      self.width = min(max(width, 1), 255)
      if kind == .text, Double(content) > self.width { look.wraps = true }
    } else {
      if kind == .text, content > ColumnPlan.longestLine { look.wraps = true }
      self.width = Double(
        min(max(content + 3, ContentWidth.headerCharacters(header)), ColumnPlan.longestLine + 3))
    }
  }

  /// A total can be longer than any of the cells.
  mutating func makeRoom(for total: Double, _ language: WrittenLanguage) throws {
    if look.numberFormat.isEmpty { return }
    let room = try ContentWidth.characters(
      of: SheetValues(.number(PlainColumn([total]))), numberFormat: look.numberFormat, language: language)
    let needed = Double(min(room, ColumnPlan.longestLine) + 3)
    (width, least) = (max(width, needed), max(least, needed))
  }

  /// The label of the totals stands in the first column, whose neighbour may have a total.
  mutating func makeRoom(forLabel label: String) {
    let needed = Double(TextWidth.bold(label) + 1)
    (width, least) = (max(width, needed), max(least, needed))
  }

  private static func kind(of type: ColumnType, format: String?) -> Kind {
    switch type {
    case .text: format == "link" ? .link : .text
    case .integer: .integer
    case .number: .number
    case .boolean: .boolean
    case .date: .date
    case .datetime: .datetime
    }
  }

  private static func numberFormat(
    _ values: SheetValues, format: String?, language: WrittenLanguage
  ) throws -> String {
    switch format {
    case "text": return "@"
    case "id": return values.type == .text ? "@" : "0"
    case "integer": return NumberFormatText.whole
    case "percent": return NumberFormatText.percent
    case "date": return NumberFormatText.date(language)
    case "number":
      return values.type == .number ? try NumberFormatText.number(for: values) : NumberFormatText.whole
    case nil, "datetime", "link":
      switch values.type {
      case .text: return ""
      // Excel shows booleans in words; LibreOffice would show 1 and 0.
      case .boolean:
        return "\"\(language.truth.true)\";\"\(language.truth.true)\";\"\(language.truth.false)\""
      // Integers are often years or identifiers, so they get a thousands separator only on request.
      case .integer: return "0"
      case .number: return try NumberFormatText.number(for: values)
      case .date: return NumberFormatText.date(language)
      case .datetime:
        let hasSeconds = try values.contains { column in
          guard case .datetime(let instants) = column else { return false }
          return (0..<instants.count).contains {
            instants.validity[$0] && instants.values[$0] % TimeSpan.minute.microseconds != 0
          }
        }
        return NumberFormatText.datetime(language, withSeconds: hasSeconds)
      }
    case let custom?:
      do {
        _ = try ExcelFormat(custom)
      } catch {
        throw Diagnostic(.unusableFormat(custom), reason: error.reason, hint: error.hint)
      }
      return NumberFormatText.named(custom, language)
    }
  }
}

/// The width of a column's cells as shown, in characters.
enum ContentWidth {
  /// The longest line of any cell.
  static func characters(of values: SheetValues, numberFormat: String, language: WrittenLanguage) throws
    -> Int
  {
    var longest = 0
    var hasRows = false
    var texts = TextMeasure()
    try values.each { column in
      hasRows = hasRows || column.count > 0
      switch column {
      case .text(let column): texts.add(column)
      case .boolean, .date, .datetime: break
      case .integer(let integers):
        var most = longest
        for row in 0..<integers.count where integers.validity[row] {
          let value = integers.values[row]
          most = max(most, decimalDigits(Double(value.magnitude)) + (value < 0 ? 1 : 0))
        }
        longest = most
      case .number(let numbers):
        var most = longest
        for row in 0..<numbers.count where numbers.validity[row] {
          let value = numbers.values[row]
          let digits = numberFormat.isEmpty ? 11 : decimalDigits(value.magnitude)
          most = max(most, digits + (value < 0 ? 1 : 0))
        }
        longest = most
      }
    }
    switch values.type {
    case .text: return texts.characters
    case .boolean: return hasRows ? 9 : 0
    case .date, .datetime: return FormatWidth.shown(numberFormat)
    case .integer, .number:
      return longest == 0 ? 0 : longest + grouping(longest, numberFormat) + FormatWidth.added(numberFormat)
    }
  }

  /// The part of a header that stays empty: the filter's arrow and the distance from the edges.
  static let headerRoom = 5

  /// A long header takes two lines, one of several dozen letters three.
  static func headerCharacters(_ header: String) -> Int {
    let words = words(of: header)
    let longestWord = min(words.max() ?? 0, ColumnPlan.longestLine)
    let whole = words.reduce(0) { $0 + $1 + 1 } - 1
    if whole <= 10 { return max(whole, 0) + headerRoom }
    let most = whole > 48 ? 3 : 2
    var width = max(longestWord, whole / most, 10)
    while width < ColumnPlan.longestLine, lines(of: words, width) > most { width += 1 }
    return min(width + headerRoom, ColumnPlan.longestLine)
  }

  static func longestWord(of header: String) -> Int { words(of: header).max() ?? 0 }

  /// Their widths; headers are bold.
  private static func words(of header: String) -> [Int] {
    header.utf8.prefix(600).split { $0 == 0x20 || $0 == 0x0A || $0 == 0x0D }
      .map { TextWidth.bold(String(decoding: $0, as: UTF8.self)) }
  }

  private static func lines(of words: [Int], _ width: Int) -> Int {
    var (lines, line) = (1, 0)
    for word in words {
      if line > 0, line + 1 + word > width { (lines, line) = (lines + 1, 0) }
      line += word + (line > 0 ? 1 : 0)
    }
    return lines
  }

  /// The longest line of texts, measured piece by piece.
  private struct TextMeasure {
    /// In longer tables, later texts are measured only if they have more bytes than all before them.
    private static let measuredRows = 10_000

    private var rows = 0
    private var longest = 0
    private var mostBytes = 0

    var characters: Int { (longest + 9) / 10 }

    mutating func add(_ texts: TextColumn) {
      let bytes = texts.bytes.span
      let measured = TextMeasure.measuredRows - rows
      rows += texts.count
      for row in 0..<texts.count {
        let range = texts.range(at: row)
        // No letter takes more than two digits a byte.
        if row < measured ? range.count * 20 <= longest : range.count <= mostBytes { continue }
        mostBytes = max(mostBytes, range.count)
        var length = 0
        var index = range.lowerBound
        while index < range.upperBound {
          if bytes[index] == 0x0A || bytes[index] == 0x0D {
            longest = max(longest, length)
            length = 0
            index += 1
          } else {
            let letter = TextWidth.letter(bytes, at: index)
            length += letter.tenths
            index += letter.length
          }
        }
        longest = max(longest, length)
      }
    }
  }

  private static func decimalDigits(_ magnitude: Double) -> Int {
    var digits = 1
    var limit = 10.0
    while magnitude >= limit, digits < 20 {
      digits += 1
      limit *= 10
    }
    return digits
  }

  private static func grouping(_ digits: Int, _ format: String) -> Int {
    format.contains(",") ? (digits - 1) / 3 : 0
  }
}

extension Diagnostic.Message {
  fileprivate static func unusableFormat(_ format: String) -> Self {
    Self(.excelFormat, "'\(format)' is not an Excel format")
  }
}
