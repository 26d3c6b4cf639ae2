/// Reads dates and times by a pattern.
///
/// Reading is more tolerant than writing. Case is ignored, one blank matches any spaces, names of months
/// and weekdays may be in any language of ``CalendarNames``, and a number may have one digit less than
/// the pattern unless another number follows directly. Weekdays, quarters and week numbers are skipped:
/// year, month and day determine the date.
extension DatePattern {
  enum ReadingStep: Sendable, Hashable {
    case year(digits: Int)
    case month(exact: Bool), monthName, day(exact: Bool), weekday
    case hour(exact: Bool), halfDayHour(exact: Bool), minute(exact: Bool), second(exact: Bool)
    /// A number that is skipped.
    case number
    case fraction, half, offset, spaces
    case literal(UInt8)

    fileprivate var isNumber: Bool {
      switch self {
      case .year, .month, .day, .hour, .halfDayHour, .minute, .second, .fraction, .number: true
      case .literal(let byte): byte &- 48 <= 9
      default: false
      }
    }

    fileprivate init(_ field: Field, width: Int) {
      switch field {
      case .year: self = .year(digits: width == 2 ? 2 : width == 4 ? 4 : 0)
      case .month: self = width > 2 ? .monthName : .month(exact: false)
      case .day: self = .day(exact: false)
      case .weekday: self = .weekday
      case .quarter, .week, .weekYear, .dayOfYear: self = .number
      case .hour: self = .hour(exact: false)
      case .halfDayHour: self = .halfDayHour(exact: false)
      case .minute: self = .minute(exact: false)
      case .second: self = .second(exact: false)
      case .fraction: self = .fraction
      case .half: self = .half
      case .offsetOrZ, .offset, .zoneName, .zoneOffset, .gmtOffset, .zoneID: self = .offset
      }
    }

    /// The number in fixed width, because another number follows directly.
    fileprivate var exact: ReadingStep {
      switch self {
      case .month: .month(exact: true)
      case .day: .day(exact: true)
      case .hour: .hour(exact: true)
      case .halfDayHour: .halfDayHour(exact: true)
      case .minute: .minute(exact: true)
      case .second: .second(exact: true)
      default: self
      }
    }
  }

  static func readingSteps(_ pieces: [Piece]) -> [ReadingStep] {
    var steps: [ReadingStep] = []
    for piece in pieces {
      switch piece {
      case .field(let field, let width): steps.append(ReadingStep(field, width: width))
      case .literal(let bytes):
        for letter in String(decoding: bytes, as: UTF8.self) {
          if !letter.isWhitespace {
            steps += String(letter).utf8.map { .literal($0) }
          } else if steps.last != .spaces {
            steps.append(.spaces)
          }
        }
      }
    }
    // Spaces at the ends of a text are ignored, so the pattern must not require them.
    if steps.first == .spaces { steps.removeFirst() }
    if steps.last == .spaces { steps.removeLast() }
    for index in steps.indices.dropLast() where steps[index + 1].isNumber {
      steps[index] = steps[index].exact
    }
    return steps
  }

