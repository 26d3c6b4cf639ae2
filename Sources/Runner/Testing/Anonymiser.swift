internal import Foundation
internal import Tables

/// Replaces the names, mails and phones of people in the text of files, the same one by the same one everywhere.
struct Anonymiser {
  /// Texts that a job names, such as a domain that it asks for, are kept.
  private let kept: String
  private var numbers: [String: [String: Int]] = [:]
  /// The kind of a learned text.
  private enum Kind { case name, phone, text, word }
  private var names: [String: Kind] = [:]
  /// Names of people whose rows are not taken, which may be those of files.
  private var others: Set<String> = []

  /// - Parameter definitions: the text of the jobs.
  init(keepingTextsOf definitions: [String]) { kept = definitions.joined(separator: "\n").lowercased() }

  /// Learns the value of a column of names or phones.
  mutating func learn(_ value: String, ofPhones: Bool) {
    let value = value.trimmingCharacters(in: .whitespaces)
    // One letter, or a text that a job compares with, is not a name to hide.
    guard value.count > 1, !value.contains("@"), !isNamed(value), BooleanSyntax.boolean(value) == nil else {
      return
    }
    names[value] = ofPhones || Anonymiser.isNumber(value) ? .phone : .name
  }

  /// Learns a name that is replaced in names of files only.
  mutating func learnForPaths(_ value: String) { others.insert(value) }

  /// Learns a text in which anything may stand; it is replaced as a whole.
  ///
  /// - Parameter isWord: whether a single word is learned as well; it is replaced where it fills a field.
  mutating func learnText(_ value: String, isWord: Bool) {
    let value = value.trimmingCharacters(in: .whitespacesAndNewlines)
    guard value.contains(where: \.isWhitespace) else {
      if Anonymiser.isNumber(value) {
        names[value] = .phone
      } else if isWord, value.count > 3, !value.contains("@"), !isNamed(value),
        BooleanSyntax.boolean(value) == nil, names[value] == nil
      {
        names[value] = .word
      }
      return
    }
    guard !kept.contains(value.lowercased()) else { return }
    names[value] = .text
    // As it stands in quotes.
    if value.contains("\"") { names[value.replacing("\"", with: "\"\"")] = .text }
  }

  /// Whether a job compares with the text.
  private func isNamed(_ value: String) -> Bool {
    kept.contains("\"\(value.lowercased())\"") || kept.contains("'\(value.lowercased())'")
  }

  /// Whether it is as long as the number of a phone or a document, and has no letters.
  private static func isNumber(_ value: String) -> Bool {
    value.count(where: \.isNumber) > 6 && !value.contains(where: \.isLetter)
  }

  /// The path of a file, with the names and mails in its name replaced, however their words are joined. A path that a
  /// job names stays.
  mutating func replaced(inPath path: String) -> String {
    if kept.contains(path.lowercased()) { return path }
    let folder = path.prefix(through: path.lastIndex(of: "/") ?? path.startIndex)
    let name = path.dropFirst(folder.count)
    let ending = name.lastIndex(of: ".").map { name[$0...] } ?? ""
    var stem = replacingMails(in: String(name.dropLast(ending.count)))
    let known = others.union(names.filter { $0.value == .name }.keys)
    for value in known.sorted(by: { ($1.count, $0) < ($0.count, $1) }) {
      let words = Anonymiser.folded(value).split { !$0.isLetter && !$0.isNumber }
      let text = Anonymiser.folded(stem)
      // One word may be one of the file's own, and folding must not move the letters.
      guard words.count > 1, text.count == stem.count, words.allSatisfy({ text.contains($0) }) else {
        continue
      }
      let pattern =
        "(?<![\\p{L}\\p{N}])" + words.joined(separator: "[^\\p{L}\\p{N}]*") + "(?![\\p{L}\\p{N}])"
      guard let found = text.range(of: pattern, options: .regularExpression) else { continue }
      let start = stem.index(
        stem.startIndex, offsetBy: text.distance(from: text.startIndex, to: found.lowerBound))
      let end = stem.index(start, offsetBy: text.distance(from: found.lowerBound, to: found.upperBound))
      stem.replaceSubrange(start..<end, with: "persona-\(number("name", value))")
    }
    return folder + stem + ending
  }

  private static func folded(_ text: String) -> String {
    text.folding(options: [.caseInsensitive, .diacriticInsensitive], locale: nil)
  }

