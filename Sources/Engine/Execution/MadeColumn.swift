internal import Tables

extension Field {
  /// Whether a pivot has made the column: the plan knows that there may be others than those of its schema, and not
  /// which.
  func isMade(unlike schema: Schema) -> Bool {
    schema.undeclared != nil && schema.index(of: name) == nil && !isProvenance
  }
}
