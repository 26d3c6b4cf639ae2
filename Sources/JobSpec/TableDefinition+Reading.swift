internal import Diagnostics

extension TableDefinition {
  /// Reads an entry of `tables:`. A table with errors still exists for references to it.
  static func read(name: Located<String>, _ node: NodeReader) -> TableDefinition? {
    node.reading.checkThing(name, "a table")
    // The empty name refers to nothing.
    var nothing = TableDefinition(
      name: name, from: Located("", at: name.location), location: name.location)
    nothing.gaps = [Gap(index: 0)]
    return node.mapping("table '\(name.value)'", at: name.location) { keys in
      let from = keys.required("from", hint: "name an input or another table")?.tableName(
        "an input or a table")
      let key = keys["key"]?.names()
      var table = TableDefinition(
        name: name, from: from ?? Located("", at: name.location), location: name.location)
      table.key = key ?? []
      if let steps = keys.section("steps") { table.readSteps(steps) }
      if keys.hasMisspelling(of: ["steps"]) { table.gaps.append(Gap(index: 0)) }
      return table
    } ?? nothing
  }

  private mutating func readSteps(_ node: NodeReader) {
    let steps = node.list("a list of steps") { item in
      let (step, isWhole) = item.reading.watching { Step.read(item) }
      return Optional((step: step, isWhole: isWhole, keyword: Step.keyword(of: item)))
    }
    guard let steps else {
      gaps.append(Gap(index: 0))
      return
    }
    for (step, isWhole, keyword) in steps {
      if var step {
        step.isWhole = isWhole
        self.steps.append(step)
      } else {
        gaps.append(Gap(index: self.steps.count, keyword: keyword))
      }
    }
  }
}
