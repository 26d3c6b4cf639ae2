internal import JobSpec
package import Tables

extension FigureTable {
  /// The table of figures, with titles and claims in `language`.
  package static func table(_ figures: [FigureResult], language: String, fallbacks: [String]) -> Table {
    var texts: [String: [String?]] = [:]
    var numbers: [String: [Double?]] = [:]
    for figure in figures {
      let plan = figure.figure
      for item in figure.items {
        let value = item.value.asNumber
        let published = item.published.asNumber
        let previous = item.previous.asNumber
        texts["figure", default: []].append(plan.name)
        texts["title", default: []].append(plan.title?.text(in: language, fallbacks: fallbacks))
        texts["item", default: []].append(item.item)
        texts["claim", default: []].append(plan.claim?.text(in: language, fallbacks: fallbacks))
        texts["meaning", default: []].append(plan.meaning?.text(in: language, fallbacks: fallbacks))
        texts["definition", default: []].append(plan.definition)
        numbers["value", default: []].append(value)
        numbers["published", default: []].append(published)
        numbers["difference", default: []].append(minus(value, published))
        numbers["previous", default: []].append(previous)
        // An item that has gone has changed by all that it was.
        let now = item.isGone ? 0 : value
        numbers["change", default: []].append(minus(now, previous))
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
