internal import CExpat
internal import Diagnostics
internal import Glibc
internal import Tables

/// Receives the elements and texts of an XML document in order. Names come without their prefix.
///
/// A base class rather than a protocol: the C library calls back through one pointer.
class XMLHandler {
  /// Thrown by ``XMLParser/feed(_:isFinal:)`` after the callback that set it.
  final var failure: Diagnostic? {
    didSet { hasFailed = failure != nil }
  }
  fileprivate final var hasFailed = false

  func start(_ name: XMLName, _ attributes: XMLAttributes) {}
  func end(_ name: XMLName) {}
  /// A stretch of character data; one text may come in several stretches.
  func text(_ bytes: Span<UInt8>) {}
}

/// The local name of an element, valid during the callback that receives it.
@safe struct XMLName {
  private let start: UnsafePointer<CChar>

  fileprivate init(_ qualified: UnsafePointer<CChar>) {
    // SAFETY: expat's names end with a zero byte, before which the scan stops.
    var local = unsafe qualified
    var place = unsafe qualified
    while unsafe place.pointee != 0 {
      if unsafe place.pointee == CChar(bitPattern: UInt8(ascii: ":")) { unsafe local = place + 1 }
      unsafe place += 1
    }
    unsafe start = local
  }

  /// The only letter of a name that has one; 0 of longer names.
  var letter: UInt8 { unsafe start[0] != 0 && start[1] == 0 ? UInt8(bitPattern: start[0]) : 0 }

  static func == (name: XMLName, text: StaticString) -> Bool { unsafe equals(name.start, text) }

  static func ~= (text: StaticString, name: XMLName) -> Bool { name == text }
}

/// The attributes of an element, valid during the callback that receives them.
@safe struct XMLAttributes {
  private let pairs: UnsafeMutablePointer<UnsafePointer<CChar>?>

  fileprivate init(_ pairs: UnsafeMutablePointer<UnsafePointer<CChar>?>) { unsafe self.pairs = pairs }

  /// The value of the attribute with this local name.
  func string(_ name: StaticString) -> String? {
    unsafe value(name).map { unsafe String(cString: $0) }
  }

  /// A whole number that is not negative; nil where there is none or it has other characters.
  func number(_ name: StaticString) -> Int? {
    guard var place = unsafe value(name) else { return nil }
    var result = 0
    var digits = 0
    // SAFETY: the value ends with a zero byte, before which the scan stops.
    while unsafe place.pointee != 0 {
      let digit = unsafe UInt8(bitPattern: place.pointee) &- 48
      guard digit <= 9, digits < 15 else { return nil }
      result = result * 10 + Int(digit)
      digits += 1
      unsafe place += 1
    }
    return digits > 0 ? result : nil
  }

  /// `1` and `true` are true.
  func flag(_ name: StaticString) -> Bool {
    guard let value = unsafe value(name) else { return false }
    return unsafe equals(value, "1") || equals(value, "true")
  }

  /// Whether the attribute has exactly this value.
  func has(_ name: StaticString, _ wanted: StaticString) -> Bool {
    guard let value = unsafe value(name) else { return false }
    return unsafe equals(value, wanted)
  }

  /// The attributes of a cell, read in one pass because sheets have millions of them.
  func cell() -> CellAttributes {
    var result = CellAttributes()
    var index = 0
    // SAFETY: expat ends the list of names and values with a null pointer, and each of them with a zero byte,
    // before which each scan stops.
    while let key = unsafe pairs[index], let value = unsafe pairs[index + 1] {
      if unsafe key[1] == 0 {
        switch unsafe UInt8(bitPattern: key[0]) {
        case UInt8(ascii: "r"):
          let place = unsafe bytes(value)
          unsafe result.column = CellAttributes.column(place.span, 0..<place.count)
        case UInt8(ascii: "s"):
          let style = unsafe bytes(value)
          unsafe result.style = CellAttributes.style(style.span, 0..<style.count)
        case UInt8(ascii: "t"):
          unsafe result.type = CellAttributes.ValueType(
            first: UInt8(bitPattern: value[0]), second: value[0] == 0 ? 0 : UInt8(bitPattern: value[1]))
        default: break
        }
      }
      index += 2
    }
    return result
  }

