/// A Unicode date pattern such as `dd/MM/yyyy HH:mm`, compiled, that reads dates and times from bytes.
///
/// Letters: `y` year (`yy` is 1970 to 2069), `M` month (`MMM`, `MMMM`: its name in English, Spanish,
/// Portuguese or French), `d` day, `E` weekday (read over), `H` hour of 24, `h` hour of 12, `m`
/// minute, `s` second, `S` fraction, `a` half of the day, `z` `Z` `X` `x` offset. Other letters stand
/// in quotes; `''` is a quote. One blank stands for any spaces. Case does not count.
package struct DatePattern: Sendable, Hashable {
  package let text: String
  private let parts: [Part]

  private enum Part: Sendable, Hashable {
    case year(digits: Int)
    case month(exact: Bool), monthName, day(exact: Bool), weekday
    case hour(exact: Bool), halfDayHour(exact: Bool), minute(exact: Bool), second(exact: Bool)
    case fraction, half, offset, spaces
    case literal(UInt8)

    var isNumber: Bool {
      switch self {
      case .year, .month, .day, .hour, .halfDayHour, .minute, .second, .fraction: true
      default: false
      }
    }
  }

  /// Why a pattern cannot be used, in words for its author.
  package struct Problem: Error, Equatable { package let reason: String }

  package init(_ text: String) throws(Problem) {
    self.text = text
    var parts: [Part] = []
    var names = Set<Character>()
    let letters = Array(text)
    var index = 0
    while index < letters.count {
      let letter = letters[index]
      if letter == "'" {
        index = try DatePattern.quoted(letters, from: index, into: &parts)
        continue
      }
      var count = 1
      while index + count < letters.count, letters[index + count] == letter { count += 1 }
      if letter.isASCII && letter.isLetter {
        guard let part = DatePattern.part(letter, count) else {
          throw Problem(reason: "'\(String(repeating: letter, count: count))' is no part of a date")
        }
        names.insert(letter)
        parts.append(part)
      } else {
        for _ in 0..<count { DatePattern.append(literal: letter, to: &parts) }
      }
      index += count
    }
    if names.isDisjoint(with: ["y", "u"]) { throw Problem(reason: "it has no year (yyyy)") }
    if names.isDisjoint(with: ["M", "L"]) { throw Problem(reason: "it has no month (MM)") }
    if !names.contains("d") { throw Problem(reason: "it has no day (dd)") }
    if names.contains("h") && !names.contains("a") {
      throw Problem(reason: "'h' is an hour of 12 and needs 'a'; an hour of 24 is 'H'")
    }
    self.parts = DatePattern.marked(parts)
  }

  /// Whether the pattern has a time of day.
  package var hasTime: Bool {
    parts.contains {
      switch $0 {
      case .hour, .halfDayHour: true
      default: false
      }
    }
  }

  private static func quoted(_ letters: [Character], from start: Int, into parts: inout [Part])
    throws(Problem)
    -> Int
  {
    var index = start + 1
    if index < letters.count, letters[index] == "'" {
      append(literal: "'", to: &parts)
      return index + 1
    }
    while index < letters.count {
      if letters[index] == "'" {
        if index + 1 < letters.count, letters[index + 1] == "'" {
          append(literal: "'", to: &parts)
          index += 2
          continue
        }
        return index + 1
      }
      append(literal: letters[index], to: &parts)
      index += 1
    }
    throw Problem(reason: "a quote is not closed")
  }

  private static func append(literal letter: Character, to parts: inout [Part]) {
    if letter.isWhitespace {
      if parts.last != .spaces { parts.append(.spaces) }
    } else {
      for byte in String(letter).utf8 { parts.append(.literal(byte)) }
    }
  }

  private static func part(_ letter: Character, _ count: Int) -> Part? {
    switch (letter, count) {
    case ("y", 1...4), ("u", 1...4): .year(digits: count == 2 ? 2 : count == 4 ? 4 : 0)
    case ("M", 1...2), ("L", 1...2): .month(exact: false)
    case ("M", 3...4), ("L", 3...4): .monthName
    case ("d", 1...2): .day(exact: false)
    case ("E", 1...4), ("e", 3...4), ("c", 3...4): .weekday
    case ("H", 1...2): .hour(exact: false)
    case ("h", 1...2): .halfDayHour(exact: false)
    case ("m", 1...2): .minute(exact: false)
    case ("s", 1...2): .second(exact: false)
    case ("S", 1...9): .fraction
    case ("a", 1...3): .half
    case ("z", 1...4), ("Z", 1...5), ("X", 1...5), ("x", 1...5), ("O", 1...4), ("V", 2): .offset
    default: nil
    }
  }

  /// Numbers that touch the next number have a fixed width.
  private static func marked(_ parts: [Part]) -> [Part] {
    var result = parts
    for index in parts.indices.dropLast() where parts[index + 1].isNumber {
      switch parts[index] {
      case .month: result[index] = .month(exact: true)
      case .day: result[index] = .day(exact: true)
      case .hour: result[index] = .hour(exact: true)
      case .halfDayHour: result[index] = .halfDayHour(exact: true)
      case .minute: result[index] = .minute(exact: true)
      case .second: result[index] = .second(exact: true)
      default: break
      }
    }
    return result
  }

  /// What the text says, or nil when it does not follow the pattern or there is no such time.
  package func days(_ text: String) -> Int32? {
    let bytes = Array(text.utf8)
    return read(bytes.span, 0..<bytes.count)?.days
  }

  func read(_ bytes: Span<UInt8>, _ range: ByteRange) -> WallTime? {
    let range = bytes.trimmed(range)
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
    for part in parts {
      switch part {
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
        let word = DateWords.word(bytes, index, end: end)
        guard !word.letters.isEmpty else { return nil }
        index = word.end
        if index < end, bytes[index] == UInt8(ascii: ".") { index += 1 }
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
        // A month's own dot (`sept.`) has been read with its name.
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

  /// An ISO offset, `UTC`, `GMT`, or one of these with an offset such as `GMT-5`.
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
