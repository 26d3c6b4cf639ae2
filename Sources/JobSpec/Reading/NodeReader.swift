internal import Diagnostics
internal import Tables

/// Typed access to a YAML value. A value of another type is reported, with the expected and the actual
/// type; the accessor then returns nil.
struct NodeReader {
  let node: YAMLNode
  /// The name of the value in messages: `'by'`, `an item of 'by'`.
  let name: String
  let reading: FileReading

  var location: SourceLocation { node.location }

  func wrongType(_ expected: String, hint: String? = nil) {
    reading.report(.wrongType(name, expected: expected, found: node.found), at: location, hint: hint)
  }

  // MARK: Scalars

  /// The text as written, even if it looks like a number; an empty value is an error.
  func text(_ expected: String = "a text") -> Located<String>? {
    scalar(expected).map { Located($0.text, at: location) }
  }

  /// Any scalar but null.
  func scalar(_ expected: String) -> YAMLScalar? {
    guard let scalar = node.scalar, !node.isNull else {
      wrongType(expected)
      return nil
    }
    return scalar
  }

  func nonEmptyText(_ expected: String = "a text") -> Located<String>? {
    guard let text = text(expected) else { return nil }
    guard !text.value.isEmpty else {
      wrongType("\(expected) that is not empty")
      return nil
    }
    return text
  }

  /// The name of a table or an input; it is checked when all are known.
  func tableName(_ expected: String = "the name of a table") -> Located<String>? {
    guard let name = nonEmptyText(expected) else { return nil }
    reading.tableReferences.append(name)
    return name
  }

  /// An expression; `count()`, `12` and `true` are expressions, too.
  func expression() -> ExpressionText? {
    guard let scalar = scalar("an expression") else { return nil }
    guard scalar.text.contains(where: { !$0.isWhitespace }) else {
      wrongType("an expression")
      return nil
    }
    return ExpressionText(scalar.text, at: scalar.textLocation, isPositioned: scalar.isPositioned)
  }

  /// Like ``expression()``, with a placeholder if there is an error.
  func expressionOrPlaceholder() -> ExpressionText {
    reading.placeheld {
      if let expression = expression() { return expression }
      var placeholder = ExpressionText("", at: location, isPositioned: false)
      placeholder.isReadable = false
      return placeholder
    }
  }

  func boolean() -> Bool? {
    guard let scalar = node.scalar, case .boolean(let value) = ScalarMeaning(scalar) else {
      let word = node.scalar?.text.lowercased() ?? ""
      let meant =
        ["yes", "on", "true"].contains(word) ? "true" : ["no", "off", "false"].contains(word) ? "false" : nil
      wrongType("true or false", hint: meant.map { "write \($0), without quotes" })
      return nil
    }
    return value
  }

  func integer(_ range: ClosedRange<Int> = 0...Int.max, _ expected: String = "a whole number")
    -> Located<Int>?
  {
    guard let scalar = node.scalar, case .integer(let value) = ScalarMeaning(scalar),
      let value = Int(exactly: value), range.contains(value)
    else {
      let isQuoted = node.scalar.map { !$0.isPlain && Int($0.text) != nil } ?? false
      wrongType(expected, hint: isQuoted ? "write it without quotes" : nil)
      return nil
    }
    return Located(value, at: location)
  }

  func number(_ expected: String = "a number") -> Located<Value>? {
    guard let scalar = node.scalar else {
      wrongType(expected)
      return nil
    }
    switch ScalarMeaning(scalar) {
    case .integer(let value): return Located(.integer(value), at: location)
    case .number(let value): return Located(.number(value), at: location)
    default:
      let isQuoted = !scalar.isPlain && Double(scalar.text) != nil
      wrongType(expected, hint: isQuoted ? "write it without quotes" : nil)
      return nil
    }
  }

  func date() -> CivilDate? {
    guard let scalar = node.scalar else {
      wrongType("a date like 2021-04-26")
      return nil
    }
    if let date = CivilDate(iso: scalar.text) { return date }
    let parts = scalar.text.split(separator: "-", omittingEmptySubsequences: false)
    if parts.count == 3, parts.map(\.count) == [4, 2, 2], parts.allSatisfy({ Int($0) != nil }) {
      reading.report(.noSuchDay(scalar.text), at: location)
    } else {
      wrongType("a date like 2021-04-26")
    }
    return nil
  }

  func localTime() -> LocalTime? {
    guard let scalar = node.scalar, let time = LocalTime(scalar.text) else {
      wrongType("a time of day like \"23:30\"")
      return nil
    }
    return time
  }

  /// A value with the type of its spelling; a quoted value is a text.
  func value(allowsNull: Bool = false) -> Located<Value>? {
    guard let scalar = node.scalar else {
      wrongType("a value")
      return nil
    }
    switch ScalarMeaning(scalar) {
    case .null:
      if allowsNull { return Located(.null, at: location) }
      wrongType("a value")
      return nil
    case .boolean(let value): return Located(.boolean(value), at: location)
    case .integer(let value): return Located(.integer(value), at: location)
    case .number(let value): return Located(.number(value), at: location)
    case .date(let value): return Located(.date(Int32(value.days)), at: location)
    case .datetime(let value):
      return Located(.datetime(value.instant(in: reading.zone).microseconds), at: location)
    case .tooLarge:
      wrongType("a value", hint: "write it between quotes, if it is a text")
      return nil
    case .text: return Located(.text(scalar.text), at: location)
    }
  }

