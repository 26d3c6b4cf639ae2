package import Tables

/// The figures as a table: `figure, title, item, value, published, difference, previous, change,
/// claim, meaning, definition`.
package enum FigureTable {
  package static let name = "figures"

  package static let schema = Schema([
    Field("figure", .text), Field("title", .text), Field("item", .text), Field("value", .number),
    Field("published", .number), Field("difference", .number), Field("previous", .number),
    Field("change", .number), Field("claim", .text), Field("meaning", .text),
    Field("definition", .text),
  ])
}
