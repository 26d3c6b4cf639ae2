internal import Foundation
internal import Tables

/// Replaces the names, mails and phones of people in the text of files, the same one by the same one everywhere.
struct Anonymiser {
  /// Texts that a job names, such as a domain that it asks for, are kept.
  let kept: String
  private var numbers: [String: [String: Int]] = [:]
  /// The kind of a learned text.
  enum Kind { case name, phone, text, word }
  private(set) var names: [String: Kind] = [:]
  /// Names of people whose rows are not taken, which may be those of files.
  private(set) var others: Set<String> = []
  private(set) var otherNumbers: Set<String> = []

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

  /// Learns a name, or the number of a phone or a document, that is replaced in names of files and in parameters only.
  mutating func learnForPaths(_ value: String) {
    if Anonymiser.isNumber(value) { otherNumbers.insert(value) } else { others.insert(value) }
  }

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

  mutating func number(_ kind: String, _ value: String) -> Int {
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
  mutating func phone(_ value: String) -> String {
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

  mutating func replacingMails(in text: String) -> String {
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
