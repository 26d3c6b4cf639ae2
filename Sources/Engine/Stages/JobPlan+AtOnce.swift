extension JobPlan {
  /// The exports that need all rows of a finished table in memory at once, because they write them neither as they come
  /// nor value by value.
  package func readersAtOnce(of name: String) -> [String] {
    exports.filter { $0.atOnce.contains(name) }.map(\.file)
  }

  /// The columns of which each value has a file with rows of this table.
  func eachColumns(of name: String) -> [String] {
    Set(exports.compactMap { $0.byValue[name] }).sorted()
  }
}
