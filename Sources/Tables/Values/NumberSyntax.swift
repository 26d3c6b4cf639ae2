/// The syntax of numbers in a column. One mark begins the fraction. The other one, spaces and
/// apostrophes may group digits, but only in threes: `1,234` is a number, `1,23` is not.
package struct NumberSyntax: Sendable, Hashable {
  /// `.` or `,`
  package var decimal: UInt8

  package init(decimal: UInt8 = UInt8(ascii: ".")) { self.decimal = decimal }

  /// The sign, digits and exponent of a well-formed number.
  private struct Parts {
    var negative = false
    /// The first 19 significant digits.
    var mantissa: UInt64 = 0
    /// The exponent: the value is `mantissa` times ten to this power.
    var exponent = 0
    /// Whether nonzero digits did not fit into `mantissa`.
    var isCut = false
    var hasFraction = false
    var hasExponent = false
  }

  /// Parses a 64-bit integer; accepts `12.0` and `1,200`, but not `1e3`. Nil for other text and if it is
  /// out of range.
  package func integer(_ text: String) -> Int64? {
    let bytes = Array(text.utf8)
    return integer(bytes.span, 0..<bytes.count)
  }

  /// Parses a finite double, the nearest to the decimal. Nil for other text and if it is out of range.
  package func number(_ text: String) -> Double? {
    let bytes = Array(text.utf8)
    return number(bytes.span, 0..<bytes.count)
  }

  @inline(__always)
  package func integer(_ bytes: Span<UInt8>, _ range: ByteRange) -> Int64? {
    // Most integers are a few plain digits.
    let count = range.count
    if count > 0 && count <= 18 {
      var value: Int64 = 0
      var index = range.lowerBound
      while index < range.upperBound {
        let digit = bytes[index] &- 48
        if digit > 9 { return generalInteger(bytes, range) }
        value = value &* 10 &+ Int64(digit)
        index &+= 1
      }
      return value
    }
    return generalInteger(bytes, range)
  }

  private func generalInteger(_ bytes: Span<UInt8>, _ range: ByteRange) -> Int64? {
    guard let parts = parts(bytes, bytes.trimmed(range)), !parts.hasExponent, !parts.isCut else {
      return nil
    }
    var mantissa = parts.mantissa
    var exponent = parts.exponent
    while exponent < 0 {
      guard mantissa % 10 == 0 else { return nil }
      mantissa /= 10
      exponent += 1
    }
    while exponent > 0 {
      let (product, overflow) = mantissa.multipliedReportingOverflow(by: 10)
      if overflow { return nil }
      mantissa = product
      exponent -= 1
    }
    if parts.negative {
      return mantissa <= UInt64(Int64.max) + 1 ? Int64(truncatingIfNeeded: 0 &- mantissa) : nil
    }
    return Int64(exactly: mantissa)
  }

  func number(_ bytes: Span<UInt8>, _ range: ByteRange) -> Double? {
    let range = bytes.trimmed(range)
    guard let parts = parts(bytes, range) else { return nil }
    if !parts.isCut, parts.mantissa <= 1 << 53, abs(parts.exponent) <= 22 {
      // Both are exact as doubles, so one multiplication or division is rounded once, which is correct.
      let mantissa = Double(parts.mantissa)
      let power = NumberSyntax.powersOfTen[abs(parts.exponent)]
      let value = parts.exponent < 0 ? mantissa / power : mantissa * power
      return parts.negative ? -value : value
    }
    guard let value = Double(plain(bytes, range)), value.isFinite else { return nil }
    return value
  }

  private static let powersOfTen: [Double] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17,
    1e18, 1e19, 1e20, 1e21, 1e22,
  ]

  /// The number without grouping and with a point, for the standard library.
  private func plain(_ bytes: Span<UInt8>, _ range: ByteRange) -> String {
    var result: [UInt8] = []
    var index = range.lowerBound
    while index < range.upperBound {
      let byte = bytes[index]
      if byte == decimal {
        result.append(UInt8(ascii: "."))
      } else if byte == 0xE2, index + 2 < range.upperBound, bytes[index + 1] == 0x88 {
        result.append(UInt8(ascii: "-"))
      } else if (48...57).contains(byte) || byte | 0x20 == UInt8(ascii: "e")
        || byte == UInt8(ascii: "-")
      {
        result.append(byte)
      } else if byte == UInt8(ascii: "+"), !result.isEmpty {
        result.append(byte)
      }
      index += 1
    }
    return String(decoding: result, as: UTF8.self)
  }

  private func parts(_ bytes: Span<UInt8>, _ range: ByteRange) -> Parts? {
    var parts = Parts()
    var index = range.lowerBound
    let end = range.upperBound
    guard index < end else { return nil }
    if bytes[index] == UInt8(ascii: "-") || bytes[index] == UInt8(ascii: "+") {
      parts.negative = bytes[index] == UInt8(ascii: "-")
      index += 1
    } else if bytes[index] == 0xE2, index + 2 < end, bytes[index + 1] == 0x88, bytes[index + 2] == 0x92 {
      parts.negative = true
      index += 3
    }
    let firstDigit = index
    var digits = 0
    var group = 0
    var separator: (length: Int, byte: UInt8)?
    var significant = 0
    while index < end {
      let byte = bytes[index]
      let digit = byte &- 48
      if digit <= 9 {
        add(digit, to: &parts, significant: &significant, isFraction: false)
        digits += 1
        group += 1
        index += 1
        continue
      }
      if byte == decimal || byte | 0x20 == UInt8(ascii: "e") { break }
      guard let found = groupSeparator(bytes, at: index, end: end) else { return nil }
      if let separator {
        guard separator.length == found.length, separator.byte == found.byte, group == 3 else { return nil }
      } else {
        guard (1...3).contains(group), bytes[firstDigit] != 48 else { return nil }
        separator = found
      }
      group = 0
      index += found.length
    }
    if separator != nil, group != 3 { return nil }
    if index < end, bytes[index] == decimal {
      parts.hasFraction = true
      index += 1
      while index < end {
        let digit = bytes[index] &- 48
        if digit > 9 { break }
        add(digit, to: &parts, significant: &significant, isFraction: true)
        digits += 1
        index += 1
      }
    }
    guard digits > 0 else { return nil }
    if index < end {
      guard bytes[index] | 0x20 == UInt8(ascii: "e") else { return nil }
      index += 1
      guard let exponent = exponent(bytes, index..<end) else { return nil }
      parts.hasExponent = true
      parts.exponent += exponent
    }
    return parts
  }

  @inline(__always)
  private func add(_ digit: UInt8, to parts: inout Parts, significant: inout Int, isFraction: Bool) {
    if significant == 0 && digit == 0 {
      if isFraction { parts.exponent -= 1 }
    } else if significant < 19 {
      parts.mantissa = parts.mantissa &* 10 &+ UInt64(digit)
      significant += 1
      if isFraction { parts.exponent -= 1 }
    } else {
      if digit != 0 { parts.isCut = true }
      if !isFraction { parts.exponent += 1 }
    }
  }

  private func exponent(_ bytes: Span<UInt8>, _ range: ByteRange) -> Int? {
    var index = range.lowerBound
    guard index < range.upperBound else { return nil }
    let negative = bytes[index] == UInt8(ascii: "-")
    if negative || bytes[index] == UInt8(ascii: "+") { index += 1 }
    guard index < range.upperBound else { return nil }
    var value = 0
    while index < range.upperBound {
      let digit = bytes[index] &- 48
      if digit > 9 { return nil }
      value = min(value * 10 + Int(digit), 100_000)
      index += 1
    }
    return negative ? -value : value
  }

  private func groupSeparator(_ bytes: Span<UInt8>, at index: Int, end: Int) -> (length: Int, byte: UInt8)? {
    let byte = bytes[index]
    switch byte {
    case UInt8(ascii: "."), UInt8(ascii: ","), UInt8(ascii: "'"): return byte == decimal ? nil : (1, byte)
    case 0xE2 where index + 2 < end && bytes[index + 1] == 0x80 && bytes[index + 2] == 0x99:
      return (3, byte)
    default:
      let length = bytes.spaceLength(at: index, end: end)
      return length > 0 && byte != 0x09 ? (length, byte) : nil
    }
  }
}
