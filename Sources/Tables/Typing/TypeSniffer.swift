/// Infers the type and syntax of a text column from all its values.
package struct TypeSniffer {
  /// The inferred type and syntax.
  package struct Finding: Sendable, Equatable {
    package var type: ColumnType
    /// The date pattern, if dates are not ISO 8601.
    package var format: String?
    /// The decimal mark, if it matters.
    package var decimal: UInt8?
    /// Null markers, in order of appearance.
    package var nulls: [String] = []
    /// The reason why a column of digits stays text, or the uncertain choice that was made.
    package var note: String?
  }

  /// The delimiter of the file, which helps to interpret a single mark in a number.
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
