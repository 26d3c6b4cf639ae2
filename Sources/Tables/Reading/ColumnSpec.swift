internal import Diagnostics

/// How to make one column of the result from the fields of a file.
package struct ColumnSpec: Sendable {
  package var name: String
  package var type: ColumnType
  /// The index of the file's column; nil if the file has none and every row is null.
  package var source: Int?
  package var isRequired = false
  /// Texts that stand for null, compared after trimming.
  package var nulls: [[UInt8]] = []
  /// By folded text: the text that is read instead.
  package var replacements: [String: [UInt8]] = [:]
  package var numbers = NumberSyntax()
  package var times = TimeSyntax.iso
  /// The unit of a column of numbers that are written as texts; nil: plain numbers.
  package var measure: Measure?
  package var zone: Zone
  /// False for columns that are only checked, because nothing reads them.
  package var isBuilt = true
  /// Whether no header of the file is its name: it has none, or one that stands twice.
  package var isNameless = false
  /// A column without a header at the end of the rows: dropped if all its values are empty.
  package var isDroppedIfEmpty = false

  package init(_ name: String, _ type: ColumnType, source: Int?, zone: Zone) {
    self.name = name
    self.type = type
    self.source = source
    self.zone = zone
  }

  /// The form in which texts are compared: without case, accents and white space at the ends.
  package static func key(_ text: String) -> String {
    let bytes = Array(folded(text).utf8)
    return bytes.span.text(bytes.span.trimmed(0..<bytes.count))
  }

  /// Whether a value can cause its row to be rejected.
  package var isChecked: Bool { isRequired || type != .text }

  /// The reason for rejecting a value that does not fit the type.
  package func misfit(_ value: String) -> String {
    let shown = value.unicodeScalars.count > 80 ? String(value.prefix(79)) + "…" : value
    if let measure, type == .number || type == .integer {
      let whole = type == .integer ? "a whole number of \(measure.rawValue)" : "a duration"
      return measure.isDuration
        ? "'\(shown)' is not \(whole), as in 1h 13m 42s, 0:16:02 or 95 mins"
        : "'\(shown)' is not a percentage"
    }
    switch type {
    case .text: return "'\(shown)' is not text"
    case .integer:
      let isLarge = numbers.number(value) != nil && !shown.contains { "eE".contains($0) }
      let isWhole = !shown.utf8.contains(numbers.decimal)
      return isLarge && isWhole
        ? "'\(shown)' is out of the range of integers" : "'\(shown)' is not an integer"
    case .number: return "'\(shown)' is not a number"
    case .boolean: return "'\(shown)' is not true or false"
    case .date, .datetime:
      let what = type == .date ? "a date" : "a date and time"
      if case .patterns(let patterns) = times {
        let texts = patterns.map { $0.serial == nil ? "'\($0.text)'" : "'44312' (\($0.text))" }
        return "'\(shown)' is not \(what) like \(enumeration(texts, or: "or"))"
      }
      return "'\(shown)' is not \(what)"
    }
  }
}

/// The syntax of dates and times in a column.
package enum TimeSyntax: Sendable, Hashable {
  case iso
  /// Tried in order.
  case patterns([DatePattern])
  /// Any syntax of the known formats; this is the order of purely numeric dates.
  case loose(DateOrder)

  @inline(__always)
  package func read(_ bytes: Span<UInt8>, _ range: ByteRange) -> WallTime? {
    switch self {
    case .iso: ISOTime.read(bytes, bytes.trimmed(range))
    case .patterns(let patterns): TimeSyntax.first(patterns, bytes, range)
    case .loose(let order): LooseTime.read(bytes, range, order: order)
    }
  }

  private static func first(_ patterns: [DatePattern], _ bytes: Span<UInt8>, _ range: ByteRange) -> WallTime?
  {
    for pattern in patterns {
      if let time = pattern.read(bytes, range) { return time }
    }
    return nil
  }
}
