internal import Diagnostics

extension TableDefinition {
  /// Reads an entry of `tables:`.
  static func read(name: Located<String>, _ node: NodeReader) -> TableDefinition? {
    node.reading.checkThing(name, "a table")
    return node.mapping("table '\(name.value)'", at: name.location) { keys in
      let from = keys.required("from", hint: "name an input or another table")?.tableName(
        "an input or a table")
      let key = keys["key"]?.names()
      let stepsNode = keys.section("steps")
      let steps = stepsNode?.list("a list of steps") { Optional(Step.read($0)) }
      // Unknown until it is written, as an empty name is no one's.
      var table = TableDefinition(
        name: name, from: from ?? Located("", at: name.location), location: name.location)
      table.key = key ?? []
      table.steps = (steps ?? []).compactMap { $0 }
      table.isComplete =
        from != nil && (stepsNode == nil || steps != nil) && table.steps.count == steps?.count ?? 0
      return table
    }
  }
}
