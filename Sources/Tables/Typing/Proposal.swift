/// A declaration that reads every value of a column of texts as more than text. A guess never does this by itself.
package struct Proposal: Sendable, Equatable {
  /// A text, and what is read instead.
  package struct Meaning: Sendable, Equatable {
    package var text: String
    package var meaning: String
  }

  package var type: ColumnType
  package var format: String?
  package var decimal: UInt8?
  package var values: [Meaning] = []

  /// Truth words, or spellings of the same words; nil if the texts are neither.
  init?(_ spellings: Spellings) {
    guard let counts = spellings.counts, !counts.isEmpty else { return nil }
    let texts = counts.map { (text: String(decoding: $0.text, as: UTF8.self), count: $0.count) }
    if let truth = Proposal.truth(texts.map(\.text)) {
      self = truth
    } else if let same = Proposal.spellings(texts) {
      self = same
    } else {
      return nil
    }
  }

  package init(_ type: ColumnType, format: String? = nil, decimal: UInt8? = nil, values: [Meaning] = []) {
    self.type = type
    self.format = format
    self.decimal = decimal
    self.values = values
  }

  /// Texts that say yes and no: `sí` and `no`, `Sí, acepto` and `No acepto`, `Y` and `N`, or a mark and nothing.
  private static func truth(_ texts: [String]) -> Proposal? {
    let keys = Set(texts.map(ColumnSpec.key))
    if keys.count == 1, let mark = keys.first, ["x", "✓", "✔", "☑"].contains(mark) {
      return Proposal(.boolean, values: [Meaning(text: mark, meaning: "true")])
    }
    let known = texts.map { BooleanSyntax.boolean($0) }
    if !known.contains(nil) {
      // Two capitals may be countries: `NO` and `SI` are.
      if texts.allSatisfy({ $0.utf8.count == 2 && $0.utf8.allSatisfy { (0x41...0x5A).contains($0) } }) {
        return nil
      }
      return known.contains(true) && known.contains(false) ? Proposal(.boolean) : nil
    }
    guard keys.count == 2 else { return nil }
    let meanings = keys.sorted().map { key in (key: key, value: letter(key) ?? firstWord(key)) }
    guard meanings.contains(where: { $0.value == true }), meanings.contains(where: { $0.value == false })
    else {
      return nil
    }
    return Proposal(
      .boolean,
      values: meanings.map { meaning in
        Meaning(
          text: texts.first { ColumnSpec.key($0) == meaning.key }!, meaning: meaning.value! ? "true" : "false"
        )
      })
  }

  private static func letter(_ key: String) -> Bool? {
    switch key {
    case "y", "s", "j", "v", "t", "o": true
    case "n", "f": false
    default: nil
    }
  }

  private static func firstWord(_ key: String) -> Bool? {
    let word = key.prefix { $0.isLetter }
    return word.isEmpty ? nil : BooleanSyntax.boolean(String(word))
  }

  /// Texts that differ only in case, accents and spaces at the ends: all become the most frequent one.
  private static func spellings(_ texts: [(text: String, count: Int)]) -> Proposal? {
    var groups: [(key: String, texts: [(text: String, count: Int)])] = []
    for text in texts {
      let key = ColumnSpec.key(text.text)
      if let place = groups.firstIndex(where: { $0.key == key }) {
        groups[place].texts.append(text)
      } else {
        groups.append((key, [text]))
      }
    }
    let several = groups.filter { $0.texts.count > 1 }
    // Codes that differ in case may be different things.
    guard !several.isEmpty, several.allSatisfy({ $0.key.count > 3 }) else { return nil }
    return Proposal(
      .text,
      values: several.map { group in
        let usual = group.texts.reduce(group.texts[0]) { $1.count > $0.count ? $1 : $0 }
        return Meaning(text: group.key, meaning: usual.text)
      })
  }
}
