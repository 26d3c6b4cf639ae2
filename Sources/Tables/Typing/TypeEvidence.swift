/// The types that fit all values so far.
struct TypeEvidence: Sendable {
  private(set) var count = 0
  /// Index 0 is for a dot as decimal mark, index 1 for a comma.
  private(set) var isInteger = [true, true]
  private(set) var isNumber = [true, true]
  private(set) var hasMarks = false
  /// Whether every mark is a dot.
  private(set) var hasOnlyDots = true
  private(set) var isBoolean = true
  private(set) var isDate = true
  private(set) var isDateTime = true
  private(set) var patterns: [DatePattern]?
  /// Whether all values are durations or percentages, which stay text.
  private(set) var isDuration = true
  private(set) var isPercentage = [true, true]
  /// The reason why numbers stay text, and which of the two syntaxes fitted until then.
  private var fractions = Fractions()
  private var keptAsTextAfter: (reason: String, isNumber: [Bool])?

  var keptAsText: String? { keptAsTextAfter?.reason }

  var isText: Bool {
    count > 0 && !isDuration && !isPercentage[0] && !isPercentage[1] && !isNumber[0] && !isNumber[1]
      && !isBoolean && !isDateTime && patterns?.isEmpty == true
  }

  mutating func take(_ bytes: Span<UInt8>, _ range: ByteRange) {
    count += 1
    takeNumber(bytes, range)
    if isDuration { isDuration = DurationSyntax.seconds(bytes.text(range)) != nil }
    for (index, mark) in [TypeEvidence.dot, TypeEvidence.comma].enumerated() where isPercentage[index] {
      isPercentage[index] = Measure.percentage(bytes, range, NumberSyntax(decimal: mark)) != nil
    }
    if isBoolean { isBoolean = TypeEvidence.isTruth(bytes, range) }
    if isDateTime {
      let time = ISOTime.read(bytes, range)
      isDateTime = time != nil
      isDate = isDate && time?.hasTime == false
    }
    patterns = (patterns ?? TypeEvidence.patterns).filter { $0.read(bytes, range) != nil }
  }

  private mutating func takeNumber(_ bytes: Span<UInt8>, _ range: ByteRange) {
    guard isNumber[0] || isNumber[1] else { return }
    if let reason = TypeEvidence.phoneNumber(bytes, range) { return keepAsText(reason) }
    let fitted = isNumber
    for (index, mark) in [TypeEvidence.dot, TypeEvidence.comma].enumerated() where isNumber[index] {
      let syntax = NumberSyntax(decimal: mark)
      isNumber[index] = syntax.number(bytes, range) != nil
      if isInteger[index] {
        // `12.0` is written as a number.
        isInteger[index] = syntax.integer(bytes, range) != nil && !range.contains { bytes[$0] == mark }
      }
    }
    guard isNumber[0] || isNumber[1] else { return }
    if let reason = TypeEvidence.reasonForText(bytes, range) {
      isNumber = fitted
      return keepAsText(reason)
    }
    guard let mark = range.last(where: { bytes[$0] == TypeEvidence.dot || bytes[$0] == TypeEvidence.comma })
    else { return }
    hasMarks = true
    hasOnlyDots = hasOnlyDots && bytes[mark] == TypeEvidence.dot
    if !fractions.takes(bytes, range, mark: mark) { keepAsText(Fractions.reason) }
  }

  private mutating func keepAsText(_ reason: String) {
    keptAsTextAfter = (reason, isNumber)
    isNumber = [false, false]
    isInteger = [false, false]
  }

  /// Adds the evidence of the following values, as if they had been added one by one.
  mutating func append(_ next: TypeEvidence) {
    // The reason counts only if the column could still have been numeric.
    if let kept = next.keptAsTextAfter, zip(isNumber, kept.isNumber).contains(where: { $0 && $1 }) {
      keptAsTextAfter = (kept.reason, zip(isNumber, kept.isNumber).map { $0 && $1 })
    }
    count += next.count
    isInteger = zip(isInteger, next.isInteger).map { $0 && $1 }
    isNumber = zip(isNumber, next.isNumber).map { $0 && $1 }
    hasMarks = hasMarks || next.hasMarks
    hasOnlyDots = hasOnlyDots && next.hasOnlyDots
    if isNumber[0] || isNumber[1], !fractions.takes(next.fractions) { keepAsText(Fractions.reason) }
    isDuration = isDuration && next.isDuration
    isPercentage = zip(isPercentage, next.isPercentage).map { $0 && $1 }
    isBoolean = isBoolean && next.isBoolean
    isDate = isDate && next.isDate
    isDateTime = isDateTime && next.isDateTime
    if let known = patterns, let others = next.patterns {
      let texts = Set(others.map(\.text))
      patterns = known.filter { texts.contains($0.text) }
    } else {
      patterns = patterns ?? next.patterns
    }
  }

