internal import Foundation

/// Replaces the names, mails and phones of people in the text of files, the same one by the same one everywhere.
struct Anonymiser {
  /// Texts that a job names, such as a domain that it asks for, are kept.
  private let kept: String
  private var numbers: [String: [String: Int]] = [:]
  /// The kind of a learned text.
  private enum Kind { case name, phone, text }
  private var names: [String: Kind] = [:]

  /// - Parameter definitions: the text of the jobs.
  init(keepingTextsOf definitions: [String]) { kept = definitions.joined(separator: "\n").lowercased() }

  private static let nameWords = [
    "name", "nombre", "apellido", "nome", "sobrenome", "nom", "prenom", "participant", "asistente", "host",
  ]
  private static let phoneWords = [
    "phone", "telefono", "telefone", "celular", "movil", "whatsapp", "mobile", "tel", "fono", "cel", "cell",
  ]
  /// Numbers of documents are replaced like those of phones, digit by digit.
  private static let documentWords = [
    "passport", "pasaporte", "passaporte", "passeport", "dni", "rut", "cedula", "curp", "cpf",
  ]
  private static let freeWords = [
    "comment", "comments", "comentario", "comentarios", "commentaire", "commentaires", "observaciones",
    "observacoes", "observation", "observations", "remark", "remarks", "nota", "notas", "note", "notes",
    "mensaje",
    "message", "mensagem",
  ]

  /// Whether a column with this name holds names or phones of people.
  static func isPersonal(_ column: String) -> Bool { isName(column) || isPhone(column) }

  /// Whether a column with this name holds numbers of phones or of documents.
  static func isPhone(_ column: String) -> Bool {
    !words(of: column).isDisjoint(with: phoneWords + documentWords)
  }

  /// Whether a column with this name holds what people write about themselves and others.
  static func isFreeText(_ column: String) -> Bool { !words(of: column).isDisjoint(with: freeWords) }

  static func isMail(_ column: String) -> Bool {
    !words(of: column).isDisjoint(with: ["email", "mail", "correo", "courriel"])
  }

  private static func isName(_ column: String) -> Bool {
    let words = words(of: column)
    let others: Set = ["country", "pais", "organisation", "organization", "organizacion", "file", "session"]
    return !words.isDisjoint(with: nameWords) && words.isDisjoint(with: others)
  }

  private static func words(of column: String) -> Set<String> {
    let folded = column.folding(options: [.caseInsensitive, .diacriticInsensitive], locale: nil)
    return Set(folded.split { !$0.isLetter }.map(String.init))
  }

  /// Learns the value of a column of names or phones.
  mutating func learn(_ value: String, ofPhones: Bool) {
    let value = value.trimmingCharacters(in: .whitespaces)
    // One letter, or a text that a job compares with, is no name to hide.
    guard value.count > 1, !value.contains("@"), !kept.contains("\"\(value.lowercased())\""),
      !kept.contains("'\(value.lowercased())'")
    else { return }
    names[value] = ofPhones ? .phone : .name
  }

  /// Learns a text of several words in which anything may stand; it is replaced as a whole.
  mutating func learnText(_ value: String) {
    let value = value.trimmingCharacters(in: .whitespacesAndNewlines)
    guard value.contains(where: \.isWhitespace), !kept.contains(value.lowercased()) else { return }
    names[value] = .text
    // As it stands in quotes.
    if value.contains("\"") { names[value.replacing("\"", with: "\"\"")] = .text }
  }

  /// The text with everything replaced that was learned, all mails, and all phones with the code of a country.
  mutating func replaced(in text: String) -> String {
    var text = text
    // Markers keep a replacement from being replaced again.
    var markers: [(marker: String, text: String)] = []
    // Whole texts before the mails in them.
    replace([.text], in: &text, &markers)
    text = replacingMails(in: text)
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
      let parts = Anonymiser.splitWhole(text, at: value)
      if parts.count == 1 { continue }
      let marker = "\u{E000}\(markers.count)\u{E001}"
      let replacement =
        switch kind {
        case .name: name(value)
        case .phone: phone(value)
        case .text: "Texto \(number("text", value.replacing("\"\"", with: "\"")))"
        }
      markers.append((marker, replacement))
      text = parts.joined(separator: marker)
    }
  }

  /// The parts between whole words equal to `value`.
  private static func splitWhole(_ text: String, at value: String) -> [String] {
    var parts: [String] = []
    var start = text.startIndex
    var search = text.startIndex
    while let range = text.range(of: value, options: .literal, range: search..<text.endIndex) {
      search = range.upperBound
      let before = range.lowerBound > text.startIndex ? text[text.index(before: range.lowerBound)] : " "
      let after = range.upperBound < text.endIndex ? text[range.upperBound] : " "
      if before.isLetter || before.isNumber || after.isLetter || after.isNumber { continue }
      parts.append(String(text[start..<range.lowerBound]))
      start = range.upperBound
    }
    return parts + [String(text[start...])]
  }

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

  private mutating func replacingMails(in text: String) -> String {
    var result = text
    for match in text.matches(of: /[\p{L}\p{N}._%+\-]+@[\p{L}\p{N}.\-]+\.\p{L}{2,}/).reversed() {
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
