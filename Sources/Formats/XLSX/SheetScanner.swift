/// Reads rows of a sheet from XML as programs usually write it, many times as fast as a parser for all of XML.
///
///     <row r="2" spans="1:2"><c r="A2" t="s"><v>0</v></c><c r="B2"><f>A2</f><v>1</v></c></row>
///
/// It knows `row`, `c`, `f`, `v`, `is` and `t` with the attributes that Excel writes, and nothing else: at anything it
/// does not know, well-formed or not, it stops, and ``XMLParser`` reads the rows. What it does read, it reads as the
/// parser does, which tests compare.
struct SheetScanner {
  /// How the scan of rows has ended.
  enum End {
    /// All bytes were rows.
    case rows
    /// From here on follows what stands behind the rows.
    case tail(Int)
    case unknown
  }

  /// Something that the scanner does not know.
  private struct Unknown: Error {}

  /// How a start tag ends.
  private enum TagEnd { case open, empty }

  /// A number that is its own row of the sheet; see ``GridBuilder/startRow(_:isHidden:)``.
  private var place = 0

  /// - Parameter bytes: valid UTF-8.
  static func read(_ bytes: Span<UInt8>, into builder: inout GridBuilder) -> End {
    var scanner = SheetScanner()
    do {
      return try scanner.rows(bytes, &builder)
    } catch {
      return .unknown
    }
  }

  // MARK: Elements

  private mutating func rows(_ bytes: Span<UInt8>, _ builder: inout GridBuilder) throws(Unknown) -> End {
    while true {
      skipBlanks(bytes)
      if place == bytes.count { return .rows }
      if take("</sheetData>", bytes) { return .tail(place - 12) }
      guard take("<row", bytes) else { throw Unknown() }
      try row(bytes, &builder)
      if builder.problem != nil { throw Unknown() }
    }
  }

  private mutating func row(_ bytes: Span<UInt8>, _ builder: inout GridBuilder) throws(Unknown) {
    var number: Int?
    var isHidden = false
    var seen: UInt32 = 0
    while let name = try attribute(bytes) {
      let value = try value(bytes)
      switch name.count {
      case 1 where bytes[name.lowerBound] == UInt8(ascii: "r"):
        try note(0, &seen)
        number = SheetScanner.number(bytes, value)
      case 1 where bytes[name.lowerBound] == UInt8(ascii: "s"): try note(1, &seen)
      case 2 where equals(bytes, name, "ht"): try note(2, &seen)
      case 5 where equals(bytes, name, "spans"): try note(3, &seen)
      case 6 where equals(bytes, name, "hidden"):
        try note(4, &seen)
        isHidden = equals(bytes, value, "1") || equals(bytes, value, "true")
      case 8 where equals(bytes, name, "thickBot"): try note(5, &seen)
      case 8 where equals(bytes, name, "thickTop"): try note(6, &seen)
      case 9 where equals(bytes, name, "collapsed"): try note(7, &seen)
      case 12 where equals(bytes, name, "customFormat"): try note(8, &seen)
      case 12 where equals(bytes, name, "customHeight"): try note(9, &seen)
      case 12 where equals(bytes, name, "outlineLevel"): try note(10, &seen)
      case 15 where equals(bytes, name, "x14ac:dyDescent"): try note(11, &seen)
      default: throw Unknown()
      }
    }
    // Rows without a number follow those of the piece before.
    guard let number else { throw Unknown() }
    builder.startRow(number, isHidden: isHidden)
    if try tagEnd(bytes) == .empty { return }
    while true {
      skipBlanks(bytes)
      if take("<c", bytes) {
        try cell(bytes, &builder)
      } else if take("</row>", bytes) {
        return
      } else {
        throw Unknown()
      }
    }
  }

  private mutating func cell(_ bytes: Span<UInt8>, _ builder: inout GridBuilder) throws(Unknown) {
    var cell = CellAttributes()
    var seen: UInt32 = 0
    while let name = try attribute(bytes) {
      let value = try value(bytes)
      guard name.count == 1 else { throw Unknown() }
      switch bytes[name.lowerBound] {
      case UInt8(ascii: "r"):
        try note(0, &seen)
        cell.column = CellAttributes.column(bytes, value)
      case UInt8(ascii: "s"):
        try note(1, &seen)
        cell.style = CellAttributes.style(bytes, value)
      case UInt8(ascii: "t"):
        try note(2, &seen)
        cell.type = CellAttributes.ValueType(
          first: value.isEmpty ? 0 : bytes[value.lowerBound],
          second: value.count < 2 ? 0 : bytes[value.lowerBound + 1])
      default: throw Unknown()
      }
    }
    guard builder.startCell(cell) else { throw Unknown() }
    if try tagEnd(bytes) == .open { try content(bytes, &builder) }
    guard builder.endCell() else { throw Unknown() }
  }

