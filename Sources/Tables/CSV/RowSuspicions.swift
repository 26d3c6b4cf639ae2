package import Diagnostics

/// Signs that rows are no data: totals and notes at the end, and what follows a blank row; and that rows above the
/// header are some. The same for texts and for sheets; none of them changes what is read.
package enum RowSuspicions {
  /// A header with more rows above it is reported, although they are in the row balance.
  private static let longPreamble = 20
  /// A title may be as wide as a narrow table; several rows above declared headers that are may be its data.
  private static let fewestWideRows = 2

  /// The warning about rows above the header; nil if they are few, and look like titles and notes.
  ///
  /// - Parameters:
  ///   - rows: the number of rows above the header that are not blank.
  ///   - wide: how many of them fill more than half of the columns.
  ///   - isDeclared: whether declared headers have decided.
  package static func preamble(
    _ rows: Int, wide: Int, isDeclared: Bool, at location: SourceLocation
  ) -> Diagnostic? {
    if wide < (isDeclared ? fewestWideRows : 1), rows <= longPreamble { return nil }
    let those =
      wide == rows
      ? (rows == 1 ? "it fills" : "they fill") : "\(wide) of them \(wide == 1 ? "fills" : "fill")"
    return Diagnostic(
      .preamble(rows), at: location, severity: .warning,
      reason: wide == 0
        ? "they have at most half as many fields"
        : "\(those) more than half of its columns, as rows of data do",
      hint: "if the header is another row, give its number:  header_row:")
  }

  /// The warning about a header that may be the first row of a file without one; nil if it has names. Columns may be
  /// named by years or days, as a pivot names them, but not by values of two kinds, nor by e-mail addresses; and one
  /// column has a name.
  ///
  /// - Parameter header: the trimmed fields.
  package static func header(_ header: [String], at location: SourceLocation) -> Diagnostic? {
    let fields = header.filter { !$0.isEmpty }
    let kinds = fields.compactMap(ValueKind.init)
    guard !kinds.isEmpty, kinds.count == fields.count || Set(kinds).count > 1 || kinds.contains(.address)
    else { return nil }
    return Diagnostic(
      .valuesAsHeader, at: location, severity: .warning, reason: "it has values, as a row of data has",
      hint: "write  header_row: 0  if the file has no header, or the number of the header's row")
  }

  /// The kind of a field that nobody takes for a name.
  private enum ValueKind: Hashable {
    case number, time, boolean, address

    init?(_ field: String) {
      let digits = field.utf8.count { $0 &- 48 <= 9 }
      let parts = field.split(separator: "@", omittingEmptySubsequences: false)
      if ["true", "false"].contains(field.lowercased()) {
        self = .boolean
      } else if parts.count == 2, !parts[0].isEmpty, parts[1].contains("."), !field.contains(" ") {
        self = .address
      } else if digits >= 8, field.unicodeScalars.allSatisfy({ isPart($0, of: "-/.: TZ+") }) {
        self = .time
      } else if digits > 0, field.unicodeScalars.allSatisfy({ isPart($0, of: "+-−.,: %$€") }) {
        self = .number
      } else {
        return nil
      }
    }
  }

  private static func isPart(_ scalar: Unicode.Scalar, of signs: String) -> Bool {
    scalar.value &- 48 <= 9 || signs.unicodeScalars.contains(scalar)
  }

  /// Whether a row at the end of a table may be a total or a note.
  ///
  /// - Parameters:
  ///   - texts: the trimmed texts of its fields, at least one.
  ///   - namedWidth: the number of columns up to the last one with a header.
  package static func isRest(_ texts: [String], namedWidth: Int) -> Bool {
    let isNote = texts.count { !$0.isEmpty } == 1 && namedWidth > 2 && texts[0].contains(" ")
    return isNote || TotalWords.isTotal(texts[0])
  }

  /// Whether a row behind a blank one is not like the row above it: with at most half of its fields filled, or with
  /// names where the other has numbers.
  package static func isGap(
    fields: Int, filled: Int, holdsData: Bool, above: @autoclosure () -> Bool
  ) -> Bool {
    filled * 2 <= fields || !holdsData && above()
  }

  /// Whether a byte is a sign of data rather than of a name.
  @inline(__always)
  package static func isData(_ byte: UInt8) -> Bool { byte &- 48 <= 9 || byte == UInt8(ascii: "@") }

  /// Fields whose quotes end before they do: the marks are not part of the values.
  package static func goingOn(_ fields: Int, inReport isReport: Bool = false, at location: SourceLocation)
    -> Diagnostic
  {
    Diagnostic(
      .goingOn(fields), at: location, severity: .warning,
      reason: "such a field is read without these two quotes, and with the text behind them",
      hint: isReport
        ? nil : "if a character takes the meaning from quotes in this file, say which one:  escape: \"\\\\\"")
  }

  /// - Parameters:
  ///   - text: the first field of the row.
  ///   - column: the name of the column that it stands in; nil if nothing names it.
  package static func gap(_ text: String, in column: String?, at location: SourceLocation) -> Diagnostic {
    Diagnostic(
      .gap, at: location, severity: .warning,
      reason: "another table or notes may begin there, and are read as rows",
      hint: hint("to read only the table above it", text, column), quoting: .hint)
  }

  package static func rest(
    _ text: String, in column: String?, inReport isReport: Bool = false, at location: SourceLocation
  ) -> Diagnostic {
    Diagnostic(
      .rest(text), at: location, severity: .warning, reason: "it is read as a row",
      hint: isReport
        ? "if it is none, leave it out with the step  filter:" : hint("to leave it out", text, column),
      quoting: .hint)
  }

  /// The hint to end the table before a row with this first field.
  private static func hint(_ purpose: String, _ text: String, _ name: String?) -> String {
    guard let name else { return "\(purpose), say where the table ends:  until: …" }
    let isPlain = name.utf8.allSatisfy { $0 &- 97 < 26 || $0 == 0x5F }
    let quote = text.contains("\"") ? "'" : "\""
    let column = isPlain ? name : "`\(name)`"
    let condition = text.isEmpty ? "\(column) is null" : "\(column) == \(quote)\(text)\(quote)"
    return "\(purpose), say where the table ends:  until: '\(condition)'"
  }
}

