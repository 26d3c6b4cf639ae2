internal import Tables

/// Converts values to the text of machine-readable files, and back.
enum NumberText {
  /// The shortest text that reads back as the same value, without `.0`: `20`, `0.1`, `1e+300`.
  static func shortest(_ value: Double) -> String { NumberFormatting.shortest(value) }

  /// Parses digits with an optional sign, ignoring white space around them. Nil for other text and for
  /// values out of range.
  static func integer(_ text: Span<UInt8>) -> Int64? {
    let bytes = text.extracting(WhiteSpace.trimmed(text))
    guard bytes.count > 0 else { return nil }
    let isNegative = bytes[0] == UInt8(ascii: "-")
    var at = isNegative || bytes[0] == UInt8(ascii: "+") ? 1 : 0
    guard at < bytes.count else { return nil }
    var magnitude: UInt64 = 0
    while at < bytes.count {
      let digit = bytes[at] &- 48
      guard digit < 10 else { return nil }
      let (product, isTooLarge) = magnitude.multipliedReportingOverflow(by: 10)
      let (sum, isStillTooLarge) = product.addingReportingOverflow(UInt64(digit))
      if isTooLarge || isStillTooLarge { return nil }
      magnitude = sum
      at += 1
    }
    if isNegative { return magnitude <= UInt64(1) << 63 ? 0 &- Int64(truncatingIfNeeded: magnitude) : nil }
    return Int64(exactly: magnitude)
  }

  /// Parses `12`, `-0.5`, `.5`, `1e6`, ignoring white space around it. Nil for other text and for values
  /// out of range.
  static func number(_ text: Span<UInt8>) -> Double? {
    let bytes = text.extracting(WhiteSpace.trimmed(text))
    var at = 0
    func peek() -> UInt8? { at < bytes.count ? bytes[at] : nil }
    let isNegative = peek() == UInt8(ascii: "-")
    if isNegative || peek() == UInt8(ascii: "+") { at += 1 }
    var mantissa: UInt64 = 0
    var digitCount = 0
    var exponent = 0
    var seen = 0
    while let byte = peek(), byte &- 48 < 10 {
      seen += 1
      if mantissa > 0 || byte != 48 { digitCount += 1 }
      if digitCount <= 19 { mantissa = mantissa &* 10 &+ UInt64(byte &- 48) }
      at += 1
    }
    if peek() == UInt8(ascii: ".") {
      at += 1
      while let byte = peek(), byte &- 48 < 10 {
        seen += 1
        if mantissa > 0 || byte != 48 { digitCount += 1 }
        if digitCount <= 19 {
          mantissa = mantissa &* 10 &+ UInt64(byte &- 48)
          exponent -= 1
        }
        at += 1
      }
    }
    if seen == 0 { return nil }
    if let byte = peek(), byte | 0x20 == UInt8(ascii: "e") {
      at += 1
      let isDown = peek() == UInt8(ascii: "-")
      if isDown || peek() == UInt8(ascii: "+") { at += 1 }
      guard at < bytes.count else { return nil }
      var power = 0
      while let byte = peek(), byte &- 48 < 10 {
        power = min(power * 10 + Int(byte &- 48), 100_000)
        at += 1
      }
      exponent += isDown ? -power : power
    }
    if at != bytes.count { return nil }
    // Exact: an integer below 2^53, multiplied or divided by a power of ten that a double holds exactly.
    if digitCount <= 15, exponent.magnitude <= 22 {
      let whole = Double(mantissa)
      let value = exponent < 0 ? whole / powers[-exponent] : whole * powers[exponent]
      return isNegative ? 0 - value : value
    }
    guard let value = Double(ByteSpans.string(bytes)), value.isFinite else { return nil }
    return value
  }

  private static let powers: [Double] = (0...22).map { Double("1e\($0)")! }
}

/// Words for true and false in the languages of the files, without case and accents.
enum BooleanText {
  private static let yes: Set<String> = [
    "true", "t", "yes", "y", "1", "si", "s", "sim", "verdadero", "verdadeiro", "oui", "vrai",
  ]
  private static let no: Set<String> = [
    "false", "f", "no", "n", "0", "nao", "falso", "non", "faux",
  ]

  static func boolean(_ text: Span<UInt8>) -> Bool? {
    let bytes = text.extracting(WhiteSpace.trimmed(text))
    if bytes.count > 16 { return nil }
    let word = folded(ByteSpans.string(bytes))
    if yes.contains(word) { return true }
    return no.contains(word) ? false : nil
  }
}
