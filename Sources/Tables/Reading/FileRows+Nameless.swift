internal import Diagnostics

extension FileRows {
  /// Says which columns behind the last header have values: the header may be another row.
  ///
  /// - Throws: a diagnostic if the job rejects columns that it does not declare.
  package mutating func noteNameless(_ options: ReadingOptions) throws {
    if options.headerRow == 0 { return }
    let kept = Set(fields.map(\.name))
    let nameless = specs.filter { $0.isDroppedIfEmpty && kept.contains($0.name) }.map(\.name)
    if nameless.isEmpty { return }
    let location = SourceLocation(file: report.file, line: headerLine)
    if options.undeclared == .reject { throw HeaderMatching.refusal(nameless, at: location) }
    if options.headerRow != nil { return }
    warnings.append(
      Diagnostic(
        .nameless(nameless), at: location, severity: .warning,
        reason: "the header has \(counted(specs.count { !$0.isDroppedIfEmpty }, "name"))",
        hint: options.columns.isEmpty
          ? "if the header is another row, give its number:  header_row:"
          : "if they are not wanted, say  undeclared: drop"))
  }
}

extension Diagnostic.Message {
  fileprivate static func nameless(_ columns: [String]) -> Self {
    Self(
      .suspectText,
      columns.count == 1
        ? "a column without a name has values: \(HeaderMatching.list(columns))"
        : "columns without a name have values: \(HeaderMatching.list(columns))")
  }
}
