internal import Diagnostics
// The one place that knows the YAML library.
internal import Yams

/// Parses a YAML file to nodes that know where they are written.
///
/// Beyond YAML itself: a file holds one document, a key stands once in its mapping (all that do not
/// are reported), plain values may hold expressions (see ``ExpressionShield``), `<<` merges mappings.
struct YAMLDocument {
  /// Nil where the file is empty or is no YAML, which ``diagnostics`` then says.
  private(set) var root: YAMLNode?
  private(set) var diagnostics = Diagnostics()

  private let source: YAMLSource
  private var text: [Unicode.Scalar]
  /// Keys that were written before, by place, and where the first of them stands.
  private var repeated: [Place: SourceLocation] = [:]
  private var nodeCount = 0

  private struct Place: Hashable {
    var line: Int
    var column: Int
  }

  /// More than any job holds; aliases of aliases can ask for millions.
  private static let nodeLimit = 200_000

  init(text: String, file: String) {
    var scalars = Array(text.unicodeScalars)
    if scalars.first == "\u{FEFF}" { scalars.removeFirst() }
    source = YAMLSource(scalars: scalars, file: file)
    self.text = ExpressionShield.applied(to: scalars)
    if reportForbiddenScalars() { return }
    if let node = parsed() { root = converted(node) }
    if root == nil, diagnostics.isEmpty {
      diagnostics.add(Diagnostic(.emptyFile, at: source.location(line: 1, column: 1)))
    }
  }

  private mutating func reportForbiddenScalars() -> Bool {
    for (line, scalars) in source.lines.enumerated() {
      if let column = scalars.firstIndex(where: { !$0.isAllowedInYAML }) {
        let place = source.location(line: line + 1, column: column + 1)
        diagnostics.add(Diagnostic(.forbiddenCharacter(scalars[column]), at: place))
      }
    }
    return !diagnostics.isEmpty
  }

  // MARK: Parsing

  /// Parses until no key stands twice: each that does is noted and disguised, so that all of them,
  /// and whatever else is wrong, are found in one reading.
  private mutating func parsed() -> Node? {
    var attempts = 0
    while true {
      do {
        return try compose(text)
      } catch .duplicatedKeysInMapping(let names, let context) {
        let first = Place(line: context.mark.line, column: context.mark.column)
        attempts += 1
        if attempts > 100 || !disguiseRepetition(of: names.sorted(), after: first) {
          diagnostics.add(
            Diagnostic(
              .repeatedKey(ExpressionShield.undone(names.sorted().first ?? "")),
              at: source.location(line: first.line, column: first.column)))
          return nil
        }
      } catch {
        diagnostics.add(YAMLSyntaxError.diagnostic(for: problem(of: error), in: source))
        return nil
      }
    }
  }

