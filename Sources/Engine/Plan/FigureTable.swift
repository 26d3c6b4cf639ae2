internal import Diagnostics
package import JobSpec
package import Tables

/// What a run computed of one figure: one value, or one per item of its `by`.
package struct FigureResult: Sendable {
  package struct Item: Sendable {
    /// Nil for a figure without `by`.
    package var item: String?
    /// Integer, number or null.
    package var value: Value
    package var published: Value
    /// Of the last successful run of an earlier night.
    package var previous: Value
  }
  package var figure: Figure
  package var items: [Item]
  /// How it is made, in words of the job.
  package var definition: String
}

/// The figures as a table: `figure, title, item, value, published, difference, previous, change,
/// claim, definition`.
package enum FigureTable {
  package static let name = "figures"

  package static let schema = Schema([
    Field("figure", .text), Field("title", .text), Field("item", .text), Field("value", .number),
    Field("published", .number), Field("difference", .number), Field("previous", .number),
    Field("change", .number), Field("claim", .text), Field("definition", .text),
  ])

  /// With titles and claims in `language`.
  package static func table(_ figures: [FigureResult], language: String, fallbacks: [String]) -> Table {
    var texts: [String: [String?]] = [:]
    var numbers: [String: [Double?]] = [:]
    for figure in figures {
      let definition = figure.figure
      for item in figure.items {
        let value = item.value.asNumber
        let published = item.published.asNumber
        let previous = item.previous.asNumber
        texts["figure", default: []].append(definition.name.value)
        texts["title", default: []].append(definition.title?.text(in: language, fallbacks: fallbacks))
        texts["item", default: []].append(item.item)
        texts["claim", default: []].append(definition.claim?.text(in: language, fallbacks: fallbacks))
        texts["definition", default: []].append(figure.definition)
        numbers["value", default: []].append(value)
        numbers["published", default: []].append(published)
        numbers["difference", default: []].append(minus(value, published))
        numbers["previous", default: []].append(previous)
        numbers["change", default: []].append(minus(value, previous))
      }
    }
    let columns = schema.fields.map { field -> Column in
      if field.type == .text { return .text(TextColumn(texts[field.name] ?? [])) }
      var column = PlainColumn<Double>([])
      for number in numbers[field.name] ?? [] {
        if let number { column.append(number) } else { column.appendNull(0) }
      }
      return .number(column)
    }
    return Table(schema, columns)
  }

  private static func minus(_ a: Double?, _ b: Double?) -> Double? {
    guard let a, let b else { return nil }
    return a - b
  }
}
