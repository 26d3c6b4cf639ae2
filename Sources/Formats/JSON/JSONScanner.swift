internal import Foundation
internal import Tables

/// Finds where the members of objects and the items of lists are in the text of JSON, so that each row is decoded by
/// itself and the text is never held as a tree.
enum JSONScanner {
  /// The text is not JSON at a place; what stands inside rows is checked when they are decoded.
  struct Malformed: Error { var place: Int }

  /// The only value of a text.
  static func value(_ text: Span<UInt8>) throws(Malformed) -> Range<Int> {
    var place = 0
    skipBlanks(text, &place)
    let start = place
    try skipValue(text, &place)
    let end = place
    skipBlanks(text, &place)
    if place < text.count { throw Malformed(place: place) }
    return start..<end
  }

  /// The members of an object: the names with their quotes, and the values.
  static func members(
    _ text: Span<UInt8>, _ object: Range<Int>
  ) throws(Malformed) -> [(name: Range<Int>, value: Range<Int>)] {
    var found: [(name: Range<Int>, value: Range<Int>)] = []
    var place = object.lowerBound + 1
    skipBlanks(text, &place)
    if place == object.upperBound - 1 { return [] }
    while true {
      skipBlanks(text, &place)
      let name = place
      guard place < text.count, text[place] == UInt8(ascii: "\"") else { throw Malformed(place: place) }
      try skipValue(text, &place)
      let nameEnd = place
      skipBlanks(text, &place)
      try skip(UInt8(ascii: ":"), text, &place)
      skipBlanks(text, &place)
      let value = place
      try skipValue(text, &place)
      found.append((name..<nameEnd, value..<place))
      skipBlanks(text, &place)
      if place == object.upperBound - 1 { return found }
      try skip(UInt8(ascii: ","), text, &place)
    }
  }

  static func items(_ text: Span<UInt8>, _ list: Range<Int>) throws(Malformed) -> [Range<Int>] {
    var found: [Range<Int>] = []
    var place = list.lowerBound + 1
    skipBlanks(text, &place)
    if place == list.upperBound - 1 { return [] }
    while true {
      skipBlanks(text, &place)
      let start = place
      try skipValue(text, &place)
      found.append(start..<place)
      skipBlanks(text, &place)
      if place == list.upperBound - 1 { return found }
      try skip(UInt8(ascii: ","), text, &place)
    }
  }

  /// The first byte of a list's first item; nil of an empty list.
  static func firstSign(_ text: Span<UInt8>, of list: Range<Int>) -> UInt8? {
    var place = list.lowerBound + 1
    skipBlanks(text, &place)
    return place < list.upperBound - 1 ? text[place] : nil
  }

  /// Where names of members first occur; without those that are written with escapes.
  static func positions(of names: Set<String>, in text: Span<UInt8>) -> [String: Int] {
    var found: [String: Int] = [:]
    var place = 0
    while place < text.count, found.count < names.count {
      guard text[place] == UInt8(ascii: "\"") else {
        place += 1
        continue
      }
      let start = place
      do { try skipText(text, &place) } catch { break }
      let name = start + 1..<place - 1
      skipBlanks(text, &place)
      guard place < text.count, text[place] == UInt8(ascii: ":") else { continue }
      let key = text.text(name)
      if names.contains(key), found[key] == nil { found[key] = start }
    }
    return found
  }

  /// The first name that an object has twice, in any object of a value; nil if each has one value. Decoders keep one of
  /// the two.
  static func repeatedName(_ text: Span<UInt8>, in value: Range<Int>) -> String? {
    // The names of each object that is open; nil for a list.
    var open: [Set<String>?] = []
    var place = value.lowerBound
    while place < value.upperBound {
      switch text[place] {
      case UInt8(ascii: "{"): open.append([])
      case UInt8(ascii: "["): open.append(nil)
      case UInt8(ascii: "}"), UInt8(ascii: "]"): _ = open.popLast()
      case UInt8(ascii: "\""):
        let start = place
        do { try skipText(text, &place) } catch { return nil }
        let end = place
        skipBlanks(text, &place)
        guard place < value.upperBound, text[place] == UInt8(ascii: ":"), case .some(.some) = open.last else {
          continue
        }
        let name = name(text, start..<end)
        if !open[open.count - 1]!.insert(name).inserted { return name }
      default: break
      }
      place += 1
    }
    return nil
  }

  /// A text without its quotes and escapes.
  static func name(_ text: Span<UInt8>, _ range: Range<Int>) -> String {
    let inside = range.lowerBound + 1..<range.upperBound - 1
    if !inside.contains(where: { text[$0] == UInt8(ascii: "\\") }) { return text.text(inside) }
    return (try? JSONDecoder().decode(String.self, from: Data(text.array(range)))) ?? text.text(inside)
  }

  private static func skipBlanks(_ text: Span<UInt8>, _ place: inout Int) {
    while place < text.count, [0x20, 0x09, 0x0A, 0x0D].contains(text[place]) { place += 1 }
  }

  private static func skip(_ sign: UInt8, _ text: Span<UInt8>, _ place: inout Int) throws(Malformed) {
    guard place < text.count, text[place] == sign else { throw Malformed(place: place) }
    place += 1
  }

  /// Skips a text, a list or an object up to its end, or a word or number up to what follows it.
  private static func skipValue(_ text: Span<UInt8>, _ place: inout Int) throws(Malformed) {
    let start = place
    var depth = 0
    while place < text.count {
      switch text[place] {
      case UInt8(ascii: "\""): try skipText(text, &place)
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        depth += 1
        place += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        if depth == 0 { throw Malformed(place: place) }
        depth -= 1
        place += 1
      case UInt8(ascii: ","), UInt8(ascii: ":"), 0x20, 0x09, 0x0A, 0x0D:
        if depth == 0 { throw Malformed(place: place) }
        place += 1
        continue
      default:
        while place < text.count, !JSONScanner.endsWord(text[place]) { place += 1 }
      }
      if depth == 0 { return }
    }
    throw Malformed(place: place > start ? text.count : start)
  }

  private static func endsWord(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: ","), UInt8(ascii: ":"), UInt8(ascii: "]"), UInt8(ascii: "}"), UInt8(ascii: "["),
      UInt8(ascii: "{"), UInt8(ascii: "\""), 0x20, 0x09, 0x0A, 0x0D:
      true
    default: false
    }
  }

  private static func skipText(_ text: Span<UInt8>, _ place: inout Int) throws(Malformed) {
    let start = place
    place += 1
    while place < text.count {
      switch text[place] {
      case UInt8(ascii: "\""):
        place += 1
        return
      case UInt8(ascii: "\\"): place += 2
      default: place += 1
      }
    }
    place = text.count
    throw Malformed(place: start)
  }
}
