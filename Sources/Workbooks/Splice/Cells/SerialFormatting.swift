internal import Tables

/// Formats Excel's serial numbers of dates and times.
enum SerialFormatting {
  /// The shortest text that parses to the same number, as in ``NumberFormatting``.
  ///
  /// From 1989 to 2079 serials lie between 2¹⁵ and 2¹⁶, where doubles are 2⁻³⁷ apart. Eleven decimals are
  /// coarser than that: at most one number with eleven decimals parses to the value, and if there is one it is
  /// the shortest. Otherwise the nearest number with twelve decimals does.
  static func append(_ serial: Double, to output: inout OutputBuffer) {
    guard serial >= 32_768, serial < 65_536 else { return NumberFormatting.append(serial, to: &output) }
    // Exact: a double in this range is a whole number of 2⁻³⁷.
    let scaled = UInt64(serial * 0x1p37)
    let whole = scaled >> 37
    let fraction = scaled & (1 << 37 - 1)
    output.append(digits: whole)
    guard fraction > 0 else { return }
    output.append(UInt8(ascii: "."))
    let (eleven, error) = rounded(fraction, 100_000_000_000)
    if error < 50_000_000_000 {
      appendDecimals(eleven, width: 11, to: &output)
    } else {
      appendDecimals(rounded(fraction, 1_000_000_000_000).digits, width: 12, to: &output)
    }
  }

  /// `fraction` · 2⁻³⁷ in units of 1 / `scale`, rounded, and the rounding error in units of 2⁻³⁷ / `scale`.
  private static func rounded(_ fraction: UInt64, _ scale: UInt64) -> (digits: UInt64, error: UInt64) {
    let (high, low) = fraction.multipliedFullWidth(by: scale)
    // Below 2³⁷ · 10¹² < 2⁷⁷, so the shifted number fits 64 bits.
    let digits = high << 27 | low >> 37
    let rest = low & (1 << 37 - 1)
    let isUp = rest >= 1 << 36
    return (isUp ? digits + 1 : digits, isUp ? 1 << 37 - rest : rest)
  }

  private static func appendDecimals(_ digits: UInt64, width: Int, to output: inout OutputBuffer) {
    var digits = digits
    var width = width
    while digits % 10 == 0 {
      digits /= 10
      width -= 1
    }
    output.append(digits: digits, width: width)
  }
}