  /// The bytes of a value, before the zero byte.
  private func bytes(_ value: UnsafePointer<CChar>) -> UnsafeBufferPointer<UInt8> {
    let count = unsafe strlen(value)
    return unsafe UnsafeBufferPointer(
      start: UnsafeRawPointer(value).assumingMemoryBound(to: UInt8.self), count: count)
  }

  private func value(_ name: StaticString) -> UnsafePointer<CChar>? {
    var index = 0
    // SAFETY: expat ends the list of names and values with a null pointer.
    while let key = unsafe pairs[index] {
      if unsafe XMLName(key) == name { return unsafe pairs[index + 1] }
      index += 2
    }
    return nil
  }
}

struct CellAttributes {
  /// The type of a cell's value, from its attribute `t`.
  enum ValueType {
    case number, shared, text, inline, boolean, error, date

    /// - Parameters: the first two letters of the attribute; 0 past its end.
    init(first: UInt8, second: UInt8) {
      switch (first, second) {
      case (UInt8(ascii: "s"), 0): self = .shared
      case (UInt8(ascii: "s"), _): self = .text
      case (UInt8(ascii: "i"), _): self = .inline
      case (UInt8(ascii: "b"), _): self = .boolean
      case (UInt8(ascii: "e"), _): self = .error
      case (UInt8(ascii: "d"), _): self = .date
      default: self = .number
      }
    }
  }

  /// From 0; nil where the cell follows the one before it.
  var column: Int?
  var style = 0
  var type = ValueType.number
}

/// Compares a C string with a literal.
private func equals(_ text: UnsafePointer<CChar>, _ literal: StaticString) -> Bool {
  let count = literal.utf8CodeUnitCount
  // SAFETY: the literal has `count` bytes; the C string is read up to its zero byte, which differs from
  // every byte of the literal.
  return literal.withUTF8Buffer { buffer in
    for index in 0..<count where unsafe UInt8(bitPattern: text[index]) != buffer[index] { return false }
    return unsafe text[count] == 0
  }
}

/// Parses an XML document that arrives in pieces. A document type declaration is refused, so there are no
/// entities to expand and nothing outside the document is ever read.
@safe final class XMLParser {
  private let parser: XML_Parser
  private let handler: XMLHandler
  /// For messages, such as `xl/workbook.xml in 'Inputs/list.xlsx'`.
  private let name: String
  private let state: State

  /// Bytes of one tag or comment. The library reads each anew from its beginning with every piece of it.
  private static let longestMarkup = 4_000_000

  private var fed = 0

  /// Elements inside one another. Spreadsheets need about a dozen.
  private static let deepest = 200

  /// The state that the callbacks share; the C library holds an unretained pointer to it.
  @safe private final class State {
    let handler: XMLHandler
    var depth = 0
    var hasDocumentType = false
    var parser: XML_Parser?

    init(_ handler: XMLHandler) { self.handler = handler }

    /// Ends parsing where nothing more can be used.
    func stopIfNeeded() {
      if handler.hasFailed || hasDocumentType || depth > XMLParser.deepest {
        unsafe XML_StopParser(parser, XML_Bool(XML_FALSE))
      }
    }
  }

