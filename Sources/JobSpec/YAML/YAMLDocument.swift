internal import Diagnostics

/// Parses a YAML file into nodes with locations.
///
/// In addition to YAML's rules: a file is one document, repeated keys of a mapping are reported, plain
/// values can be expressions (see ``ExpressionShield``), and `<<` merges mappings.
struct YAMLDocument {
  /// Nil if the file is empty or not YAML; ``diagnostics`` then has the error.
  private(set) var root: YAMLNode?
  private(set) var diagnostics = Diagnostics()

  private let source: YAMLSource
  private var events: ArraySlice<YAMLEvent> = []
  private var anchors: [String: (node: YAMLNode, size: Int)] = [:]
  private var nodeCount = 0
  /// How many of the nodes are repeated by aliases.
  private var repeatedCount = 0

  private typealias Mark = YAMLEvent.Mark

  /// Far more than any job has; nested aliases could expand to millions. What is written out is as long as its file.
  private static let repeatedLimit = 200_000

  init(text: String, file: String) {
    var scalars = Array(text.unicodeScalars)
    if scalars.first == "\u{FEFF}" { scalars.removeFirst() }
    source = YAMLSource(scalars: scalars, file: file)
    if reportForbiddenScalars() { return }
    do throws(YAMLSyntaxError) {
      var shielded = String.UnicodeScalarView()
      shielded.append(contentsOf: ExpressionShield.applied(to: scalars))
      events = try YAMLEvent.all(of: Array(String(shielded).utf8))[...]
      if !events.isEmpty { root = try readNode() }
      if repeatedCount > YAMLDocument.repeatedLimit {
        root = nil
        diagnostics.add(Diagnostic(.tooManyNodes, at: source.location(line: 1, column: 1)))
      }
    } catch {
      root = nil
      diagnostics.add(YAMLSyntaxError.diagnostic(for: error, in: source))
    }
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

  // MARK: Nodes

  /// Reads the node that begins with the next event. Above the limit, aliases expand to nothing.
  private mutating func readNode(depth: Int = 0) throws(YAMLSyntaxError) -> YAMLNode {
    let event = events.removeFirst()
    if case .alias(let name) = event.kind { return try aliased(name, at: event.mark) }
    let before = nodeCount
    nodeCount += 1
    let mark = contentMark(from: event.mark)
    let node: YAMLNode
    switch event.kind {
    case .scalar(let text, let style):
      let (scalar, location) = located(text, style, at: mark)
      // As "\0"; no name, path or cell can hold it.
      if text.utf8.contains(0) { diagnostics.add(Diagnostic(.forbiddenCharacter("\0"), at: location)) }
      node = YAMLNode(content: .scalar(scalar), location: location)
    case .sequenceStart:
      var items: [YAMLNode] = []
      while events.first?.kind != .sequenceEnd { items.append(try readNode(depth: depth + 1)) }
      events.removeFirst()
      node = YAMLNode(
        content: .sequence(items), location: source.location(line: mark.line, column: mark.column))
    default:
      let entries = try readEntries(depth: depth)
      node = YAMLNode(
        content: .mapping(entries), location: source.location(line: mark.line, column: mark.column))
    }
    if let anchor = event.anchor { anchors[anchor] = (node, nodeCount - before) }
    return node
  }

  private mutating func aliased(_ name: String, at mark: Mark) throws(YAMLSyntaxError) -> YAMLNode {
    guard let (node, size) = anchors[name] else {
      throw YAMLSyntaxError(problem: "found undefined alias", line: mark.line, column: mark.column)
    }
    if repeatedCount <= YAMLDocument.repeatedLimit {
      repeatedCount += size
      nodeCount += size
    }
    if repeatedCount <= YAMLDocument.repeatedLimit { return node }
    return YAMLNode(content: .sequence([]), location: node.location)
  }

  /// Reads the entries of a mapping, up to its end.
  private mutating func readEntries(depth: Int) throws(YAMLSyntaxError) -> [YAMLEntry] {
    var entries: [YAMLEntry] = []
    var merged: [YAMLEntry] = []
    var places: [String: (index: Int?, first: SourceLocation)] = [:]
    while events.first?.kind != .mappingEnd {
      let keyNode = try readNode(depth: depth + 1)
      let value = try readNode(depth: depth + 1)
      guard let key = keyNode.scalar else {
        diagnostics.add(Diagnostic(.keyIsNoText, at: keyNode.location))
        continue
      }
      if let (index, first) = places[key.text] {
        diagnostics.add(
          Diagnostic(
            .repeatedKey(key.text), at: keyNode.location,
            reason: "the first one is at \(first.file):\(first.line):\(first.column)"))
        // The value of a repeated key is read too, because other parts may refer to names in it.
        if let index {
          entries[index].value = entries[index].value.joined(with: value, isSection: depth == 0)
        }
        continue
      }
      if key.text == "<<", key.isPlain {
        places[key.text] = (nil, keyNode.location)
        merged += mergedEntries(value)
      } else {
        places[key.text] = (entries.count, keyNode.location)
        entries.append(YAMLEntry(key: key, keyLocation: keyNode.location, value: value))
      }
    }
    events.removeFirst()
    return merged.filter { places[$0.key.text] == nil } + entries
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

  /// The start of a node's content, after its anchor; a tag is an error.
  private mutating func contentMark(from mark: Mark) -> Mark {
    var place = mark
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

  private func nextContent(after line: Int) -> Mark? {
    for next in line..<source.lines.count {
      if let column = source.lines[next].firstIndex(where: { $0 != " " }), source.lines[next][column] != "#" {
        return Mark(line: next + 1, column: column + 1)
      }
    }
    return nil
  }

  /// A scalar, and its location as found in the text.
  private func located(_ text: String, _ style: YAMLEvent.Style, at mark: Mark) -> (
    YAMLScalar, SourceLocation
  ) {
    let text = ExpressionShield.undone(text)
    let rest = source.rest(line: mark.line, column: mark.column)
    let value = Array(text.unicodeScalars)
    let start = style == .quoted ? rest.dropFirst() : rest
    var isPositioned = (style != .block) && start.starts(with: value)
    var length = 1
    if style == .quoted {
      length = quotedLength(rest)
      isPositioned = isPositioned && length == value.count + 2
    } else if style == .plain {
      length = isPositioned ? value.count : rest.count
    }
    let place = source.location(line: mark.line, column: mark.column, length: length)
    var textPlace = place
    if style == .quoted, isPositioned || length > 1 {
      textPlace = place.advanced(by: 1, length: max(1, length - 2))
    }
    return (
      YAMLScalar(text: text, isPlain: style == .plain, textLocation: textPlace, isPositioned: isPositioned),
      place
    )
  }

  /// The length of a quoted scalar on its first line, including quotes.
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
    return Self(.yamlSyntax, "character U+\(padding + digits) is not allowed in a YAML file")
  }
  static func repeatedKey(_ name: String) -> Self { Self(.repeatedKey, "key '\(name)' is written twice") }
  static var tooManyNodes: Self {
    Self(.yamlFeature, "the file is too large: its aliases expand to more than 200000 values")
  }
  static var keyIsNoText: Self { Self(.yamlFeature, "a key must be a text, not a list or a mapping") }
  static var mergeOfNoMapping: Self { Self(.yamlFeature, "'<<' takes a mapping or a list of mappings") }
  static func tag(_ text: String) -> Self {
    Self(.yamlFeature, "'\(text)' is a YAML tag, which these files do not use")
  }
}
