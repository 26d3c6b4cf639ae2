/// The countries and territories of ISO 3166-1, found by their usual names.
///
/// Case, accents, punctuation, articles and prepositions are ignored. Names are English, Spanish,
/// Portuguese or French: "Bahamas, The", "Las Bahamas" and "BHS" are one country; "Dominica" and
/// "República Dominicana" are two. "Corea" alone is the Republic of Korea and "Congo" alone the one of
/// Brazzaville, as in ISO 3166. Nothing is guessed: "Granada (España)" is not a country.
///
/// The names are data in the source: ``names`` is written by a script, ``aliases`` by hand. The system's
/// localized names would take 33 ms at first use and change with the toolchain, which would change figures.
package enum Countries {
  /// The ISO 3166-1 alpha-3 code (`CHL`), or nil.
  package static func alpha3(of name: String) -> String? { country(named: name)?.alpha3 }

  /// The usual name in a language; nil where the code is no country's or the language has no names here.
  ///
  /// - Parameters:
  ///   - code: alpha-2, alpha-3 or three digits, in any case.
  ///   - language: `en`, `es`, `pt` or `fr`.
  package static func name(of code: String, in language: String) -> String? {
    guard let place = languages.firstIndex(of: language) else { return nil }
    return catalogue.codes[code.lowercased()]?.shown[place]
  }

  /// The languages that countries have names in, in the order of ``names``.
  package static let languages = ["en", "es", "pt", "fr"]

  struct Country: Sendable, Equatable {
    var alpha2: String
    var alpha3: String
    /// By ``languages``.
    var shown: [String]
  }

  static func country(named name: String) -> Country? {
    let words = words(of: name)
    guard !words.isEmpty else { return nil }
    let catalogue = catalogue
    if words.count == 1, let found = catalogue.codes[words[0]] { return found }
    if let found = catalogue.names[key(words)] { return found }
    if let turned = turned(name) {
      let turnedWords = Countries.words(of: turned)
      return catalogue.names[key(turnedWords)] ?? catalogue.names[key(withoutPolity(turnedWords))]
    }
    return catalogue.names[key(withoutPolity(words))]
  }

  // MARK: The catalogue

  struct Catalogue: Sendable {
    /// Countries by alpha-2, alpha-3 and three-digit code, in lower case.
    var codes: [String: Country] = [:]
    /// Countries by the key of a name.
    var names: [String: Country] = [:]
    /// Names that stand for two countries. A test keeps this empty.
    var clashes: [String] = []

    init() {
      codes.reserveCapacity(800)
      names.reserveCapacity(2000)
      for line in Countries.names.split(separator: "\n") {
        let fields = line.split(separator: " ", maxSplits: 3)
        let lists = fields[3].split(separator: ";")
        let country = Country(
          alpha2: String(fields[0]), alpha3: String(fields[1]),
          shown: lists[0].split(separator: "|").map(String.init))
        for code in fields[0...2] { codes[code.lowercased()] = country }
        for list in lists { add(list, of: country) }
      }
      for line in aliases.split(separator: "\n") {
        let fields = line.split(separator: " ", maxSplits: 1)
        if let country = codes[fields[0].lowercased()] { add(fields[1], of: country) }
      }
    }

    private mutating func add(_ list: Substring, of country: Country) {
      for name in list.split(separator: "|") {
        let key = key(words(of: name))
        if let other = names[key], other != country { clashes.append(String(name)) }
        names[key] = country
      }
    }
  }

  static let catalogue = Catalogue()

  // MARK: Keys

  /// The words of a name in lower case without accents, split at everything but letters and digits.
  static func words(of name: some StringProtocol) -> [String] {
    var words: [String] = []
    var word = ""
    for scalar in name.unicodeScalars {
      switch scalar.value {
      case 0x30...0x39, 0x61...0x7A: word.unicodeScalars.append(scalar)
      case 0x41...0x5A: word.append(Character(Unicode.Scalar(UInt8(scalar.value) + 0x20)))
      case 0xC0...0x17F: word.append(baseLetters[Int(scalar.value) - 0xC0])
      case 0x300...0x36F: continue  // an accent of a decomposed letter
      default:
        if !word.isEmpty { words.append(word) }
        word = ""
      }
    }
    if !word.isEmpty { words.append(word) }
    // "U.S.A." is one word; two letters ("R.U.") stay apart, as together they may be another country's code.
    let isAcronym = words.count > 2 && words.allSatisfy { $0.utf8.count == 1 }
    return isAcronym ? [words.joined()] : words
  }

  private static func key(_ words: [String]) -> String {
    var key = ""
    for word in words where !particles.contains(word) { key += abbreviations[word] ?? word }
    return key
  }

  /// Reorders "Congo, Democratic Republic of the" and "Bolivia (Plurinational State of)".
  private static func turned(_ name: String) -> String? {
    guard let mark = name.firstIndex(where: { $0 == "(" || $0 == "," }) else { return nil }
    return "\(name[name.index(after: mark)...]) \(name[..<mark])"
  }

  /// Removes "República de" and the like. Used only if the whole name is unknown.
  private static func withoutPolity(_ words: [String]) -> [String] {
    guard let first = words.first(where: { !particles.contains($0) }),
      polities.contains(abbreviations[first] ?? first), let position = words.firstIndex(of: first)
    else { return [] }
    return Array(words[(position + 1)...])
  }

  private static let particles: Set<String> = [
    "the", "of", "and", "el", "la", "los", "las", "de", "del", "y", "le", "les", "l", "du", "des", "d", "et",
    "o", "a", "os", "as", "do", "da", "dos", "das", "e",
  ]

  private static let abbreviations = [
    "st": "saint", "sta": "santa", "rep": "republic", "republica": "republic", "republique": "republic",
  ]

  private static let polities: Set<String> = [
    "republic", "kingdom", "reino", "royaume", "commonwealth", "mancomunidad",
  ]

  /// The letters U+00C0 to U+017F without their accents.
  private static let baseLetters = Array(
    "aaaaaaaceeeeiiiidnooooo ouuuuytsaaaaaaaceeeeiiiidnooooo ouuuuyty"
      + "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkkllllllllllnnnnnnnnn"
      + "oooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs")
}
