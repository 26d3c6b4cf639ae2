/// Blank lines between rows: a second table, or notes, may follow.
extension RowPlan {
  /// Whether a blank record stands between rows and one that is not like them: of another width, with at most half
  /// of its fields filled, or with names where the rows have numbers.
  ///
  /// - Parameter rows: the records before it that are rows.
  func isGap(_ bytes: Span<UInt8>, _ index: FieldIndex, _ record: Int, _ rows: [Int32]) -> Bool {
    guard record + 1 < index.count, let last = rows.last.map({ Int($0) }) else { return false }
    let count = index.fieldCount(record + 1)
    if count == 1, bytes.trimmed(index.field(record + 1, 0)).isEmpty { return false }
    let filled = (0..<count).filter { !bytes.trimmed(index.field(record + 1, $0)).isEmpty }
    if filled.isEmpty { return false }
    return count != index.fieldCount(last)
      || RowSuspicions.isGap(
        fields: count, filled: filled.count,
        holdsData: filled.contains { RowPlan.holdsData(bytes, index.field(record + 1, $0)) },
        above: (0..<count).contains { RowPlan.holdsData(bytes, index.field(last, $0)) })
  }

  func text(_ bytes: Span<UInt8>, _ field: ByteRange) -> String {
    var text: [UInt8] = []
    FieldScanner.unquoted(bytes, field, into: &text)
    return text.span.text(text.span.trimmed(0..<text.count))
  }

  private static func holdsData(_ bytes: Span<UInt8>, _ field: ByteRange) -> Bool {
    field.contains { RowSuspicions.isData(bytes[$0]) }
  }
}
