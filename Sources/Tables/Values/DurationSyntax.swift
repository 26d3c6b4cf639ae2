/// Durations as services and people write them: `1h 13m 42s`, `0:16:02`, `95 mins`, `1 hr 2 min`, `PT1H13M`, and with the
/// units of Spanish, Portuguese, French, German and Italian.
package enum DurationSyntax {
  /// The meaning of `16:02`.
  package enum Pair: Sendable { case minutesAndSeconds, neither }

  /// The length in seconds; nil for other texts.
  package static func seconds(_ text: String, pair: Pair = .neither) -> Double? {
    let text = folded(text)
    guard let first = text.unicodeScalars.first(where: { $0 != " " && $0 != "\u{A0}" }) else { return nil }
    if first == "p" { return iso(text) }
    guard (48...57).contains(first.value) else { return nil }
    return text.utf8.contains(UInt8(ascii: ":")) ? clock(text, pair) : units(text)
  }

  /// ``seconds(_:pair:)`` of the forms that services write most, `1h 13m 42s` and `0:16:02`, without a String; nil for
  /// others.
  ///
  /// - Parameter pair: what `16:02` is.
  package static func wholeSeconds(_ bytes: Span<UInt8>, _ text: ByteRange, pair: Pair) -> Int? {
    var place = text.lowerBound
    var total = 0
    // The size of the last unit, or the number of parts of a clock.
    var (smallest, parts) = (Int.max, 0)
    while place < text.upperBound {
      let start = place
      var value = 0
      while place < text.upperBound, place - start < 5, bytes[place] &- 48 <= 9 {
        value = value * 10 + Int(bytes[place] &- 48)
        place += 1
      }
      if place == start { return nil }
      let isLast = place == text.upperBound
      if isLast || bytes[place] == UInt8(ascii: ":") {
        if smallest != .max || parts > 0 && value >= 60 || parts == 3 { return nil }
        total = total * 60 + value
        parts += 1
        if isLast { return parts == 3 || parts == 2 && pair == .minutesAndSeconds ? total : nil }
        place += 1
        if place == text.upperBound { return nil }
        continue
      }
      let size: Int
      switch bytes[place] | 0x20 {
      case UInt8(ascii: "h"): size = 3600
      case UInt8(ascii: "m"): size = 60
      case UInt8(ascii: "s"): size = 1
      default: return nil
      }
      if parts > 0 || size >= smallest { return nil }
      total += value * size
      smallest = size
      place += 1
      if place < text.upperBound {
        if bytes[place] != 0x20 { return nil }
        place += 1
      }
    }
    return smallest == .max ? nil : total
  }

  private static func clock(_ text: String, _ pair: Pair) -> Double? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false).map { $0.filter { $0 != " " } }
    guard parts.count == 3 || parts.count == 2 && pair == .minutesAndSeconds else { return nil }
    var total = 0.0
    for (index, part) in parts.enumerated() {
      let isLast = index == parts.count - 1
      let isNumber = part.utf8.allSatisfy { $0 &- 48 <= 9 || isLast && ($0 == 0x2E || $0 == 0x2C) }
      guard isNumber, let value = Double(part.replacing(",", with: ".")), value < 100_000,
        index == 0 || value < 60
      else { return nil }
      total = total * 60 + value
    }
    return total
  }

  private static func units(_ text: String) -> Double? {
    var total = 0.0
    var smallest = Double.infinity
    var rest = text[...]
    while true {
      rest = rest.drop { isBlank($0) || $0 == "," || $0 == "." }
      if rest.isEmpty { return smallest.isFinite ? total : nil }
      var digits = rest.prefix { ("0"..."9").contains($0) || $0 == "." || $0 == "," }
      while let last = digits.last, last == "." || last == "," { digits.removeLast() }
      rest = rest.dropFirst(digits.count).drop(while: isBlank)
      let unit = rest.prefix { $0.isLetter }
      guard let value = Double(digits.replacing(",", with: ".")), value < 100_000,
        let size = sizes[String(unit)],
        size < smallest
      else { return nil }
      total += value * size
      smallest = size
      rest = rest.dropFirst(unit.count)
      // `and` between the parts.
      let word = rest.drop(while: isBlank).prefix { $0.isLetter }
      if ["and", "y", "e", "et", "und"].contains(String(word)) {
        rest = rest.drop(while: isBlank).dropFirst(word.count)
        if rest.allSatisfy(isBlank) { return nil }
      }
    }
  }

  /// `P1DT2H30M`
  private static func iso(_ text: String) -> Double? {
    var total = 0.0
    var isTime = false
    var isAny = false
    var rest = text.filter { !isBlank($0) }.dropFirst()
    while let first = rest.first {
      if first == "t", !isTime {
        isTime = true
        rest = rest.dropFirst()
        continue
      }
      let digits = rest.prefix { ("0"..."9").contains($0) || $0 == "." || $0 == "," }
      rest = rest.dropFirst(digits.count)
      guard let value = Double(digits.replacing(",", with: ".")), value < 1_000_000,
        let unit = rest.popFirst(),
        let size: Double = isTime
          ? (unit == "h" ? 3600 : unit == "m" ? 60 : unit == "s" ? 1 : nil)
          : (unit == "d" ? 86_400 : unit == "w" ? 604_800 : nil)
      else { return nil }
      total += value * size
      isAny = true
    }
    return isAny ? total : nil
  }

  private static func isBlank(_ character: Character) -> Bool {
    character == " " || character == "\u{A0}" || character == "\u{202F}" || character == "\u{2009}"
  }

  /// Seconds by folded unit.
  private static let sizes: [String: Double] = {
    let words: [(Double, String)] = [
      (604_800, "w wk wks week weeks semana semanas semaine semaines woche wochen settimana settimane"),
      (86_400, "d day days dia dias j jour jours t tag tage tagen g gg giorno giorni"),
      (3600, "h hr hrs hour hours hora horas heure heures std stunde stunden ora ore"),
      (60, "m min mins mn minute minutes minuto minutos minuten minuti"),
      (
        1,
        "s sec secs seg segs second seconds segundo segundos seconde secondes sek sekunde sekunden secondo secondi"
      ),
    ]
    var sizes: [String: Double] = [:]
    for (size, names) in words {
      for name in names.split(separator: " ") { sizes[String(name)] = size }
    }
    return sizes
  }()
}
