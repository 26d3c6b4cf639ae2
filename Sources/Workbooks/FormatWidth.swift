internal import Tables

/// The room that values take as an Excel format shows them, in characters.
enum FormatWidth {
  /// The longest date or time; names of days and months as in the language with the longest.
  static func shown(_ format: String) -> Int {
    parts(format).map { part in part.letters.reduce(part.literal) { $0 + width($1) } }.max() ?? 0
  }

  /// The characters that the format adds to the whole digits of a number: decimals, signs, units.
  static func added(_ format: String) -> Int {
    parts(format).map { part in part.literal + part.decimals }.max() ?? 0
  }

  private struct Part {
    /// Signs, units and words.
    var literal = 0
    /// Places for digits after the decimal point, and the point.
    var decimals = 0
    /// Runs of the letters of dates: `dddd`, `yyyy`.
    var letters: [(letter: Character, count: Int)] = []
  }

  /// The parts for positive and negative numbers.
  private static func parts(_ format: String) -> [Part] {
    var parts = [Part()]
    var text = format[...]
    var isFraction = false
    while let character = text.first {
      text = text.dropFirst()
      switch character {
      case ";":
        parts.append(Part())
        isFraction = false
      case "\"":
        let words = text.prefix { $0 != "\"" }
        parts[parts.count - 1].literal += TextWidth.of(words)
        text = text.dropFirst(words.count + 1)
      case "[":
        let inside = text.prefix { $0 != "]" }
        // A currency: [$€-40A]
        if inside.first == "$" {
          parts[parts.count - 1].literal += TextWidth.of(inside.dropFirst().prefix { $0 != "-" })
        } else if let letter = inside.first?.lowercased().first, "hms".contains(letter) {
          // Hours beyond a day.
          parts[parts.count - 1].literal += 4
        }
        text = text.dropFirst(inside.count + 1)
      case "\\":
        parts[parts.count - 1].literal += TextWidth.of(String(text.prefix(1)))
        text = text.dropFirst()
      case "_":
        parts[parts.count - 1].literal += 1
        text = text.dropFirst()
      case "*": text = text.dropFirst()
      case "0", "#", "?":
        if isFraction { parts[parts.count - 1].decimals += 1 }
      case ".":
        isFraction = true
        parts[parts.count - 1].decimals += 1
      case ",": break
      case "E", "e": parts[parts.count - 1].literal += 2
      case "%": parts[parts.count - 1].literal += 3
      default:
        let letter = Character(character.lowercased())
        if "ymdhs".contains(letter) {
          let run = text.prefix { $0.lowercased() == character.lowercased() }
          text = text.dropFirst(run.count)
          parts[parts.count - 1].letters.append((letter, run.count + 1))
        } else {
          parts[parts.count - 1].literal += TextWidth.of(String(character))
        }
      }
    }
    return Array(parts.prefix(2))
  }

  private static func width(_ run: (letter: Character, count: Int)) -> Int {
    let languages = CalendarNames.languages.compactMap(CalendarNames.of)
    func longest(_ names: KeyPath<CalendarNames, [String]>) -> Int {
      languages.flatMap { $0[keyPath: names] }.map { TextWidth.of($0) }.max() ?? run.count
    }
    return switch (run.letter, run.count) {
    case ("d", 4...): longest(\.days)
    case ("d", 3): longest(\.shortDays)
    case ("m", 4...): longest(\.months)
    case ("m", 3): longest(\.shortMonths)
    case ("y", 3...): 4
    default: 2
    }
  }
}
