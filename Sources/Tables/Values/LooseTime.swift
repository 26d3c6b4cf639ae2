/// Whether the day or the month comes first in `05/09/2022`.
package enum DateOrder: Sendable, Hashable { case dayFirst, monthFirst }

/// Reads the dates and times that meeting and video services export:
///
///     2021-04-26T13:00:00Z      04/26/2021 01:00:00 PM     26/04/2021 13:00
///     26/04/2021 13.00.00       26/04/2021 13h00
///     Apr 26, 2021 1:00 PM      mar. 18, 2021 19:02:11     14 sept 2026     26 de abril de 2021
///     26. April 2021 9:00 Uhr   lundi 1er mars 2021 9 h 30     Mon, April 26th, 2021
package enum LooseTime {
  package static func read(_ bytes: Span<UInt8>, _ range: ByteRange, order: DateOrder) -> WallTime? {
    let range = bytes.trimmed(range)
    if let iso = ISOTime.read(bytes, range) { return iso }
    var reader = Reader(position: range.lowerBound, end: range.upperBound)
    guard let date = reader.date(bytes, order: order) else { return nil }
    return reader.time(bytes, on: date)
  }

  /// The date order that this value proves for its file; nil if it could be either.
  package static func evidence(_ bytes: Span<UInt8>, _ range: ByteRange) -> (
    isNumeric: Bool, order: DateOrder?
  ) {
    let range = bytes.trimmed(range)
    var reader = Reader(position: range.lowerBound, end: range.upperBound)
    reader.skipWeekday(bytes)
    guard let first = reader.number(bytes), first.digits <= 2, let mark = reader.mark(bytes),
      let second = reader.number(bytes), second.digits <= 2, reader.mark(bytes) != nil
    else { return (false, nil) }
    if first.value > 12, second.value <= 12 { return (true, .dayFirst) }
    if second.value > 12, first.value <= 12 { return (true, .monthFirst) }
    // Nobody writes the month first with points.
    if mark == UInt8(ascii: ".") { return (true, .dayFirst) }
    return (true, nil)
  }

  private typealias Day = (year: Int, month: Int, day: Int)

  private struct Reader {
    var position: Int
    let end: Int

    /// `26 de abril de 2021 a las 9:00`, `26/04/2021 à 09:00`, `26 April 2021 um 9:00`
    private static let words = ["de", "at", "a", "as", "las", "um", "alle", "ore"].map { Array($0.utf8) }
    private static let firstLetters = words.map { $0[0] }
    /// `1er mars`, `1st April`, `1º de maio`
    private static let ordinals = ["er", "st", "nd", "rd", "th", "o"].map { Array($0.utf8) }
    /// `9:00 Uhr`, `14:30 hs`
    private static let hours = ["uhr", "h", "hs", "hrs", "horas"].map { Array($0.utf8) }

    mutating func number(_ bytes: Span<UInt8>) -> (value: Int, digits: Int)? {
      let start = position
      var value = 0
      while position < end, position - start < 4, bytes[position] &- 48 <= 9 {
        value = value * 10 + Int(bytes[position] &- 48)
        position += 1
      }
      return position > start ? (value, position - start) : nil
    }

    /// Reads `/`, `-` or `.` between the numbers of a date. A point may have a blank behind it: `26. 4. 2021`.
    mutating func mark(_ bytes: Span<UInt8>) -> UInt8? {
      guard position < end else { return nil }
      let byte = bytes[position]
      guard byte == 0x2F || byte == 0x2D || byte == 0x2E else { return nil }
      position += 1
      if byte == 0x2E { skipSpaces(bytes) }
      return byte
    }

    private mutating func skipSpaces(_ bytes: Span<UInt8>) {
      while position < end {
        let length = bytes.spaceLength(at: position, end: end)
        if length == 0 { return }
        position += length
      }
    }

    /// Skips a weekday in any language, and what follows it: `Montag, `, `lun. `, `segunda-feira, `.
    mutating func skipWeekday(_ bytes: Span<UInt8>) {
      guard position < end, bytes[position] > 0x39,
        let next = DateWords.knownWeekday(bytes, position, end: end)
      else { return }
      position = next
      skipSeparators(bytes)
    }

    /// Skips the letters or the mark that make a number an ordinal.
    private mutating func skipOrdinal(_ bytes: Span<UInt8>) {
      guard position + 1 < end, bytes[position] > 0x39 else { return }
      // U+00BA and U+00B0.
      if bytes[position] == 0xC2, bytes[position + 1] == 0xBA || bytes[position + 1] == 0xB0 {
        position += 2
        return
      }
      let word = DateWords.word(bytes, position, end: end)
      if Reader.ordinals.contains(word.letters) { position = word.end }
    }

    /// Skips spaces, commas and the words before a month, a year or a time. Behind a time `a` is half of `a. m.`.
    mutating func skipSeparators(_ bytes: Span<UInt8>, over words: [[UInt8]] = words) {
      while position < end {
        let length = bytes.spaceLength(at: position, end: end)
        if length > 0 {
          position += length
        } else if bytes[position] == 0x2C {
          position += 1
        } else {
          let first = bytes[position] | 0x20
          guard Reader.firstLetters.contains(first) || first >= 0x80 else { return }
          let word = DateWords.word(bytes, position, end: end)
          guard words.contains(word.letters) else { return }
          position = word.end
        }
      }
    }

    mutating func date(_ bytes: Span<UInt8>, order: DateOrder) -> Day? {
      skipWeekday(bytes)
      guard let first = number(bytes) else {
        // Apr 26, 2021
        guard let month = DateWords.month(bytes, position, end: end) else { return nil }
        position = month.end
        skipSeparators(bytes)
        guard let day = number(bytes), day.digits <= 2 else { return nil }
        skipOrdinal(bytes)
        skipSeparators(bytes)
        // mar. 27 avril 2021, where the first word is the weekday
        let named = DateWords.month(bytes, position, end: end)
        if let named {
          position = named.end
          skipSeparators(bytes)
        }
        guard let year = number(bytes), year.digits == 4 else { return nil }
        return (year.value, named?.month ?? month.month, day.value)
      }
      if let mark = mark(bytes) {
        if let month = DateWords.month(bytes, position, end: end) {
          // 26-abr-2021, 26. April 2021, 26.Apr.2021
          position = month.end
          let isClosed = bytes[position - 1] == 0x2E
          if self.mark(bytes) == nil, mark == 0x2E || isClosed { skipSeparators(bytes) }
          guard let year = number(bytes), year.digits == 2 || year.digits == 4 else { return nil }
          return (fullYear(year), month.month, first.value)
        }
        guard let second = number(bytes), self.mark(bytes) == mark, let third = number(bytes) else {
          return nil
        }
        if first.digits == 4 { return (first.value, second.value, third.value) }
        guard third.digits == 4 || third.digits == 2 else { return nil }
        return order == .dayFirst
          ? (fullYear(third), second.value, first.value) : (fullYear(third), first.value, second.value)
      }
      // 14 sept 2026
      skipOrdinal(bytes)
      skipSeparators(bytes)
      guard first.digits <= 2, let month = DateWords.month(bytes, position, end: end) else { return nil }
      position = month.end
      skipSeparators(bytes)
      guard let year = number(bytes), year.digits == 4 else { return nil }
      return (year.value, month.month, first.value)
    }

    private func fullYear(_ number: (value: Int, digits: Int)) -> Int {
      number.digits > 2 ? number.value : number.value < 70 ? 2000 + number.value : 1900 + number.value
    }

    mutating func time(_ bytes: Span<UInt8>, on date: Day) -> WallTime? {
      skipSeparators(bytes)
      if position < end, bytes[position] | 0x20 == UInt8(ascii: "t") { position += 1 }
      if position == end {
        return WallTime(year: date.year, month: date.month, day: date.day, hasTime: false)
      }
      guard let hour = number(bytes), hour.digits <= 2 else { return nil }
      // French 9 h 30
      let behindHour = position
      skipSpaces(bytes)
      if position < end, bytes[position] | 0x20 != UInt8(ascii: "h") { position = behindHour }
      guard position < end else { return nil }
      // 9:30, Italian 9.30 and French 9h30
      let mark = bytes[position]
      guard mark == 0x3A || mark == 0x2E || mark | 0x20 == UInt8(ascii: "h") else { return nil }
      position += 1
      var minute = (value: 0, digits: 2)
      if mark | 0x20 == UInt8(ascii: "h") { skipSpaces(bytes) }
      if position < end || mark | 0x20 != UInt8(ascii: "h") {
        guard let found = number(bytes), found.digits == 2 else { return nil }
        minute = found
      }
      var second = 0
      var microsecond = 0
      if position < end, bytes[position] == 0x3A || mark == 0x2E && bytes[position] == mark {
        position += 1
        guard let value = number(bytes), value.digits == 2 else { return nil }
        second = value.value
        if position < end, bytes[position] == 0x2E,
          let fraction = ISOTime.fraction(bytes, position + 1, end: end)
        {
          microsecond = fraction.microseconds
          position = fraction.end
        }
      }
      skipSeparators(bytes, over: [])
      var hourOfDay = hour.value
      if let half = DateWords.half(bytes, position, end: end) {
        position = half.end
        // Some services write `19:30 PM`, which can only mean 19:30.
        if hourOfDay <= 12 { hourOfDay = hourOfDay % 12 + (half.isAfternoon ? 12 : 0) }
        skipSeparators(bytes, over: [])
      }
      if position < end {
        let word = DateWords.word(bytes, position, end: end)
        if Reader.hours.contains(word.letters) {
          position = word.end
          if position < end, bytes[position] == 0x2E { position += 1 }
          skipSpaces(bytes)
        }
      }
      var offset: Int64?
      if position < end {
        guard let found = ISOTime.readOffset(bytes, position..<end), found.end == end else { return nil }
        offset = found.offset
      }
      return WallTime(
        year: date.year, month: date.month, day: date.day, hour: hourOfDay, minute: minute.value,
        second: second, microsecond: microsecond, offset: offset, hasTime: true)
    }
  }
}
