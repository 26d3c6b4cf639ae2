/// Words in dates: names of months and weekdays in any language of ``CalendarNames``, in German or Italian, full or short, and
/// AM and PM.
enum DateWords {
  /// The letters at `start`, folded to lower-case ASCII, and the end of the word.
  static func word(_ bytes: Span<UInt8>, _ start: Int, end: Int) -> (letters: [UInt8], end: Int) {
    var letters: [UInt8] = []
    var index = start
    while index < end {
      let byte = bytes[index]
      if (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) {
        letters.append(byte | 0x20)
        index += 1
      } else if byte == 0xC3, index + 1 < end, let plain = unaccented(bytes[index + 1]) {
        letters.append(plain)
        index += 2
      } else if byte == 0xCC, index + 1 < end, (0x80...0xAF).contains(bytes[index + 1]) {
        // A combining accent.
        index += 2
      } else {
        break
      }
    }
    return (letters, index)
  }

  /// The month (1 to 12) named at `start`, and the end of its name, including a dot.
  static func month(_ bytes: Span<UInt8>, _ start: Int, end: Int) -> (month: Int, end: Int)? {
    let word = word(bytes, start, end: end)
    guard word.letters.count >= 3, let month = months[word.letters] else { return nil }
    let dot = word.end < end && bytes[word.end] == UInt8(ascii: ".") ? 1 : 0
    return (month, word.end + dot)
  }

  /// The end of the weekday at `start`, including a dot. Any word is accepted, because nothing depends
  /// on it.
  static func weekday(_ bytes: Span<UInt8>, _ start: Int, end: Int) -> Int? {
    let word = word(bytes, start, end: end)
    if word.letters.isEmpty { return nil }
    var index = word.end
    if index < end, bytes[index] == UInt8(ascii: "-") {
      // `segunda-feira`
      let second = self.word(bytes, index + 1, end: end)
      if second.letters == Array("feira".utf8) { index = second.end }
    }
    return index < end && bytes[index] == UInt8(ascii: ".") ? index + 1 : index
  }

  /// The end of the weekday at `start`, including a dot, if it is one in a language of ``CalendarNames``, in German or Italian.
  static func knownWeekday(_ bytes: Span<UInt8>, _ start: Int, end: Int) -> Int? {
    let word = word(bytes, start, end: end)
    return weekdays.contains(word.letters) ? weekday(bytes, start, end: end) : nil
  }

  /// Reads `AM`, `pm`, `a.m.`, `p. m.` and the like at `start`.
  static func half(_ bytes: Span<UInt8>, _ start: Int, end: Int) -> (isAfternoon: Bool, end: Int)? {
    var index = start
    guard index < end else { return nil }
    let first = bytes[index] | 0x20
    guard first == UInt8(ascii: "a") || first == UInt8(ascii: "p") else { return nil }
    index += 1
    if index < end, bytes[index] == UInt8(ascii: ".") { index += 1 }
    while index < end {
      let length = bytes.spaceLength(at: index, end: end)
      if length == 0 { break }
      index += length
    }
    guard index < end, bytes[index] | 0x20 == UInt8(ascii: "m") else { return nil }
    index += 1
    if index < end, bytes[index] == UInt8(ascii: ".") { index += 1 }
    return (first == UInt8(ascii: "p"), index)
  }

  /// The letter without accent for the second byte of U+00C0 to U+00FF.
  static func unaccented(_ byte: UInt8) -> UInt8? {
    switch byte | 0x20 {
    case 0xA0...0xA5: UInt8(ascii: "a")
    case 0xA7: UInt8(ascii: "c")
    case 0xA8...0xAB: UInt8(ascii: "e")
    case 0xAC...0xAF: UInt8(ascii: "i")
    case 0xB1: UInt8(ascii: "n")
    case 0xB2...0xB6: UInt8(ascii: "o")
    case 0xB9...0xBC: UInt8(ascii: "u")
    default: nil
    }
  }

  private static let months: [[UInt8]: Int] = {
    var result: [[UInt8]: Int] = [:]
    for (month, name) in CalendarNames.readMonths {
      let bytes = Array(name.utf8)
      result[word(bytes.span, 0, end: bytes.count).letters] = month
    }
    return result
  }()

  /// The first words of the names: `segunda-feira` has two. `mar.` is a month as well as a day, and is taken for the month.
  private static let weekdays: Set<[UInt8]> = {
    let words = CalendarNames.readDays.map { name in
      let bytes = Array(name.utf8)
      return word(bytes.span, 0, end: bytes.count).letters
    }
    return Set(words).subtracting(months.keys)
  }()
}
