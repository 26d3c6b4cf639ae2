internal import Diagnostics
internal import Tables

extension Schema {
  /// The result of looking up a column name.
  enum Resolution {
    case field(Field)
    /// Possibly a column: an error reported earlier leaves this open.
    case doubtful
    /// Not a column; `near` is the probable intention.
    case unknown(near: String?)
  }

  /// Looks up a column. While a job is checked without its files, a name that resembles no known column
  /// counts as an undeclared column of the file.
  ///
  /// - Parameter isExact: the name was quoted, so it is not a misspelling.
  func resolve(_ name: String, isExact: Bool = false) -> Resolution {
    if isDoubtful(name) { return .doubtful }
    if let field = field(named: name), !field.isProvenance { return .field(field) }
    if let undeclared, isExact || nearestName(to: name, among: visibleNames, minimumLength: 3) == nil {
      return .field(Field(name, undeclared))
    }
    return .unknown(near: nearestName(to: name, among: visibleNames))
  }

  /// Looks up a column, or throws the error that lists the existing ones.
  ///
  /// - Parameters:
  ///   - table: the table's name, for the message.
  ///   - hint: the hint if no column has a similar name.
  ///   - message: the message if the column does not exist.
  /// - Throws: a `Diagnostic`; empty `Diagnostics` if an earlier error leaves the question open.
  func resolve(
    _ name: Located<String>, of table: String, hint: String? = nil,
    orThrow message: @autoclosure () -> Diagnostic.Message
  ) throws -> Field {
    switch resolve(name.value) {
    case .field(let field): return field
    case .doubtful: throw Diagnostics()
    case .unknown(let near):
      throw Diagnostic(
        message(), at: name.location,
        reason: visibleNames.isEmpty ? nil : "table '\(table)' has \(listing(visibleNames))",
        hint: hint ?? near.map { "did you mean '\($0)'?" })
    }
  }
}