  /// The time that a text names; nil if it does not match the pattern or the time does not exist.
  package func read(_ bytes: Span<UInt8>, _ range: ByteRange) -> WallTime? {
    let range = bytes.trimmed(range)
    if let serial { return serial.read(bytes, range) }
    let end = range.upperBound
    var index = range.lowerBound
    var year = 0
    var month = 0
    var day = 0
    var hour = 0
    var minute = 0
    var second = 0
    var microsecond = 0
    var afternoon: Bool?
    var offset: Int64?
    func number(_ most: Int, exact: Bool = false) -> Int? {
      var value = 0
      var count = 0
      while index < end, count < most, bytes[index] &- 48 <= 9 {
        value = value * 10 + Int(bytes[index] &- 48)
        index += 1
        count += 1
      }
      return count > 0 && (!exact || count == most) ? value : nil
    }
    for step in steps {
      switch step {
      case .year(let digits):
        guard let value = number(digits == 2 ? 2 : 4, exact: digits > 0) else { return nil }
        year = digits == 2 ? (value < 70 ? 2000 + value : 1900 + value) : value
      case .month(let exact):
        guard let value = number(2, exact: exact) else { return nil }
        month = value
      case .monthName:
        guard let found = DateWords.month(bytes, index, end: end) else { return nil }
        month = found.month
        index = found.end
      case .day(let exact):
        guard let value = number(2, exact: exact) else { return nil }
        day = value
      case .weekday:
        guard let next = DateWords.weekday(bytes, index, end: end) else { return nil }
        index = next
      case .number:
        guard number(4) != nil else { return nil }
      case .hour(let exact):
        guard let value = number(2, exact: exact) else { return nil }
        hour = value
      case .halfDayHour(let exact):
        guard let value = number(2, exact: exact), (1...12).contains(value) else { return nil }
        hour = value % 12
      case .minute(let exact):
        guard let value = number(2, exact: exact) else { return nil }
        minute = value
      case .second(let exact):
        guard let value = number(2, exact: exact) else { return nil }
        second = value
      case .fraction:
        guard let found = ISOTime.fraction(bytes, index, end: end) else { return nil }
        microsecond = found.microseconds
        index = found.end
      case .half:
        guard let found = DateWords.half(bytes, index, end: end) else { return nil }
        afternoon = found.isAfternoon
        index = found.end
      case .offset:
        guard let found = DatePattern.offset(bytes, index, end: end) else { return nil }
        offset = found.offset
        index = found.end
      case .spaces:
        let before = index
        while index < end {
          let length = bytes.spaceLength(at: index, end: end)
          if length == 0 { break }
          index += length
        }
        guard index > before else { return nil }
      case .literal(let byte):
        guard index < end else { return nil }
        // The dot of a short month name (`sept.`) has been read with the name.
        if byte == UInt8(ascii: "."), bytes[index] != byte, index > 0, bytes[index - 1] == byte { continue }
        guard lowered(bytes[index]) == lowered(byte) else { return nil }
        index += 1
      }
    }
    guard index == end else { return nil }
    if afternoon == true, hour < 12 { hour += 12 }
    return WallTime(
      year: year, month: month, day: day, hour: hour, minute: minute, second: second,
      microsecond: microsecond, offset: offset, hasTime: hasTime)
  }

  private func lowered(_ byte: UInt8) -> UInt8 { (0x41...0x5A).contains(byte) ? byte | 0x20 : byte }

  /// Reads an ISO offset, `UTC`, `GMT`, or an offset such as `GMT-5`.
  private static func offset(_ bytes: Span<UInt8>, _ start: Int, end: Int) -> (offset: Int64, end: Int)? {
    let word = DateWords.word(bytes, start, end: end)
    guard word.letters == Array("gmt".utf8) || word.letters == Array("utc".utf8) else {
      return ISOTime.readOffset(bytes, start..<end)
    }
    guard word.end < end, bytes[word.end] == 0x2B || bytes[word.end] == 0x2D else { return (0, word.end) }
    if let found = ISOTime.readOffset(bytes, word.end..<end) { return found }
    // `GMT-5`, `GMT-3:30`
    var index = word.end + 1
    guard index < end, bytes[index] &- 48 <= 9 else { return nil }
    var offset = Int64(bytes[index] &- 48) * TimeSpan.hour.microseconds
    index += 1
    if index + 2 < end, bytes[index] == 0x3A, bytes[index + 1] &- 48 <= 5, bytes[index + 2] &- 48 <= 9 {
      offset +=
        (Int64(bytes[index + 1] &- 48) * 10 + Int64(bytes[index + 2] &- 48)) * TimeSpan.minute.microseconds
      index += 3
    }
    return (bytes[word.end] == 0x2D ? -offset : offset, index)
  }
}
