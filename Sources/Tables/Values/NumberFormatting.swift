/// Formats numbers as bytes of text.
package enum NumberFormatting {
  package static func append(_ value: Int64, to output: inout OutputBuffer) {
    if value < 0 { output.append(UInt8(ascii: "-")) }
    output.append(digits: value.magnitude)
  }

  /// The shortest text that reads back as the same value, without `.0`: `20`, `0.1`, `1e+300`; zero is
  /// `0` whatever its sign.
  ///
  /// - Parameter mark: the decimal mark.
  package static func append(
    _ value: Double, to output: inout OutputBuffer, mark: UInt8 = UInt8(ascii: ".")
  ) {
    let magnitude = abs(value)
    // Decimals of up to 15 significant digits are distinct as doubles. So if the value is a whole number
    // of ten-thousandths with no more digits than that, these digits are the shortest.
    if magnitude < 100_000_000_000 {
      let scaled = (magnitude * 10_000).rounded()
      if scaled / 10_000 == magnitude {
        appendTenThousandths(UInt64(scaled), negative: value < 0, to: &output, mark: mark)
        return
      }
    } else if magnitude < 9_007_199_254_740_992, magnitude.rounded(.towardZero) == magnitude {
      if value < 0 { output.append(UInt8(ascii: "-")) }
      output.append(digits: UInt64(magnitude))
      return
    }
    appendDescription(of: value, to: &output, mark: mark)
  }

  package static func shortest(_ value: Double) -> String {
    if value == 0 { return "0" }
    let text = value.description
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  private static func appendTenThousandths(
    _ scaled: UInt64, negative: Bool, to output: inout OutputBuffer, mark: UInt8
  ) {
    if negative { output.append(UInt8(ascii: "-")) }
    let (whole, fraction) = scaled.quotientAndRemainder(dividingBy: 10_000)
    output.append(digits: whole)
    guard fraction > 0 else { return }
    output.append(mark)
    var digits = fraction
    var width = 4
    while digits % 10 == 0 {
      digits /= 10
      width -= 1
    }
    output.append(digits: digits, width: width)
  }

  private static func appendDescription(of value: Double, to output: inout OutputBuffer, mark: UInt8) {
    let start = output.count
    output.append(shortest(value))
    guard mark != UInt8(ascii: ".") else { return }
    for index in start..<output.count where output[index] == UInt8(ascii: ".") {
      output.replace(index, with: mark)
    }
  }
}
