package import Diagnostics

/// The records that are not valid text: bytes that are not UTF-8, NUL, or an unclosed quote.
package struct BrokenRecords: Sendable {
  private var reasons: [Int: String] = [:]
  private(set) var utf8Sequences = 0
  private(set) var invalidBytes = 0
  package private(set) var doubled = 0

  package init(_ bytes: Span<UInt8>, _ index: FieldIndex, _ range: ByteRange) {
    if index.hasNonASCII {
      let check = UTF8Check(bytes, range)
      utf8Sequences = check.sequences
      invalidBytes = check.invalidCount
      doubled = check.doubled
      for position in check.invalid {
        note(position, index) { "byte \($0) of the row (0x\(hexadecimal(bytes[position]))) is not UTF-8" }
      }
    }
    if index.hasZero {
      for position in range where bytes[position] == 0 {
        note(position, index) { "byte \($0) of the row is NUL" }
      }
    }
    if index.isUnterminated { reasons[index.count - 1] = BrokenRecords.openQuote }
  }

  /// The warning about text that was encoded twice.
  package static func doublyEncoded(_ count: Int, at location: SourceLocation) -> Diagnostic? {
    if count == 0 { return nil }
    return Diagnostic(
      .doublyEncoded(count), at: location, severity: .warning,
      reason: "a program took UTF-8 for another encoding before it saved the file; the text is kept as it is",
      hint: "export the file again, or save the original as UTF-8")
  }

  private static let openQuote = "a quote is never closed"

  /// The code of a ``reason(_:)``.
  package static func code(_ reason: String) -> RejectCode { reason == openQuote ? .quote : .text }

  package func reason(_ record: Int) -> String? { reasons.isEmpty ? nil : reasons[record] }

  /// Keeps the first fault of the record that contains `position`.
  private mutating func note(_ position: Int, _ index: FieldIndex, _ reason: (Int) -> String) {
    guard let record = index.record(holding: position), reasons[record] == nil else { return }
    reasons[record] = reason(position - Int(index.starts[record]) + 1)
  }
}

private func hexadecimal(_ byte: UInt8) -> String {
  let digits = String(byte, radix: 16, uppercase: true)
  return digits.count == 1 ? "0" + digits : digits
}

extension FieldIndex {
  /// The record that contains a position, its line end included.
  fileprivate func record(holding position: Int) -> Int? {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if Int(starts[middle]) <= position { low = middle + 1 } else { high = middle }
    }
    return low > 0 ? low - 1 : nil
  }
}

extension Diagnostic.Message {
  fileprivate static func doublyEncoded(_ count: Int) -> Self {
    Self(
      .suspectText, "\(count) \(count == 1 ? "letter is" : "letters are") encoded twice, such as 'Ã©' for 'é'"
    )
  }
}
