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
    _ column: Column, header: String, format: String?, width: Double?, language: WrittenLanguage,
    zone: Zone
  ) throws {
    self.header = header
    kind = ColumnPlan.kind(of: column, format: format)
    look = CellStyle(numberFormat: try ColumnPlan.numberFormat(column, format: format, language: language))
    switch kind {
    case .boolean: look.horizontal = .center
    case .text, .link: (look.horizontal, look.indent) = (.left, 1)
    case .integer, .number, .date, .datetime: break
    }
    if case .text(let texts) = column, kind == .text {
      // Line breaks show only in cells that wrap.
      look.wraps = texts.bytes.contains { $0 == 0x0A || $0 == 0x0D }
    }
    let content = ContentWidth.characters(of: column, numberFormat: look.numberFormat, language: language)
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
  mutating func makeRoom(for total: Double, _ language: WrittenLanguage) {
    if look.numberFormat.isEmpty { return }
    let room = ContentWidth.characters(
      of: .number(PlainColumn([total])), numberFormat: look.numberFormat, language: language)
    let needed = Double(min(room, ColumnPlan.longestLine) + 3)
    (width, least) = (max(width, needed), max(least, needed))
  }

  private static func kind(of column: Column, format: String?) -> Kind {
    switch column {
    case .text: format == "link" ? .link : .text
    case .integer: .integer
    case .number: .number
    case .boolean: .boolean
    case .date: .date
    case .datetime: .datetime
    }
  }

  private static func numberFormat(
    _ column: Column, format: String?, language: WrittenLanguage
  ) throws -> String {
    switch format {
    case "text": return "@"
    case "id": if case .text = column { return "@" } else { return "0" }
    case "integer": return NumberFormatText.whole
    case "percent": return NumberFormatText.percent
    case "date": return NumberFormatText.date(language)
    case "number":
      if case .number(let numbers) = column { return NumberFormatText.number(for: numbers) }
      return NumberFormatText.whole
    case nil, "datetime", "link":
      switch column {
      case .text: return ""
      // Excel shows booleans in words; LibreOffice would show 1 and 0.
      case .boolean:
        return "\"\(language.truth.true)\";\"\(language.truth.true)\";\"\(language.truth.false)\""
      // Integers are often years or identifiers, so they get a thousands separator only on request.
      case .integer: return "0"
      case .number(let numbers): return NumberFormatText.number(for: numbers)
      case .date: return NumberFormatText.date(language)
      case .datetime(let instants):
        let hasSeconds = (0..<instants.count).contains {
          instants.validity[$0] && instants.values[$0] % TimeSpan.minute.microseconds != 0
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
  static func characters(of column: Column, numberFormat: String, language: WrittenLanguage) -> Int {
    switch column {
    case .text(let texts): return characters(of: texts)
    case .boolean(let truths): return truths.count == 0 ? 0 : 9
    case .date, .datetime: return FormatWidth.shown(numberFormat)
    case .integer(let integers):
      var longest = 0
      for row in 0..<integers.count where integers.validity[row] {
        let value = integers.values[row]
        longest = max(longest, decimalDigits(Double(value.magnitude)) + (value < 0 ? 1 : 0))
      }
      return longest == 0 ? 0 : longest + grouping(longest, numberFormat) + FormatWidth.added(numberFormat)
    case .number(let numbers):
      var longest = 0
      for row in 0..<numbers.count where numbers.validity[row] {
        let value = numbers.values[row]
        let digits = numberFormat.isEmpty ? 11 : decimalDigits(value.magnitude)
        longest = max(longest, digits + (value < 0 ? 1 : 0))
      }
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

  /// In longer tables, later texts are measured only if they have more bytes than all before them.
  private static let measuredRows = 10_000

  private static func characters(of texts: TextColumn) -> Int {
    let bytes = texts.bytes.span
    var (longest, mostBytes) = (0, 0)
    for row in 0..<texts.count {
      let range = texts.range(at: row)
      // No letter takes more than two digits a byte.
      if row < measuredRows ? range.count * 20 <= longest : range.count <= mostBytes { continue }
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
    return (longest + 9) / 10
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
