extension JobPlan {
  /// What needs all rows of a finished table in memory at once: its key, and the exports that do not write rows as they
  /// come.
  package func readersAtOnce(of name: String) -> [String] {
    let hasKey = tables.contains { $0.name == name && !$0.key.isEmpty }
    return (hasKey ? ["its key"] : [])
      // A file that reads another table besides looks up labels in one of them.
      + exports.filter { $0.reads[name] != nil && !($0.gathering == .nothing && $0.reads.count == 1) }.map(
        \.file)
  }
}
