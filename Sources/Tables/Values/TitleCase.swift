/// Names as people write them: `MARÍA DE LA CRUZ` becomes `María de la Cruz`.
///
/// Only words in one case are changed: `McKay`, `DiCaprio` and `Núñez` stay. Particles of names and titles (`de`,
/// `la`, `y`, `von`, `of` …) are written small; at the beginning of the text only if they were small. Roman numbers
/// stay large. A letter after a hyphen, or after a single letter and an apostrophe (`O'Brien`), begins a word.
package func titleCased(_ text: String) -> String {
  var result = ""
  var word = ""
  var isFirst = true
  func finish(before next: Character?) {
    if word.isEmpty { return }
    result += titleCased(word: word, isFirst: isFirst, before: next)
    word = ""
    isFirst = false
  }
  var rest = Substring(text)
  while let character = rest.popFirst() {
    // `it's` is one word, `O'Brien` and `d'Ivoire` are two.
    let isInside = apostrophes.contains(character) && word.count > 1 && rest.first?.isLetter == true
    if character.isLetter || isInside {
      word.append(character)
    } else {
      finish(before: character)
      result.append(character)
    }
  }
  finish(before: nil)
  return result
}

private let apostrophes: Set<Character> = ["'", "’", "ʼ"]

private func titleCased(word: String, isFirst: Bool, before next: Character?) -> String {
  let (small, large) = (word.lowercased(), word.uppercased())
  guard word == small || word == large else { return word }
  let isElided = next.map(apostrophes.contains) == true && (small == "d" || small == "l")
  if isElided || particles.contains(small) && next != "." {
    if !isFirst || word == small { return small }
  } else if word == large, romanNumbers.contains(word) {
    return word
  }
  guard let first = small.unicodeScalars.first else { return small }
  return first.properties.titlecaseMapping + String(small.unicodeScalars.dropFirst())
}

/// Particles of names and titles in Spanish, Portuguese, French, Italian, German, Dutch and English.
private let particles = Set(
  """
  de del la las los el y e al en con para por da das do dos du des le les et della delle dei degli di
  von zu zur der den dem van of the and for in
  """.plainWords)

private let romanNumbers: Set<String> = ["II", "III", "IV", "VI", "VII", "VIII", "IX", "XI", "XII", "XIII"]
