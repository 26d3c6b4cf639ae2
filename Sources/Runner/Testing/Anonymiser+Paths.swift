internal import Foundation

/// Names of people in the names of files and folders, and in parameters.
extension Anonymiser {
  /// The path of a file, with the names, mails and phones in its folders and in its name replaced, in whatever order and
  /// however the words of a name are joined. What a job names stays.
  ///
  /// - Parameter isFound: whether the job still finds the file under another path.
  mutating func replaced(inPath path: String, where isFound: (String) -> Bool) -> String {
    if kept.contains(path.drop { $0 != "/" }.dropFirst().lowercased()) { return path }
    var parts = path.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    for place in parts.indices where !kept.contains("\(parts[place].lowercased())/") {
      let ending = place == parts.count - 1 ? Anonymiser.ending(of: parts[place]) : ""
      let old = parts[place]
      parts[place] = replaced(inStem: String(old.dropLast(ending.count))) + ending
      if !isFound(parts.joined(separator: "/")) { parts[place] = old }
    }
    return parts.joined(separator: "/")
  }

  /// The text of a parameter. One that is a part of a name becomes what its replacements have in common.
  mutating func replaced(inParameter text: String) -> String {
    if kept.contains("\"\(text.lowercased())\"") { return text }
    let replaced = replaced(in: text)
    let words = Anonymiser.words(of: text)
    guard replaced == text, !words.isEmpty, !text.contains("@") else { return replaced }
    let isPart = names.contains { name, kind in
      kind == .name && Set(words).isSubset(of: Anonymiser.words(of: name))
    }
    if isPart { return text == text.uppercased() ? "PERSONA" : "Persona" }
    return replacingOthers(in: text, with: "Persona ")
  }

  /// `.csv`, `.csv.gz`
  private static func ending(of name: String) -> String {
    guard let dot = name.lastIndex(of: "."), dot > name.startIndex else { return "" }
    let ending = String(name[dot...])
    guard [".gz", ".bz2", ".xz", ".zst"].contains(ending.lowercased()) else { return ending }
    return self.ending(of: String(name[..<dot])) + ending
  }

  private mutating func replaced(inStem stem: String) -> String {
    var stem = replacingMails(in: stem)
    let numbers = otherNumbers.union(names.filter { $0.value == .phone }.keys)
    for value in numbers.sorted(by: Anonymiser.isLonger) where stem.contains(value) {
      stem = stem.replacing(value, with: phone(value))
    }
    return replacingOthers(in: stem, with: "persona-")
  }

  private mutating func replacingOthers(in text: String, with replacement: String) -> String {
    var text = text
    let taken = names.filter { $0.value == .name }.keys
    for value in others.union(taken).sorted(by: Anonymiser.isLonger) {
      let words = Anonymiser.words(of: value)
      // One word may be one of the file's own, if it is no name that the case has.
      guard words.count > 1 || names[value] == .name && value.count > 3 else { continue }
      var done = ""
      while let range = Anonymiser.range(of: words, in: text) {
        done += text[..<range.lowerBound] + "\(replacement)\(number("name", value))"
        text.removeSubrange(..<range.upperBound)
      }
      text = done + text
    }
    return text
  }

  /// The longest first.
  private static func isLonger(_ a: String, _ b: String) -> Bool { (b.count, a) < (a.count, b) }

  /// Small words of names, which other names of files have as well.
  private static let particles = [
    "de", "del", "la", "las", "los", "el", "da", "das", "do", "dos", "di", "du", "des", "van", "von", "der",
    "den",
  ]

  /// Where two or more of the words stand side by side, in any order; of one word, where it stands.
  private static func range(of words: [String], in stem: String) -> Range<String.Index>? {
    let text = folded(stem)
    // Folding must not move the letters.
    guard text.count == stem.count, words.count(where: { text.contains($0) }) >= min(words.count, 2) else {
      return nil
    }
    let own = Set(words.filter { $0.count > 1 }).subtracting(particles)
    if own.isEmpty { return nil }
    let any = own.sorted(by: isLonger).joined(separator: "|")
    let between = "[^\\p{L}\\p{N}]*(?:(?:\(particles.joined(separator: "|")))[^\\p{L}\\p{N}]+)*"
    let more = own.count > 1 ? "(?:\(between)(?:\(any)))+" : ""
    let pattern = "(?<![\\p{L}\\p{N}])(?:\(any))\(more)(?![\\p{L}\\p{N}])"
    guard let found = text.range(of: pattern, options: .regularExpression) else { return nil }
    let start = stem.index(
      stem.startIndex, offsetBy: text.distance(from: text.startIndex, to: found.lowerBound))
    return start..<stem.index(start, offsetBy: text.distance(from: found.lowerBound, to: found.upperBound))
  }

  private static func words(of text: String) -> [String] {
    folded(text).split { !$0.isLetter && !$0.isNumber }.map(String.init)
  }

  private static func folded(_ text: String) -> String {
    text.folding(options: [.caseInsensitive, .diacriticInsensitive], locale: nil)
  }
}
