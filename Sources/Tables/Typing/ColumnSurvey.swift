/// The evidence for the type of a text column, gathered chunk by chunk so that the texts need not be
/// kept.
package struct ColumnSurvey: Sendable {
  private(set) var count = 0
  package private(set) var nullCount = 0
  private(set) var evidence = TypeEvidence()
  /// Null markers, in order of appearance.
  private(set) var markers: [[UInt8]] = []
  /// The types that a column of texts may have.
  private(set) var spellings = Spellings()
  /// Distinct values of the first rows, each with its row.
  private var firstTexts: [(row: Int, text: String)] = []

  /// The number of rows from which examples are taken, and the number of examples.
  private static let exampleRows = 1000
  private static let exampleCount = 3

  private static let knownMarkers = Set(
    ["--", "-", "—", "–", "N/A", "n/a", "NA", "#N/A", "NULL", "null", "s/d", "S/D"].map { Array($0.utf8) })

  package init() {}

  package init(_ column: TextColumn) {
    count = column.count
    nullCount = column.validity.nullCount
    takeExamples(column)
    let bytes = column.bytes.span
    for row in 0..<column.count where column.validity[row] {
      let range = bytes.trimmed(column.range(at: row))
      if range.isEmpty { continue }
      if range.count <= 4 {
        let value = bytes.array(range)
        if ColumnSurvey.knownMarkers.contains(value) {
          if !markers.contains(value) { markers.append(value) }
          continue
        }
      }
      evidence.take(bytes, range)
      if evidence.isText { break }
    }
    spellings = Spellings(column) { bytes, range in
      range.count <= 4 && ColumnSurvey.knownMarkers.contains(bytes.array(range))
    }
  }

  /// The number of rows with a value.
  package var valueCount: Int { count - nullCount }
  package var markerTexts: [String] { markers.map { String(decoding: $0, as: UTF8.self) } }

  /// The first three distinct values of the first thousand rows.
  package var examples: [String] { firstTexts.prefix(ColumnSurvey.exampleCount).map(\.text) }

  /// Adds the evidence of the following rows.
  package mutating func append(_ next: ColumnSurvey) {
    for (row, text) in next.firstTexts where count + row < ColumnSurvey.exampleRows {
      if !firstTexts.contains(where: { $0.text == text }) { firstTexts.append((count + row, text)) }
    }
    count += next.count
    nullCount += next.nullCount
    evidence.append(next.evidence)
    spellings.append(next.spellings)
    for marker in next.markers where !markers.contains(marker) { markers.append(marker) }
  }

  /// Keeps twice as many as are shown, because some may repeat values of earlier rows.
  private mutating func takeExamples(_ column: TextColumn) {
    for row in 0..<min(count, ColumnSurvey.exampleRows) where column.validity[row] {
      if firstTexts.count == 2 * ColumnSurvey.exampleCount { return }
      let text = column.string(at: row)
      if !text.isEmpty, !firstTexts.contains(where: { $0.text == text }) { firstTexts.append((row, text)) }
    }
  }
}
