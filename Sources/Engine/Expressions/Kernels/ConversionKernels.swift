internal import Tables

/// `text(x)`, `integer(x)`, `number(x)`, `boolean(x)`, `date(x)`, `datetime(x)`: null if a value cannot
/// be converted.
enum ConversionKernels {
  static func text(_ x: Operand, _ zone: Zone) -> TextVector {
    switch x {
    case .text(let vector): return vector
    case .integer(let vector):
      return texts(vector) { ByteSpans.append(String($0).utf8.span, to: &$1) }
    case .number(let vector):
      return texts(vector) { ByteSpans.append(NumberText.shortest($0).utf8.span, to: &$1) }
    case .boolean(let vector):
      return texts(vector) { ByteSpans.append(($0 ? "true" : "false").utf8.span, to: &$1) }
    case .date(let vector): return texts(vector) { DateFormatting.append(days: Int($0), to: &$1) }
    case .datetime(let vector):
      var cursor = Zone.Cursor(zone)
      let isUTC = zone.isUTC
      return texts(vector) { instant, output in
        DateFormatting.append(
          instant: instant, local: cursor.local(instant), isUTC: isUTC, to: &output)
      }
    }
  }

  static func integer(_ x: Operand) -> PlainVector<Int64> {
    switch x {
    case .text(let vector): vector.compactMap(filler: 0) { NumberText.integer($0) }
    case .number(let vector):
      vector.compactMap(filler: 0) { Int64(exactly: $0.rounded(.towardZero)) }
    case .boolean(let vector): vector.map { $0 ? 1 : 0 }
    default: x.asInteger
    }
  }

  static func number(_ x: Operand) -> PlainVector<Double> {
    switch x {
    case .text(let vector): vector.compactMap(filler: 0) { NumberText.number($0) }
    case .integer(let vector): vector.map { Double($0) }
    case .boolean(let vector): vector.map { $0 ? 1 : 0 }
    default: x.asNumber
    }
  }

  static func boolean(_ x: Operand) -> PlainVector<Bool> {
    switch x {
    case .text(let vector): vector.compactMap(filler: false) { BooleanText.boolean($0) }
    case .integer(let vector): vector.map { $0 != 0 }
    case .number(let vector): vector.map { $0 != 0 }
    default: x.asBoolean
    }
  }

  static func date(_ x: Operand, _ zone: Zone) -> PlainVector<Int32> {
    guard case .text(let vector) = x else { return CalendarKernels.localDays(x, zone) }
    var cursor = Zone.Cursor(zone)
    return vector.compactMap(filler: 0) { ISOTime.read($0, WhiteSpace.trimmed($0))?.days(&cursor) }
  }

  static func date(_ x: TextVector, _ pattern: DatePattern) -> PlainVector<Int32> {
    x.compactMap(filler: 0) { pattern.read($0, 0..<$0.count)?.days }
  }

  static func datetime(_ x: TextVector, _ pattern: DatePattern, _ zone: Zone) -> PlainVector<Int64> {
    var cursor = Zone.Cursor(zone)
    return x.compactMap(filler: 0) { pattern.read($0, 0..<$0.count)?.instant(&cursor) }
  }

  static func datetime(_ x: Operand, _ zone: Zone) -> PlainVector<Int64> {
    switch x {
    case .text(let vector):
      var cursor = Zone.Cursor(zone)
      return vector.compactMap(filler: 0) { ISOTime.read($0, WhiteSpace.trimmed($0))?.instant(&cursor) }
    case .date(let vector): return CalendarKernels.midnights(vector, zone)
    default: return x.asDatetime
    }
  }

  /// Formats every plain value as text.
  @inline(__always)
  static func texts<Element>(
    _ vector: PlainVector<Element>, _ body: (Element, inout [UInt8]) -> Void
  ) -> TextVector {
    var output = TextOutput(rows: vector.count)
    for row in 0..<vector.count {
      let isValid = vector.validity[row]
      if isValid { body(vector[row], &output.bytes) }
      output.endRow(isValid: isValid)
    }
    return output.vector
  }
}