  init(_ handler: XMLHandler, name: String) {
    self.handler = handler
    self.name = name
    state = State(handler)
    unsafe parser = XML_ParserCreate(nil)
    unsafe state.parser = parser
    // SAFETY: `state` lives as long as `self`, and the parser is freed with `self`. For that reason the callbacks,
    // of which a sheet has millions, do not retain it.
    unsafe XML_SetUserData(parser, Unmanaged.passUnretained(state).toOpaque())
    unsafe XML_SetElementHandler(
      parser,
      { data, name, attributes in
        unsafe Unmanaged<State>.fromOpaque(data!)._withUnsafeGuaranteedRef { state in
          state.depth += 1
          unsafe state.handler.start(XMLName(name!), XMLAttributes(attributes!))
          state.stopIfNeeded()
        }
      },
      { data, name in
        unsafe Unmanaged<State>.fromOpaque(data!)._withUnsafeGuaranteedRef { state in
          state.depth -= 1
          unsafe state.handler.end(XMLName(name!))
          state.stopIfNeeded()
        }
      })
    unsafe XML_SetCharacterDataHandler(parser) { data, text, count in
      // SAFETY: expat hands over `count` bytes that stay until this callback returns.
      let bytes = unsafe UnsafeRawBufferPointer(start: text, count: Int(count))
      unsafe Unmanaged<State>.fromOpaque(data!)._withUnsafeGuaranteedRef { state in
        let span = unsafe Span<UInt8>(_unsafeBytes: bytes)
        state.handler.text(span)
        state.stopIfNeeded()
      }
    }
    unsafe XML_SetUnknownEncodingHandler(
      parser,
      { _, name, encoding in
        unsafe XMLParser.describe(String(cString: name!), to: encoding!)
      }, nil)
    unsafe XML_SetStartDoctypeDeclHandler(parser) { data, _, _, _, _ in
      let state = unsafe Unmanaged<State>.fromOpaque(data!).takeUnretainedValue()
      state.hasDocumentType = true
      state.stopIfNeeded()
    }
  }

  deinit { unsafe XML_ParserFree(parser) }

  /// Says which characters the bytes of a code page are; expat itself knows Unicode and ISO 8859-1 only.
  private static func describe(_ name: String, to encoding: UnsafeMutablePointer<XML_Encoding>) -> Int32 {
    guard let upper = TextEncoding(usualName: name)?.codePage else { return Int32(XML_STATUS_ERROR.rawValue) }
    // SAFETY: the map is an array of 256 numbers, which C's tuples are to Swift.
    unsafe withUnsafeMutableBytes(of: &encoding.pointee.map) { bytes in
      let map = unsafe bytes.bindMemory(to: Int32.self)
      for byte in 0..<256 { unsafe map[byte] = byte < 128 ? Int32(byte) : Int32(upper[byte - 128]) }
    }
    unsafe encoding.pointee.data = nil
    unsafe encoding.pointee.convert = nil
    unsafe encoding.pointee.release = nil
    return Int32(XML_STATUS_OK.rawValue)
  }

  /// - Throws: what the handler set as its failure, or a diagnostic that says what is wrong with the XML.
  func feed(_ bytes: Span<UInt8>, isFinal: Bool) throws {
    // SAFETY: expat reads `count` bytes during the call.
    let status = unsafe bytes.withUnsafeBytes { buffer in
      unsafe XML_Parse(
        parser, buffer.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(buffer.count), isFinal ? 1 : 0)
    }
    if let failure = handler.failure { throw failure }
    if state.hasDocumentType {
      throw Diagnostic(
        .brokenXML(name), reason: "it has a document type declaration, which workbooks never have",
        hint: "open the workbook and save it again as .xlsx")
    }
    if state.depth > XMLParser.deepest {
      throw Diagnostic(
        .brokenXML(name), reason: "its elements are more than \(XMLParser.deepest) levels deep")
    }
    fed += bytes.count
    if unsafe fed - Int(XML_GetCurrentByteIndex(parser)) > max(bytes.count, XMLParser.longestMarkup) {
      throw Diagnostic(
        .brokenXML(name),
        reason: "a tag or comment has more than \(UnpackingLimits.words(XMLParser.longestMarkup))",
        hint: "open the workbook and save it again as .xlsx")
    }
    if status == XML_STATUS_ERROR {
      let reason = unsafe String(cString: XML_ErrorString(XML_GetErrorCode(parser)))
      let line = unsafe XML_GetCurrentLineNumber(parser)
      throw Diagnostic(
        .brokenXML(name), reason: "\(reason), in line \(line)",
        hint: "open the workbook and save it again as .xlsx")
    }
  }
}

extension Diagnostic.Message {
  fileprivate static func brokenXML(_ name: String) -> Self { Self(.cannotRead, "cannot read \(name)") }
}
