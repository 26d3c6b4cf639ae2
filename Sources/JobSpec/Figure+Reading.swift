internal import Diagnostics

extension Figure {
  /// Reads an entry of `figures:`.
  static func read(name: Located<String>, _ node: NodeReader) -> Figure? {
    node.reading.checkThing(name, "a figure")
    let (figure, isWhole) = node.reading.watching { readWhole(name: name, node) }
    // A figure with an error still exists for the checks that name it.
    let nothing = Located("", at: name.location)
    var placeholder = ExpressionText("", at: name.location, isPositioned: false)
    placeholder.isReadable = false
    var result = figure ?? Figure(name: name, table: nothing, value: placeholder, location: name.location)
    result.isWhole = isWhole
    return result
  }

  private static func readWhole(name: Located<String>, _ node: NodeReader) -> Figure? {
    node.mapping("figure '\(name.value)'", at: name.location) { keys in
      let title = keys["title"]?.localizedText()
      let counted = keys["table"]
      let by = keys["by"]?.nonEmptyText("the name of a column")
      let value = keys.required("value", hint: "write an aggregate, such as count()")?.expression()
      let isOfFigures = counted == nil && value?.text.contains("figures.") == true
      let table =
        isOfFigures
        ? nil
        : (counted ?? keys.required("table", hint: figureOfFigures))?.tableName()
          ?? Located("", at: name.location)
      if isOfFigures, let by {
        node.reading.report(
          .byWithoutTable(name.value), at: by.location,
          reason: "a figure made of other figures is one number",
          hint: "name an item of a figure instead:  figures.name[\"item\"]")
      }
      let published = keys["published"]?.published(isByItem: keys.keyLocation("by") != nil)
      let claim = keys["claim"]?.localizedText()
      let meaning = keys["meaning"]?.localizedText()
      let isHeadline = keys["headline"]?.boolean()
      var placeholder = ExpressionText("", at: name.location, isPositioned: false)
      placeholder.isReadable = false
      var figure = Figure(
        name: name, table: table, value: value ?? placeholder, location: name.location)
      figure.title = title
      figure.by = by
      figure.published = published
      figure.claim = claim
      figure.meaning = meaning
      figure.isHeadline = isHeadline ?? false
      return figure
    }
  }
}

private let figureOfFigures =
  "name the table that it counts; an expression over other figures needs none:  value: figures.a / figures.b"

extension NodeReader {
  /// A number, or with `by` a number per item.
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

extension Diagnostic.Message {
  fileprivate static func byWithoutTable(_ figure: String) -> Self {
    Self(.badFigure, "figure '\(figure)' has 'by', but no 'table'")
  }
}