  private static func phoneNumber(_ bytes: Span<UInt8>, _ range: ByteRange) -> String? {
    guard bytes[range.lowerBound] == UInt8(ascii: "+") else { return nil }
    return range.count { bytes[$0] &- 48 <= 9 } > 6 ? "phone numbers" : nil
  }

  /// The reason why something that can be read as a number is a code, so that the number could not be written
  /// back as the text was; nil if there is none.
  private static func reasonForText(_ bytes: Span<UInt8>, _ range: ByteRange) -> String? {
    var digits = 0
    for place in range {
      if bytes[place] &- 48 <= 9 { digits += 1 }
      if bytes[place] | 0x20 == UInt8(ascii: "e") { return "an E between digits" }
    }
    let isSigned =
      bytes[range.lowerBound] &- 48 > 9 && bytes[range.lowerBound] != dot && bytes[range.lowerBound] != comma
    let first = range.lowerBound + (isSigned ? 1 : 0)
    if first + 1 < range.upperBound, bytes[first] == 48, bytes[first + 1] &- 48 <= 9 {
      return "leading zeros"
    }
    let ends = [bytes[first], bytes[range.upperBound - 1]]
    if ends.contains(where: { $0 == dot || $0 == comma }) { return "a mark without digits beside it" }
    if digits > 15, first + digits == range.upperBound { return "more than 15 digits" }
    if digits > 15, losesDigits(bytes, range) { return "more digits than a number holds" }
    if bytes[range.lowerBound] == UInt8(ascii: "-"), !range.contains(where: { bytes[$0] &- 49 <= 8 }) {
      return "a minus before zero"
    }
    return nil
  }

  /// Whether a number with marks would be written back with other digits; zeros at its end do not count.
  private static func losesDigits(_ bytes: Span<UInt8>, _ range: ByteRange) -> Bool {
    func isMark(_ place: Int) -> Bool { bytes[place] == dot || bytes[place] == comma }
    // Marks that occur again divide groups of digits.
    var fraction = range.last { isMark($0) }
    if let mark = fraction, range.count(where: { bytes[$0] == bytes[mark] }) > 1 { fraction = nil }
    var text: [UInt8] = []
    for place in range {
      if bytes[place] &- 48 <= 9 { text.append(bytes[place]) } else if place == fraction { text.append(dot) }
    }
    guard let number = Double(text.span.text(0..<text.count)) else { return true }
    return significant("\(number)".utf8.prefix { $0 | 0x20 != UInt8(ascii: "e") }) != significant(text)
  }

  /// The digits between the zeros at the beginning and those at the end.
  private static func significant(_ number: some Sequence<UInt8>) -> [UInt8] {
    let digits = number.filter { $0 &- 48 <= 9 }
    guard let first = digits.firstIndex(where: { $0 != 48 }), let last = digits.lastIndex(where: { $0 != 48 })
    else { return [] }
    return Array(digits[first...last])
  }

  /// Only the words that spreadsheets write: `NO` may be Norway.
  private static func isTruth(_ bytes: Span<UInt8>, _ range: ByteRange) -> Bool {
    range.count >= 4 && BooleanSyntax.boolean(bytes, range) != nil
  }

  private static let dot = UInt8(ascii: ".")
  private static let comma = UInt8(ascii: ",")
  private static let patterns: [DatePattern] = {
    let dates = [
      "dd/MM/yyyy", "MM/dd/yyyy", "dd-MM-yyyy", "MM-dd-yyyy", "dd.MM.yyyy", "dd/MM/yy", "MM/dd/yy",
    ]
    let named = [
      "MMM d, yyyy", "MMM d yyyy", "d MMM yyyy", "d. MMM yyyy", "d-MMM-yyyy", "d 'de' MMMM 'de' yyyy",
      "yyyy/MM/dd",
    ]
    let times = [
      "", " HH:mm", " HH:mm:ss", " hh:mm a", " hh:mm:ss a", ", HH:mm:ss", ", hh:mm:ss a", " hh:mm:ss a z",
    ]
    return (dates + named).flatMap { date in times.compactMap { try? DatePattern(date + $0) } }
  }()
}
