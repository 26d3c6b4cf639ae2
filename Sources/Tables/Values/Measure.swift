/// The unit of numbers that are written as texts, such as durations and percentages.
package enum Measure: String, Sendable, CaseIterable {
  /// `45 %` is 0.45.
  case percent
  /// Durations, in this unit. A plain number is a number of these.
  case days, hours, minutes, seconds

  package var isDuration: Bool { self != .percent }

  private var seconds: Double {
    switch self {
    case .percent, .seconds: 1
    case .minutes: 60
    case .hours: 3600
    case .days: 86_400
    }
  }

  /// The number of a text; nil if it has another form.
  func number(_ bytes: Span<UInt8>, _ range: ByteRange, _ numbers: NumberSyntax) -> Double? {
    let range = bytes.trimmed(range)
    if self == .percent { return Measure.percentage(bytes, range, numbers) }
    if let plain = numbers.number(bytes, range) { return plain }
    return DurationSyntax.seconds(bytes.text(range)).map { $0 / seconds }
  }

  /// Nil if it is not a whole number.
  func integer(_ bytes: Span<UInt8>, _ range: ByteRange, _ numbers: NumberSyntax) -> Int64? {
    number(bytes, range, numbers).flatMap { Int64(exactly: $0) }
  }

  /// The nearest number to a hundredth of what stands before the sign.
  static func percentage(_ bytes: Span<UInt8>, _ range: ByteRange, _ numbers: NumberSyntax) -> Double? {
    guard !range.isEmpty, bytes[range.upperBound - 1] == UInt8(ascii: "%") else { return nil }
    let text = bytes.array(bytes.trimmed(range.lowerBound..<range.upperBound - 1)) + Array("e-2".utf8)
    return numbers.number(text.span, 0..<text.count)
  }
}
