// The only file that knows the YAML library.
internal import CYAML

/// An event of the YAML parser.
struct YAMLEvent {
  enum Kind: Equatable {
    case scalar(String, YAMLEvent.Style)
    case alias(String)
    case sequenceStart, sequenceEnd, mappingStart, mappingEnd
  }

  enum Style { case plain, quoted, block }

  /// A 1-based line and column; columns count Unicode scalars.
  struct Mark: Hashable {
    var line: Int
    var column: Int
  }

  var kind: Kind
  /// The start, including anchor and tag.
  var mark: Mark
  var anchor: String?

  /// The events of the only document in `text`; empty if the text is empty.
  ///
  /// - Throws: ``YAMLSyntaxError`` if the text is not YAML, or has a second document.
  static func all(of text: [UInt8]) throws(YAMLSyntaxError) -> [YAMLEvent] {
    var parser = unsafe yaml_parser_t()
    guard unsafe yaml_parser_initialize(&parser) == 1 else { throw YAMLSyntaxError(problem: "out of memory") }
    defer { unsafe yaml_parser_delete(&parser) }
    unsafe yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING)
    // SAFETY: the parser reads from the buffer only inside this closure, where the array keeps it in place.
    let result = unsafe text.withUnsafeBufferPointer { buffer in
      unsafe yaml_parser_set_input_string(&parser, buffer.baseAddress, buffer.count)
      return Result { () throws(YAMLSyntaxError) in unsafe try events(of: &parser) }
    }
    return try result.get()
  }

  /// Far deeper than any job; the stack of any thread has room for it.
  private static let depthLimit = 100

  private static func events(of parser: inout yaml_parser_t) throws(YAMLSyntaxError) -> [YAMLEvent] {
    var events: [YAMLEvent] = []
    var documents = 0
    var depth = 0
    while true {
      var event = unsafe yaml_event_t()
      guard unsafe yaml_parser_parse(&parser, &event) == 1 else { throw unsafe YAMLSyntaxError(parser) }
      // SAFETY: the event's texts are copied before it is freed.
      defer { unsafe yaml_event_delete(&event) }
      let mark = unsafe Mark(event.start_mark)
      switch unsafe event.type {
      case YAML_STREAM_END_EVENT: return events
      case YAML_DOCUMENT_START_EVENT:
        documents += 1
        if documents > 1 {
          throw YAMLSyntaxError(problem: "but found another document", line: mark.line, column: mark.column)
        }
      default:
        if let kind = unsafe Kind(event) {
          if kind == .sequenceStart || kind == .mappingStart { depth += 1 }
          if kind == .sequenceEnd || kind == .mappingEnd { depth -= 1 }
          // At once: the parser takes longer with each level.
          if depth > depthLimit {
            throw YAMLSyntaxError(problem: "nested too deep", line: mark.line, column: mark.column)
          }
          events.append(YAMLEvent(kind: kind, mark: mark, anchor: unsafe anchor(of: event)))
        }
      }
    }
  }

  private static func anchor(of event: yaml_event_t) -> String? {
    switch unsafe event.type {
    case YAML_SCALAR_EVENT: unsafe event.data.scalar.anchor.map { unsafe String(cString: $0) }
    case YAML_SEQUENCE_START_EVENT: unsafe event.data.sequence_start.anchor.map { unsafe String(cString: $0) }
    case YAML_MAPPING_START_EVENT: unsafe event.data.mapping_start.anchor.map { unsafe String(cString: $0) }
    default: nil
    }
  }
}

extension YAMLEvent.Mark {
  init(_ mark: yaml_mark_t) { self.init(line: Int(mark.line) + 1, column: Int(mark.column) + 1) }
}

extension YAMLEvent.Kind {
  /// Nil for events without content, such as the beginning of the stream.
  fileprivate init?(_ event: yaml_event_t) {
    switch unsafe event.type {
    case YAML_SCALAR_EVENT:
      let scalar = unsafe event.data.scalar
      let bytes = unsafe UnsafeBufferPointer(start: scalar.value, count: scalar.length)
      let style: YAMLEvent.Style =
        switch unsafe scalar.style {
        case YAML_SINGLE_QUOTED_SCALAR_STYLE, YAML_DOUBLE_QUOTED_SCALAR_STYLE: .quoted
        case YAML_LITERAL_SCALAR_STYLE, YAML_FOLDED_SCALAR_STYLE: .block
        default: .plain
        }
      self = unsafe .scalar(String(decoding: bytes, as: UTF8.self), style)
    case YAML_ALIAS_EVENT: self = unsafe .alias(String(cString: event.data.alias.anchor))
    case YAML_SEQUENCE_START_EVENT: self = .sequenceStart
    case YAML_SEQUENCE_END_EVENT: self = .sequenceEnd
    case YAML_MAPPING_START_EVENT: self = .mappingStart
    case YAML_MAPPING_END_EVENT: self = .mappingEnd
    default: return nil
    }
  }
}

extension YAMLSyntaxError {
  /// The error that stopped the parser.
  fileprivate init(_ parser: yaml_parser_t) {
    let place = unsafe YAMLEvent.Mark(parser.problem_mark)
    self.init(
      problem: unsafe parser.problem.map { unsafe String(cString: $0) } ?? "out of memory", line: place.line,
      column: place.column)
    guard let words = unsafe parser.context else { return }
    context = unsafe String(cString: words)
    let begin = unsafe YAMLEvent.Mark(parser.context_mark)
    contextPlace = (begin.line, begin.column)
  }
}
