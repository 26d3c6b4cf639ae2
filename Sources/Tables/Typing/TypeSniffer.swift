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
    /// A way to read the values of a text column as more than texts.
    package var proposal: Proposal?
  }

  /// The delimiter of the file, which helps to interpret a single mark in a number.
  let delimiter: UInt8

  package init(delimiter: UInt8) { self.delimiter = delimiter }

  private static let dot = UInt8(ascii: ".")
  private static let comma = UInt8(ascii: ",")

  /// The findings of all columns of a file. Which number of a date is the day is decided by the columns in which
  /// only one order fits.
  package func findings(_ surveys: [ColumnSurvey]) -> [Finding] {
    let decided = surveys.compactMap { DateOrder.of($0.evidence) }
    let order = Set(decided).count == 1 ? decided.first : nil
    return surveys.map { finding($0, order) }
  }

  private func finding(_ survey: ColumnSurvey, _ order: DateOrder?) -> Finding {
    var finding = conclude(survey.evidence, order)
    if finding.type == .text, finding.proposal == nil, finding.note == nil {
      finding.proposal = Proposal(survey.spellings)
    }
    if finding.type != .text { finding.nulls = survey.markers.map { String(decoding: $0, as: UTF8.self) } }
    return finding
  }

  private func conclude(_ state: TypeEvidence, _ dateOrder: DateOrder?) -> Finding {
    if state.count == 0 { return Finding(type: .text) }
    if let note = state.keptAsText { return Finding(type: .text, note: note) }
    let order = delimiter == UInt8(ascii: ";") ? [1, 0] : [0, 1]
    let unsure = state.hasMarks && state.isNumber[0] && state.isNumber[1]
    // `-70.651`: between semicolons a dot may group digits, elsewhere it does not.
    if unsure, state.hasOnlyDots, order[0] == 1 {
      return Finding(type: .text, note: "a dot before three digits; a group or a fraction")
    }
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
    if state.isDuration {
      return Finding(
        type: .text, note: "durations; type: number, format: minutes  reads them",
        proposal: Proposal(.number, format: Measure.minutes.rawValue))
    }
    if let index = [0, 1].first(where: { state.isPercentage[$0] }) {
      return Finding(
        type: .text, note: "percentages; type: number, format: percent  reads 45% as 0.45",
        proposal: Proposal(
          .number, format: Measure.percent.rawValue, decimal: index == 1 ? TypeSniffer.comma : nil))
    }
    guard let patterns = state.patterns, let pattern = patterns.first else { return Finding(type: .text) }
    let other = patterns.dropFirst().first {
      $0.hasTime == pattern.hasTime && DateOrder.of($0) != DateOrder.of(pattern)
    }
    let fitting = dateOrder == nil ? pattern : patterns.first { DateOrder.of($0) == dateOrder } ?? pattern
    if let other, dateOrder == nil {
      return Finding(
        type: .text, note: "dates as \(pattern.text) or \(other.text)")
    }
    return Finding(type: fitting.hasTime ? .datetime : .date, format: fitting.text)
  }
}

extension DateOrder {
  /// Nil if the pattern begins with a year, or names the month.
  fileprivate static func of(_ pattern: DatePattern) -> DateOrder? {
    if ["dd/", "dd-", "dd."].contains(where: pattern.text.hasPrefix) { return .dayFirst }
    return pattern.text.hasPrefix("MM") && !pattern.text.hasPrefix("MMM") ? .monthFirst : nil
  }

  /// The order of a column in which only one fits; nil if there is none.
  fileprivate static func of(_ evidence: TypeEvidence) -> DateOrder? {
    guard !evidence.isDateTime, let patterns = evidence.patterns, !patterns.isEmpty else { return nil }
    let orders = Set(patterns.map { of($0) })
    return orders.count == 1 ? orders.first! : nil
  }
}
