/// Digits, signs and marks of other scripts and widths, as typed columns read them: `−٣٫٥`, `２０２１／０４／２６`.
enum OtherDigits {
  /// The text with ASCII digits and marks; nil if nothing of it changes.
  ///
  /// - Parameter decimal: the mark that begins a fraction in the column.
  static func plain(_ bytes: Span<UInt8>, _ range: ByteRange, decimal: UInt8) -> [UInt8]? {
    if range.allSatisfy({ bytes[$0] < 0x80 }) { return nil }
    let text = bytes.text(range)
    var result: [UInt8] = []
    var isChanged = false
    for scalar in text.unicodeScalars {
      if scalar.value < 0x80 {
        result.append(UInt8(scalar.value))
      } else if let byte = ascii(scalar, decimal) {
        result.append(byte)
        isChanged = true
      } else {
        result += Array(String(scalar).utf8)
      }
    }
    return isChanged ? result : nil
  }

  private static func ascii(_ scalar: Unicode.Scalar, _ decimal: UInt8) -> UInt8? {
    switch scalar.value {
    // Hyphens, dashes and minus signs.
    case 0x2010...0x2013, 0x2212, 0xFE63, 0xFF0D: return UInt8(ascii: "-")
    // Arabic marks of fractions and groups.
    case 0x066B: return decimal
    case 0x066C: return decimal == UInt8(ascii: ".") ? UInt8(ascii: ",") : UInt8(ascii: ".")
    // Wide forms of `+ , . / :`.
    case 0xFF0B, 0xFF0C, 0xFF0E, 0xFF0F, 0xFF1A: return UInt8(scalar.value - 0xFEE0)
    default:
      guard scalar.properties.numericType == .decimal, let value = scalar.properties.numericValue else {
        return nil
      }
      return UInt8(value) + 48
    }
  }
}
