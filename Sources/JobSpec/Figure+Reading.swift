internal import Diagnostics
internal import Tables

extension Figure {
  /// Reads an entry of `figures:`.
  static func read(name: Located<String>, _ node: NodeReader) -> Figure? {
    node.reading.checkThing(name, "a figure")
    return node.mapping("figure '\(name.value)'", at: name.location) { keys in
      let title = keys["title"]?.localizedText()
      let table = keys.required("table")?.tableName()
      let by = keys["by"]?.nonEmptyText("the name of a column")
      let value = keys.required("value", hint: "write an aggregate, such as count()")?.expression()
      let published = keys["published"]?.published(isByItem: keys.keyLocation("by") != nil)
      let claim = keys["claim"]?.localizedText()
      guard let table, let value else { return nil }
      var figure = Figure(name: name, table: table, value: value, location: name.location)
      figure.title = title
      figure.by = by
      figure.published = published
      figure.claim = claim
      return figure
    }
  }
}

extension NodeReader {
  /// A number, or with `by` a number for each item.
  fileprivate func published(isByItem: Bool) -> Figure.Published? {
    guard isByItem else {
      return number("a number (a number for each item needs 'by')").map { .one($0) }
    }
    let expected = "a mapping of items to numbers, as the figure has 'by'"
    return entries(expected) { item, value in value.number().map { (item: item, value: $0) } }.map {
      .each($0)
    }
  }
}
