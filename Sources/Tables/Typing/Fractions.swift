/// The fractions of a column, to find numbers that are written in two ways: `1.10` beside `1.1` are two codes, or
/// two sections of a document, and would become one number.
struct Fractions: Sendable {
  static let reason = "numbers that differ only in zeros at their end"

  /// By the text without zeros at its end: the number of these zeros.
  private var zeros: [[UInt8]: Int] = [:]

  /// Columns with more different fractions are measurements, not codes.
  private static let limit = 1000

  /// - Returns: false if another text is the same number.
  mutating func takes(_ bytes: Span<UInt8>, _ range: ByteRange, mark: Int) -> Bool {
    if zeros.count >= Fractions.limit { return true }
    var end = range.upperBound
    while end > mark + 2, bytes[end - 1] == UInt8(ascii: "0") { end -= 1 }
    return take(bytes.array(range.lowerBound..<end), range.upperBound - end)
  }

  mutating func takes(_ next: Fractions) -> Bool {
    if zeros.count >= Fractions.limit || next.zeros.count >= Fractions.limit { return true }
    return next.zeros.allSatisfy { take($0, $1) }
  }

  private mutating func take(_ text: [UInt8], _ count: Int) -> Bool {
    if let known = zeros[text] { return known == count }
    zeros[text] = count
    return true
  }
}