  /// The text with everything replaced that was learned, all mails, and all phones with the code of a country.
  mutating func replaced(in text: String) -> String {
    var text = text
    // Markers keep a replacement from being replaced again.
    var markers: [(marker: String, text: String)] = []
    // Whole texts before the mails in them.
    replace([.text], in: &text, &markers)
    text = replacingMails(in: text)
    replace([.word], in: &text, &markers)
    replace([.name, .phone], in: &text, &markers)
    text = replacingPhones(in: text)
    for (marker, replacement) in markers { text = text.replacing(marker, with: replacement) }
    return text
  }

  private mutating func replace(
    _ kinds: [Kind], in text: inout String, _ markers: inout [(marker: String, text: String)]
  ) {
    // The longest first: `Ana Díaz` before `Ana`.
    for (value, kind) in names.sorted(by: { ($1.key.count, $0.key) < ($0.key.count, $1.key) })
    where kinds.contains(kind) && text.contains(value) {
      let parts = Anonymiser.splitWhole(text, at: value, isField: kind == .word)
      if parts.count == 1 { continue }
      let marker = "\u{E000}\(markers.count)\u{E001}"
      let replacement =
        switch kind {
        case .name: name(value)
        case .phone: phone(value)
        case .text, .word: "Texto \(number("text", value.replacing("\"\"", with: "\"")))"
        }
      markers.append((marker, replacement))
      text = parts.joined(separator: marker)
    }
  }

  /// The parts between whole words, or whole fields, equal to `value`.
  private static func splitWhole(_ text: String, at value: String, isField: Bool) -> [String] {
    var parts: [String] = []
    var start = text.startIndex
    var search = text.startIndex
    while let range = text.range(of: value, options: .literal, range: search..<text.endIndex) {
      search = range.upperBound
      let before = range.lowerBound > text.startIndex ? text[text.index(before: range.lowerBound)] : "\n"
      let after = range.upperBound < text.endIndex ? text[range.upperBound] : "\n"
      if before.isLetter || before.isNumber || after.isLetter || after.isNumber { continue }
      if isField, !(fieldEnds.contains(before) && fieldEnds.contains(after)) { continue }
      parts.append(String(text[start..<range.lowerBound]))
      start = range.upperBound
    }
    return parts + [String(text[start...])]
  }

  private static let fieldEnds: Set<Character> = [",", ";", "\t", "|", "\"", "\n", "\r", "\r\n"]

  private mutating func number(_ kind: String, _ value: String) -> Int {
    let key = value.lowercased()
    if let known = numbers[kind]?[key] { return known }
    let next = (numbers[kind]?.count ?? 0) + 1
    numbers[kind, default: [:]][key] = next
    return next
  }

  private mutating func name(_ value: String) -> String {
    like(value, "Persona \(number("name", value))")
  }

  /// As many digits as before, so that patterns match it all the same.
  private mutating func phone(_ value: String) -> String {
    let digits = Array(String(number("phone", value.filter(\.isNumber))))
    var left = value.count { $0.isNumber }
    return String(
      value.map { character in
        guard character.isNumber else { return character }
        left -= 1
        return left < digits.count ? digits[digits.count - 1 - left] : "0"
      })
  }

  /// Whether a text is a mail and nothing else.
  static func isMail(_ text: String) -> Bool {
    text.contains("@") && text.trimmingCharacters(in: .whitespacesAndNewlines).wholeMatch(of: mail) != nil
  }

  private static var mail: Regex<Substring> { /[\p{L}\p{N}._%+\-]+@[\p{L}\p{N}.\-]+\.\p{L}{2,}/ }

  private mutating func replacingMails(in text: String) -> String {
    var result = text
    for match in text.matches(of: Anonymiser.mail).reversed() {
      let parts = match.output.split(separator: "@").map(String.init)
      let domain =
        kept.contains(parts[1].lowercased())
        ? parts[1] : like(parts[1], "example\(number("domain", parts[1])).org")
      let local = like(parts[0], "person\(number("mail", "\(parts[0])@\(parts[1])"))")
      result.replaceSubrange(match.range, with: "\(local)@\(domain)")
    }
    return result
  }

  /// Phones as people write them with a plus sign, wherever they stand.
  private mutating func replacingPhones(in text: String) -> String {
    var result = text
    for match in text.matches(of: /\+[0-9](?:[ ().\-]{0,2}[0-9]){7,}/).reversed() {
      result.replaceSubrange(match.range, with: phone(String(match.output)))
    }
    return result
  }

  /// In upper case if the original is.
  private func like(_ original: String, _ text: String) -> String {
    original.contains(where: \.isLetter) && original == original.uppercased() ? text.uppercased() : text
  }
}
