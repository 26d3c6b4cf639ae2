internal import Diagnostics
internal import JobSpec
internal import Tables

extension Schema {
  /// What a name stands for in a table.
  enum Resolution {
    case field(Field)
    /// Perhaps a column: a mistake that has been reported leaves it open.
    case doubtful
    /// No column; `near` is the one that was probably meant.
    case unknown(near: String?)
  }

  /// While a job is checked without its files, a name that is not near to any known column stands
  /// for a column that nobody declared.
  ///
  /// - Parameter isExact: the name was written in quotes, so that it is no slip.
  func resolve(_ name: String, isExact: Bool = false) -> Resolution {
    if isDoubtful(name) { return .doubtful }
    if let field = field(named: name), !field.isProvenance { return .field(field) }
    if let undeclared, isExact || nearestName(to: name, among: visibleNames, minimumLength: 3) == nil {
      return .field(Field(name, undeclared))
    }
    return .unknown(near: nearestName(to: name, among: visibleNames))
  }

  /// The column with this name, or the error that says which there are; no error where that is open.
  ///
  /// - Parameters:
  ///   - table: its name, for the message.
  ///   - hint: what to do, where no column is near.
  ///   - message: what is wrong when there is no such column.
  /// - Throws: a `Diagnostic`, or `Diagnostics` without any.
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
        reason: visibleNames.isEmpty ? nil : "table '\(table)' has \(visibleNames.joined(separator: ", "))",
        hint: hint ?? near.map { "did you mean '\($0)'?" })
    }
  }
}