  private func compose(_ scalars: [Unicode.Scalar]) throws(YamlError) -> Node? {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars)
    // The parser keeps a pointer to the text, which a short string does not have.
    view.append(contentsOf: String(repeating: "\n", count: 32).unicodeScalars)
    var text = String(view)
    text.makeContiguousUTF8()
    do {
      // What a scalar means is decided here, so the parser need not match each key against its patterns.
      return try Parser(yaml: text, resolver: .basic, encoding: .utf8).singleRoot()
    } catch let error as YamlError {
      throw error
    } catch {
      throw .representer(problem: "\(error)")
    }
  }

  private func problem(of error: YamlError) -> YAMLSyntaxError {
    switch error {
    case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _),
      .composer(let context, let problem, let mark, _):
      YAMLSyntaxError(
        problem: problem, context: context?.text, line: mark.line, column: mark.column,
        contextPlace: context.map { ($0.mark.line, $0.mark.column) })
    default:
      YAMLSyntaxError(problem: "\(error)", context: nil, line: 1, column: 1, contextPlace: nil)
    }
  }

  /// Finds the keys that repeat the one at `first` and puts another character in each.
  ///
  /// The parser says only which key is repeated, not where. Places that may be it are disguised one
  /// after the other until the parser no longer complains of this key, then those that were not
  /// needed for that are restored. Keys of a block stand in one column, so those are tried first.
  private mutating func disguiseRepetition(of names: [String], after first: Place) -> Bool {
    guard let name = names.first, !name.isEmpty else { return false }
    let candidates = places(of: Array(name.unicodeScalars), after: first)
    let inColumn = candidates.filter { $0.place.column == first.column }
    let elsewhere = candidates.filter { $0.place.column != first.column }
    var attempt = text
    var disguised: [(place: Place, index: Int)] = []
    for candidate in inColumn + elsewhere {
      attempt[candidate.index] = Unicode.Scalar(0x10_0000 + UInt32(repeated.count + disguised.count))!
      disguised.append(candidate)
      guard isSettled(attempt, name: name, first: first) else { continue }
      for (index, candidate) in disguised.enumerated().reversed() where disguised.count > 1 {
        var restored = attempt
        restored[candidate.index] = text[candidate.index]
        if isSettled(restored, name: name, first: first) {
          attempt = restored
          disguised.remove(at: index)
        }
      }
      text = attempt
      for candidate in disguised {
        repeated[candidate.place] = source.location(line: first.line, column: first.column)
      }
      return true
    }
    return false
  }

  /// Where a key of this name may stand behind `first`.
  private func places(of name: [Unicode.Scalar], after first: Place) -> [(place: Place, index: Int)] {
    var places: [(place: Place, index: Int)] = []
    var line = 1
    var lineStart = 0
    for index in text.indices {
      let column = index - lineStart + 1
      if (line, column) > (first.line, first.column), text[index] == name[0],
        text[index...].starts(with: name), isKey(at: index, length: name.count)
      {
        places.append((Place(line: line, column: column), index))
      }
      let isFirstOfTwo = text[index] == "\r" && index + 1 < text.count && text[index + 1] == "\n"
      if text[index].isLineBreak, !isFirstOfTwo {
        line += 1
        lineStart = index + 1
      }
    }
    return places
  }

  private func isKey(at index: Int, length: Int) -> Bool {
    if index > 0 {
      let before = text[index - 1]
      guard [" ", "{", ",", "\"", "'", "\t"].contains(before) || before.isLineBreak else { return false }
    }
    var after = index + length
    while after < text.count, ["\"", "'", " "].contains(text[after]) { after += 1 }
    return after < text.count && text[after] == ":"
  }

  /// Whether the parser, given this text, complains of something else or of nothing.
  private func isSettled(_ attempt: [Unicode.Scalar], name: String, first: Place) -> Bool {
    do {
      _ = try compose(attempt)
      return true
    } catch .duplicatedKeysInMapping(let names, let context) {
      return (context.mark.line, context.mark.column) != (first.line, first.column) || !names.contains(name)
    } catch {
      return false
    }
  }

  // MARK: Nodes

  private mutating func converted(_ node: Node) -> YAMLNode? {
    nodeCount += 1
    guard nodeCount <= YAMLDocument.nodeLimit else {
      if nodeCount == YAMLDocument.nodeLimit + 1 {
        diagnostics.add(Diagnostic(.tooManyNodes, at: source.location(line: 1, column: 1)))
      }
      return nil
    }
    let mark = contentMark(of: node)
    switch node {
    case .scalar(let scalar):
      let (value, location) = converted(scalar, at: mark)
      return YAMLNode(content: .scalar(value), location: location)
    case .sequence(let sequence):
      var items: [YAMLNode] = []
      for item in sequence {
        if let item = converted(item) { items.append(item) }
      }
      return YAMLNode(
        content: .sequence(items), location: source.location(line: mark.line, column: mark.column))
    case .mapping(let mapping):
      return YAMLNode(
        content: .mapping(entries(of: mapping)),
        location: source.location(line: mark.line, column: mark.column))
    case .alias:
      // Parsing puts what the anchor marks in an alias's place.
      return nil
    }
  }

  private mutating func entries(of mapping: Node.Mapping) -> [YAMLEntry] {
    var entries: [YAMLEntry] = []
    var merged: [YAMLEntry] = []
    for (key, value) in mapping {
      let place = contentMark(of: key)
      guard case .scalar(let keyScalar) = key else {
        diagnostics.add(
          Diagnostic(.keyIsNoText, at: source.location(line: place.line, column: place.column)))
        continue
      }
      let (scalar, location) = converted(keyScalar, at: place)
      if let first = repeatedFirst(scalar, at: place) {
        let written = source.rest(line: scalar.textLocation.line, column: scalar.textLocation.column)
        let name = String(String.UnicodeScalarView(written.prefix(scalar.text.unicodeScalars.count)))
        let length = name.unicodeScalars.count
        diagnostics.add(
          Diagnostic(
            .repeatedKey(name),
            at: source.location(line: location.line, column: location.column, length: length),
            reason: "it is already there at \(first.file):\(first.line):\(first.column)"))
        continue
      }
      guard let node = converted(value) else { continue }
      if scalar.text == "<<", scalar.isPlain {
        merged += mergedEntries(node)
      } else {
        entries.append(YAMLEntry(key: scalar, keyLocation: location, value: node))
      }
    }
    let own = Set(entries.map(\.key.text))
    return merged.filter { !own.contains($0.key.text) } + entries
  }

  private func repeatedFirst(_ key: YAMLScalar, at mark: Place) -> SourceLocation? {
    repeated[mark] ?? repeated[Place(line: key.textLocation.line, column: key.textLocation.column)]
  }

  private mutating func mergedEntries(_ node: YAMLNode) -> [YAMLEntry] {
    switch node.content {
    case .mapping(let entries): return entries
    case .sequence(let nodes):
      var known: Set<String> = []
      return nodes.flatMap { mergedEntries($0) }.filter { known.insert($0.key.text).inserted }
    case .scalar:
      diagnostics.add(Diagnostic(.mergeOfNoMapping, at: node.location))
      return []
    }
  }

  /// Where a node's content begins, its anchor passed over; a tag is an error.
  private mutating func contentMark(of node: Node) -> Place {
    var place = Place(line: node.mark?.line ?? 1, column: node.mark?.column ?? 1)
    while true {
      let rest = source.rest(line: place.line, column: place.column)
      guard let first = rest.first, first == "&" || first == "!" else { return place }
      let word = rest.prefix { $0 != " " && $0 != "\t" && $0 != "," && $0 != "}" && $0 != "]" }
      if first == "!" {
        diagnostics.add(
          Diagnostic(
            .tag(String(String.UnicodeScalarView(word))),
            at: source.location(line: place.line, column: place.column, length: word.count),
            hint: "put the whole value in single quotes if it is a text"))
      }
      let spaces = rest.dropFirst(word.count).prefix { $0 == " " || $0 == "\t" }
      place.column += word.count + spaces.count
      if place.column > (source.lines[place.line - 1].count) {
        // The content begins on a following line.
        guard let next = nextContent(after: place.line) else { return place }
        place = next
      }
    }
  }

  private func nextContent(after line: Int) -> Place? {
    for next in line..<source.lines.count {
      if let column = source.lines[next].firstIndex(where: { $0 != " " }), source.lines[next][column] != "#" {
        return Place(line: next + 1, column: column + 1)
      }
    }
    return nil
  }

  private func converted(_ scalar: Node.Scalar, at mark: Place) -> (YAMLScalar, SourceLocation) {
    let text = ExpressionShield.undone(scalar.string)
    let rest = source.rest(line: mark.line, column: mark.column)
    let isQuoted = scalar.style == .singleQuoted || scalar.style == .doubleQuoted
    let isPlain = scalar.style == .plain || scalar.style == .any
    let value = Array(text.unicodeScalars)
    let start = isQuoted ? rest.dropFirst() : rest
    var isPositioned = (isPlain || isQuoted) && start.starts(with: value)
    var length = 1
    if isQuoted {
      length = quotedLength(rest)
      isPositioned = isPositioned && length == value.count + 2
    } else if isPlain {
      length = isPositioned ? value.count : rest.count
    }
    let place = source.location(line: mark.line, column: mark.column, length: length)
    var textPlace = place
    if isQuoted, isPositioned || length > 1 { textPlace = place.advanced(by: 1, length: max(1, length - 2)) }
    return (
      YAMLScalar(text: text, isPlain: isPlain, textLocation: textPlace, isPositioned: isPositioned), place
    )
  }

  /// How long a quoted scalar is on its first line, both quotes included.
  private func quotedLength(_ rest: ArraySlice<Unicode.Scalar>) -> Int {
    guard let quote = rest.first else { return 1 }
    var index = rest.startIndex + 1
    while index < rest.endIndex {
      if quote == "\"", rest[index] == "\\" {
        index += 1
      } else if rest[index] == quote {
        guard quote == "'", index + 1 < rest.endIndex, rest[index + 1] == "'" else {
          return index + 1 - rest.startIndex
        }
        index += 1
      }
      index += 1
    }
    return rest.count
  }
}

extension Diagnostic.Message {
  static var emptyFile: Self { Self(.emptyFile, "the file is empty") }
  static func forbiddenCharacter(_ scalar: Unicode.Scalar) -> Self {
    let digits = String(scalar.value, radix: 16, uppercase: true)
    let padding = String(repeating: "0", count: max(0, 4 - digits.count))
    return Self(.yamlSyntax, "character U+\(padding + digits) cannot stand in a YAML file")
  }
  static func repeatedKey(_ name: String) -> Self { Self(.repeatedKey, "key '\(name)' is written twice") }
  static var tooManyNodes: Self {
    Self(.yamlFeature, "the file is too large: its aliases stand for more than 200000 values")
  }
  static var keyIsNoText: Self { Self(.yamlFeature, "a key must be a text, not a list or a mapping") }
  static var mergeOfNoMapping: Self { Self(.yamlFeature, "'<<' takes a mapping or a list of mappings") }
  static func tag(_ text: String) -> Self {
    Self(.yamlFeature, "'\(text)' is a YAML tag, which these files do not use")
  }
}
