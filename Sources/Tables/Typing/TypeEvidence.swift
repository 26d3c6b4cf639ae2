/// The types that fit all values so far.
struct TypeEvidence: Sendable {
  private(set) var count = 0
  /// Index 0 is for a dot as decimal mark, index 1 for a comma.
  private(set) var isInteger = [true, true]
  private(set) var isNumber = [true, true]
  private(set) var hasMarks = false
  private(set) var isBoolean = true
  private(set) var isDate = true
  private(set) var isDateTime = true
  private(set) var patterns: [DatePattern]?
  /// The reason why numbers stay text, and which of the two syntaxes fitted until then.
  private var keptAsTextAfter: (reason: String, isNumber: [Bool])?

  var keptAsText: String? { keptAsTextAfter?.reason }

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
    patterns = (patterns ?? TypeEvidence.patterns).filter { $0.read(bytes, range) != nil }
  }

  private mutating func takeNumber(_ bytes: Span<UInt8>, _ range: ByteRange) {
    guard isNumber[0] || isNumber[1] else { return }
    if let reason = TypeEvidence.reasonForText(bytes, range) {
      keptAsTextAfter = (reason, isNumber)
      isNumber = [false, false]
      isInteger = [false, false]
      return
    }
    for (index, mark) in [TypeEvidence.dot, TypeEvidence.comma].enumerated() where isNumber[index] {
      let syntax = NumberSyntax(decimal: mark)
      isNumber[index] = syntax.number(bytes, range) != nil
      if isInteger[index] {
        // `12.0` is written as a number.
        isInteger[index] = syntax.integer(bytes, range) != nil && !range.contains { bytes[$0] == mark }
      }
    }
    if range.contains(where: { bytes[$0] == TypeEvidence.dot || bytes[$0] == TypeEvidence.comma }) {
      hasMarks = true
    }
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

  /// The reason why digits are a code rather than a number; nil if they are a number.
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
}
