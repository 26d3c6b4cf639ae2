/// Decides which type all the values of a text column have, and how they are written.
package struct TypeSniffer {
  /// What was found.
  package struct Finding: Sendable, Equatable {
    package var type: ColumnType
    /// The pattern of dates that are not ISO.
    package var format: String?
    /// The decimal mark, where it matters.
    package var decimal: UInt8?
    /// Markers for no value, in order of appearance.
    package var nulls: [String] = []
    /// Why a column of digits stays text, or which choice was not certain.
    package var note: String?
  }

  /// The delimiter of the file, which tells what a lone mark in numbers means.
  let delimiter: UInt8

  package init(delimiter: UInt8) { self.delimiter = delimiter }

  private static let dot = UInt8(ascii: ".")
  private static let comma = UInt8(ascii: ",")

  package func finding(_ survey: ColumnSurvey) -> Finding {
    var finding = conclude(survey.evidence)
    if finding.type != .text { finding.nulls = survey.markers.map { String(decoding: $0, as: UTF8.self) } }
    return finding
  }

  private func conclude(_ state: TypeEvidence) -> Finding {
    if state.count == 0 { return Finding(type: .text) }
    if let note = state.keptAsText { return Finding(type: .text, note: note) }
    let order = delimiter == UInt8(ascii: ";") ? [1, 0] : [0, 1]
    let unsure = state.hasMarks && state.isNumber[0] && state.isNumber[1]
    for index in order where state.isNumber[index] {
      let mark = index == 1 ? TypeSniffer.comma : TypeSniffer.dot
      return Finding(
        type: state.isInteger[index] ? .integer : .number,
        decimal: index == 1 && state.hasMarks ? mark : nil,
        note: unsure ? "a mark before three digits is taken for a thousands separator or a fraction" : nil)
    }
    if state.isBoolean { return Finding(type: .boolean) }
    if state.isDate { return Finding(type: .date) }
    if state.isDateTime { return Finding(type: .datetime) }
    guard let patterns = state.patterns, let pattern = patterns.first else { return Finding(type: .text) }
    let other = patterns.dropFirst().first { $0.hasTime == pattern.hasTime }
    return Finding(
      type: pattern.hasTime ? .datetime : .date, format: pattern.text,
      note: other.map { "it could be '\($0.text)' as well" })
  }
}