  /// Reads the content of a cell, up to its end.
  private mutating func content(_ bytes: Span<UInt8>, _ builder: inout GridBuilder) throws(Unknown) {
    var seen: UInt32 = 0
    while true {
      if take("<v>", bytes) {
        try note(0, &seen)
        builder.startValue()
        try text(bytes, &builder)
        builder.takesText = false
        guard take("</v>", bytes) else { throw Unknown() }
      } else if take("<is><t", bytes) {
        try note(0, &seen)
        try inlineText(bytes, &builder)
      } else if take("</c>", bytes) {
        return
      } else if take("<f", bytes) {
        try note(1, &seen)
        try formula(bytes, &builder)
      } else if take("<v/>", bytes) {
        try note(0, &seen)
        builder.startValue()
        builder.takesText = false
      } else {
        guard place < bytes.count, SheetScanner.isBlank(bytes[place]) else { throw Unknown() }
        skipBlanks(bytes)
      }
    }
  }

  private mutating func inlineText(_ bytes: Span<UInt8>, _ builder: inout GridBuilder) throws(Unknown) {
    var seen: UInt32 = 0
    while let name = try attribute(bytes) {
      _ = try value(bytes)
      guard equals(bytes, name, "xml:space") else { throw Unknown() }
      try note(0, &seen)
    }
    builder.startText()
    if try tagEnd(bytes) == .open {
      try text(bytes, &builder)
      guard take("</t>", bytes) else { throw Unknown() }
    }
    builder.takesText = false
    guard take("</is>", bytes) else { throw Unknown() }
  }

  private mutating func formula(_ bytes: Span<UInt8>, _ builder: inout GridBuilder) throws(Unknown) {
    var seen: UInt32 = 0
    while let name = try attribute(bytes) {
      _ = try value(bytes)
      if equals(bytes, name, "t") {
        try note(0, &seen)
      } else if equals(bytes, name, "ref") {
        try note(1, &seen)
      } else if equals(bytes, name, "si") {
        try note(2, &seen)
      } else if equals(bytes, name, "ca") {
        try note(3, &seen)
      } else {
        throw Unknown()
      }
    }
    builder.hasFormula = true
    if try tagEnd(bytes) == .empty { return }
    try text(bytes, &builder)
    guard take("</f>", bytes) else { throw Unknown() }
  }

  /// Character data up to the next tag, which the builder takes if it wants it.
  private mutating func text(_ bytes: Span<UInt8>, _ builder: inout GridBuilder) throws(Unknown) {
    var start = place
    while place < bytes.count {
      let byte = bytes[place]
      if byte > 0x3E && byte != 0xEF || byte >= 0x20 && byte != 0x26 && byte < 0x3C {
        place += 1
        continue
      }
      switch byte {
      case UInt8(ascii: "<"):
        guard builder.take(bytes.extracting(start..<place)) else { throw Unknown() }
        return
      case UInt8(ascii: "&"):
        guard builder.take(bytes.extracting(start..<place)) else { throw Unknown() }
        try entity(bytes, &builder)
        start = place
      case 0x09, 0x0A, UInt8(ascii: "="): place += 1
      case UInt8(ascii: ">"):
        if place >= 2, bytes[place - 1] == UInt8(ascii: "]"), bytes[place - 2] == UInt8(ascii: "]") {
          throw Unknown()
        }
        place += 1
      case 0xEF:
        // U+FFFE and U+FFFF are no characters of XML.
        if place + 2 < bytes.count, bytes[place + 1] == 0xBF, bytes[place + 2] >= 0xBE { throw Unknown() }
        place += 1
      default: throw Unknown()
      }
    }
    throw Unknown()
  }

  /// `&amp;`, `&#10;`, `&#xA0;`
  private mutating func entity(_ bytes: Span<UInt8>, _ builder: inout GridBuilder) throws(Unknown) {
    let scalar: UInt32
    if take("&amp;", bytes) {
      scalar = 0x26
    } else if take("&lt;", bytes) {
      scalar = 0x3C
    } else if take("&gt;", bytes) {
      scalar = 0x3E
    } else if take("&quot;", bytes) {
      scalar = 0x22
    } else if take("&apos;", bytes) {
      scalar = 0x27
    } else if take("&#", bytes) {
      scalar = try reference(bytes)
    } else {
      throw Unknown()
    }
    guard let character = UnicodeScalar(scalar), builder.take(Array(String(character).utf8).span) else {
      throw Unknown()
    }
  }