  /// A case of an enumeration, by its exact name.
  func word<Word: RawRepresentable & CaseIterable>(_: Word.Type) -> Located<Word>?
  where Word.RawValue == String {
    word(among: Word.allCases.map { ($0.rawValue, $0) }).map { Located($0, at: location) }
  }

  /// One of several words; with `isFolded`, in any case of letters.
  func word<Meaning>(
    among words: [(word: String, meaning: Meaning)], shown: [String]? = nil, isFolded: Bool = false
  )
    -> Meaning?
  {
    let names = shown ?? words.map(\.word)
    guard let scalar = node.scalar, !node.isNull else {
      wrongType(oneOf(names))
      return nil
    }
    let written = isFolded ? scalar.text.lowercased() : scalar.text
    if let found = words.first(where: { $0.word == written }) { return found.meaning }
    reading.report(
      .unknownWord(scalar.text, for: name), at: location, reason: "it can be \(enumeration(names, or: "or"))",
      hint: suggestion(for: scalar.text, among: words.map(\.word)))
    return nil
  }

  private func oneOf(_ names: [String]) -> String {
    names.count == 1 ? "'\(names[0])'" : "one of \(names.joined(separator: ", "))"
  }

  // MARK: Lists and mappings

  /// The items of a list, except those for which `read` reports an error and returns nil.
  func list<Item>(_ expected: String, allowsEmpty: Bool = true, _ read: (NodeReader) -> Item?) -> [Item]? {
    guard case .sequence(let nodes) = node.content else {
      if let scalar = node.scalar {
        wrongType(expected, hint: node.isNull ? nil : "write [\(scalar.text)]")
      } else {
        wrongType(expected, hint: "begin each item with '- '")
      }
      return nil
    }
    if nodes.isEmpty, !allowsEmpty {
      reading.report(.emptyList(name, expected: expected), at: location)
      return nil
    }
    return nodes.compactMap { read(NodeReader(node: $0, name: "an item of \(name)", reading: reading)) }
  }

  /// Names of columns or tables. One that is repeated is reported and left out, so that the list counts as whole.
  func names(_ expected: String = "a list of columns", allowsEmpty: Bool = false) -> [Located<String>]? {
    if let scalar = node.scalar, !node.isNull, !scalar.text.isEmpty {
      // The intention is clear, so that the rest is examined with it.
      reading.placeheld { wrongType(expected, hint: "write [\(scalar.text)]") }
      return [Located(scalar.text, at: location)]
    }
    var known: Set<String> = []
    return list(expected, allowsEmpty: allowsEmpty) { item in
      guard let name = item.nonEmptyText("a name") else { return nil }
      guard known.insert(name.value).inserted else {
        item.reading.placeheld {
          item.reading.report(.repeatedItem(name.value, in: self.name), at: name.location)
        }
        return nil
      }
      return name
    }
  }

  /// One name, or a list of them.
  func oneOrMoreNames(_ expected: String) -> [Located<String>]? {
    if node.scalar != nil, !node.isNull { return nonEmptyText(expected).map { [$0] } }
    return names(expected)
  }

  /// The entries of a mapping whose keys are names chosen by the user.
  func entries<Item>(
    _ expected: String, allowsEmpty: Bool = false, _ read: (Located<String>, NodeReader) -> Item?
  ) -> [Item]? {
    guard case .mapping(let entries) = node.content else {
      wrongType(expected)
      return nil
    }
    if entries.isEmpty, !allowsEmpty {
      reading.report(.emptyList(name, expected: expected), at: location)
      return nil
    }
    return entries.compactMap { entry in
      read(
        Located(entry.key.text, at: entry.keyLocation),
        NodeReader(node: entry.value, name: "'\(entry.key.text)'", reading: reading))
    }
  }

  /// A mapping with known keys; a key that `read` does not ask for is reported as unknown.
  ///
  /// - Parameters:
  ///   - subject: the name of the mapping in messages: `input 'people'`.
  ///   - place: the location for errors about missing keys; by default the start of the mapping.
  func mapping<Item>(_ subject: String, at place: SourceLocation? = nil, _ read: (MappingReader) -> Item?)
    -> Item?
  {
    guard case .mapping(let entries) = node.content else {
      wrongType("a mapping (the keys of \(subject))")
      return nil
    }
    let mapping = MappingReader(
      entries: entries, subject: subject, location: place ?? location, reading: reading)
    let item = read(mapping)
    mapping.finish()
    return item
  }
}

extension Diagnostic.Message {
  static func wrongType(_ name: String, expected: String, found: String) -> Self {
    Self(.wrongType, "\(name) must be \(expected), found \(found)")
  }
  static func noSuchDay(_ text: String) -> Self { Self(.badMoment, "there is no day '\(text)'") }
  static func unknownWord(_ word: String, for name: String) -> Self {
    Self(.unknownValue, "unknown value '\(word)' for \(name)")
  }
  static func emptyList(_ name: String, expected: String) -> Self {
    Self(.wrongType, "\(name) must be \(expected), and not empty")
  }
  static func repeatedItem(_ item: String, in name: String) -> Self {
    Self(.repeatedItem, "'\(item)' is repeated in \(name)")
  }
}
