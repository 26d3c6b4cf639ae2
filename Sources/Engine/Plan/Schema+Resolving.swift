internal import Diagnostics
internal import JobSpec
internal import Tables

extension Schema {
  /// What a name stands for in a table.
  enum Resolution {
    case field(Field)
    /// No column; `near` is the one that was probably meant.
    case unknown(near: String?)
  }

  /// While a job is checked without its files, a name that is not near to any known column stands
  /// for a column that nobody declared.
  ///
  /// - Parameter isExact: the name was written in quotes, so that it is no slip.
  func resolve(_ name: String, isExact: Bool = false) -> Resolution {
    if let field = field(named: name), !field.isProvenance { return .field(field) }
    let near = nearestName(to: name, among: visibleNames)
    if let undeclared, isExact || near == nil { return .field(Field(name, undeclared)) }
    return .unknown(near: near)
  }

  /// The column with this name, or the error that says which there are.
  ///
  /// - Parameters:
  ///   - table: its name, for the message.
  ///   - message: what is wrong when there is no such column.
  func resolve(
    _ name: Located<String>, of table: String, orThrow message: @autoclosure () -> Diagnostic.Message
  ) throws -> Field {
    switch resolve(name.value) {
    case .field(let field): return field
    case .unknown(let near):
      throw Diagnostic(
        message(), at: name.location,
        reason: visibleNames.isEmpty ? nil : "table '\(table)' has \(visibleNames.joined(separator: ", "))",
        hint: near.map { "did you mean '\($0)'?" })
    }
  }
}