  private mutating func reference(_ bytes: Span<UInt8>) throws(Unknown) -> UInt32 {
    let isHexadecimal = take("x", bytes)
    var number: UInt32 = 0
    var digits = 0
    while place < bytes.count, bytes[place] != UInt8(ascii: ";") {
      let byte = bytes[place]
      let digit: UInt32
      if byte &- 48 <= 9 {
        digit = UInt32(byte) - 48
      } else if isHexadecimal, (byte | 0x20) &- 97 < 6 {
        digit = UInt32(byte | 0x20) - 87
      } else {
        throw Unknown()
      }
      number = number * (isHexadecimal ? 16 : 10) + digit
      digits += 1
      place += 1
      if digits > 7 { throw Unknown() }
    }
    guard digits > 0, take(";", bytes) else { throw Unknown() }
    let isCharacter =
      number == 9 || number == 10 || number == 13 || number >= 0x20 && number & 0xFFFE != 0xFFFE
      || number >= 0x1_0000
    guard isCharacter else { throw Unknown() }
    return number
  }

  // MARK: Tags

  /// The name of the next attribute; nil at the end of the tag.
  @inline(__always)
  private mutating func attribute(_ bytes: Span<UInt8>) throws(Unknown) -> Range<Int>? {
    guard place < bytes.count else { throw Unknown() }
    if !SheetScanner.isBlank(bytes[place]) { return nil }
    skipBlanks(bytes)
    let start = place
    while place < bytes.count, (bytes[place] | 0x20) &- 97 < 26 || place > start && isInName(bytes[place]) {
      place += 1
    }
    return start == place ? nil : start..<place
  }

  private func isInName(_ byte: UInt8) -> Bool { byte &- 48 <= 9 || byte == UInt8(ascii: ":") }

  /// The value of the attribute whose name was read, without its quotes.
  @inline(__always)
  private mutating func value(_ bytes: Span<UInt8>) throws(Unknown) -> Range<Int> {
    guard place + 1 < bytes.count, bytes[place] == UInt8(ascii: "="), bytes[place + 1] == UInt8(ascii: "\"")
    else {
      throw Unknown()
    }
    place += 2
    let start = place
    while place < bytes.count {
      let byte = bytes[place]
      if byte == UInt8(ascii: "\"") {
        place += 1
        return start..<place - 1
      }
      guard byte >= 0x20, byte < 0x80, byte != UInt8(ascii: "<"), byte != UInt8(ascii: "&") else {
        throw Unknown()
      }
      place += 1
    }
    throw Unknown()
  }

  @inline(__always)
  private mutating func tagEnd(_ bytes: Span<UInt8>) throws(Unknown) -> TagEnd {
    if place < bytes.count, bytes[place] == UInt8(ascii: ">") {
      place += 1
      return .open
    }
    guard take("/>", bytes) else { throw Unknown() }
    return .empty
  }

  /// An attribute, child or the like of which there may be one.
  private func note(_ number: Int, _ seen: inout UInt32) throws(Unknown) {
    let bit: UInt32 = 1 << UInt32(number)
    if seen & bit != 0 { throw Unknown() }
    seen |= bit
  }

  // MARK: Bytes

  @inline(__always)
  private mutating func skipBlanks(_ bytes: Span<UInt8>) {
    while place < bytes.count, SheetScanner.isBlank(bytes[place]) { place += 1 }
  }

  /// Carriage returns are left to the parser, which makes line feeds of them.
  @inline(__always)
  private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0A || byte == 0x09 }

  /// Whether this text follows; then it is passed.
  @inline(__always)
  private mutating func take(_ text: StaticString, _ bytes: Span<UInt8>) -> Bool {
    let count = text.utf8CodeUnitCount
    guard place + count <= bytes.count, equals(bytes, place..<place + count, text) else { return false }
    place += count
    return true
  }

  @inline(__always)
  private func equals(_ bytes: Span<UInt8>, _ range: Range<Int>, _ text: StaticString) -> Bool {
    guard range.count == text.utf8CodeUnitCount else { return false }
    // SAFETY: the literal has as many bytes as the range.
    let start = unsafe text.utf8Start
    for index in 0..<range.count where unsafe bytes[range.lowerBound + index] != start[index] { return false }
    return true
  }

  // MARK: Values of attributes, as `XMLAttributes` reads them

  private static func number(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Int? {
    guard range.count > 0, range.count <= 15 else { return nil }
    var result = 0
    for index in range {
      let digit = bytes[index] &- 48
      if digit > 9 { return nil }
      result = result * 10 + Int(digit)
    }
    return result
  }
}