/// The words with which a row of totals begins.
enum TotalWords {
  private static let words: Set<String> = [
    "total", "totals", "grandtotal", "subtotal", "sum", "totales", "totalgeneral", "subtotales", "suma",
    "totais",
    "totalgeral", "soma", "totaux", "somme", "gesamt", "summe", "insgesamt", "gesamtsumme", "totale",
    "totali",
    "somma", "totalegenerale",
  ]

  static func isTotal(_ text: String) -> Bool {
    text.utf8.count < 40 && words.contains(foldedHeader(text))
  }
}

extension Diagnostic.Message {
  fileprivate static func goingOn(_ fields: Int) -> Self {
    Self(.suspectText, "text stands behind the closing quote in \(counted(fields, "field"))")
  }
  fileprivate static func preamble(_ rows: Int) -> Self {
    Self(.suspectText, "\(counted(rows, "row")) above the header \(rows == 1 ? "is" : "are") left out")
  }
  fileprivate static var valuesAsHeader: Self {
    Self(.suspectText, "the first row is read as the header, and may be one of data")
  }
  fileprivate static var gap: Self {
    Self(.suspectText, "the row after a blank line is not like the rows above it")
  }
  fileprivate static func rest(_ text: String) -> Self {
    let shown = text.unicodeScalars.count > 60 ? String(text.prefix(59)) + "…" : text
    return Self(
      .suspectText, "'\(shown)' at the end may be a total or a note",
      kept: "the row at the end may be a total or a note")
  }
}
