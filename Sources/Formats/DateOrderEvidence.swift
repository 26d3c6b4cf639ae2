internal import Diagnostics
internal import Tables

/// Decides whether days or months come first in a file's dates. Any number above 12 is proof; without
/// one the language of the headers decides, with a warning.
struct DateOrderEvidence {
  private var dayFirst = 0
  private var monthFirst = 0
  private var example: String?

  /// Whether any date is numeric.
  var hasDates: Bool { example != nil }

  /// Adds a value of a date column to the evidence.
  mutating func weigh(_ bytes: Span<UInt8>, _ place: ByteRange) {
    let found = LooseTime.evidence(bytes, place)
    if found.isNumeric && example == nil { example = bytes.text(bytes.trimmed(place)) }
    if found.order == .dayFirst { dayFirst += 1 }
    if found.order == .monthFirst { monthFirst += 1 }
  }

  /// - Parameter column: a column that could be declared with a pattern, for the hint.
  func order(isEnglish: Bool, column: String, at location: SourceLocation) -> (
    order: DateOrder, warning: Diagnostic?
  ) {
    guard let example else { return (.monthFirst, nil) }
    let order: DateOrder =
      if dayFirst == monthFirst {
        isEnglish ? .monthFirst : .dayFirst
      } else {
        dayFirst > monthFirst ? .dayFirst : .monthFirst
      }
    if (dayFirst > 0) != (monthFirst > 0) { return (order, nil) }
    let pattern = order == .dayFirst ? "dd/MM/yyyy" : "MM/dd/yyyy"
    let hint = "declare its pattern under  columns:  such as  \(column): {format: \"\(pattern) HH:mm:ss\"}"
    if dayFirst == 0 {
      let language = isEnglish ? "in English" : "not in English"
      return (
        order,
        Diagnostic(
          .ambiguous(example, order), at: location, severity: .warning,
          reason: "no date in the file has a number above 12, and the headers are \(language)", hint: hint)
      )
    }
    return (
      order,
      Diagnostic(
        .mixed(order), at: location, severity: .warning,
        reason: "\(dayFirst) certainly have the day first, \(monthFirst) the month", hint: hint)
    )
  }
}

extension Diagnostic.Message {
  fileprivate static func ambiguous(_ example: String, _ order: DateOrder) -> Self {
    Self(
      .dateOrder, "dates like '\(example)' are read with the \(order == .dayFirst ? "day" : "month") first",
      kept: "dates are read with the \(order == .dayFirst ? "day" : "month") first")
  }
  fileprivate static func mixed(_ order: DateOrder) -> Self {
    Self(
      .dateOrder, "dates in both orders are read with the \(order == .dayFirst ? "day" : "month") first"
    )
  }
}
