internal import Tables

/// Describes a chart to people who do not see it: `People by category: Governments 228, the highest of 12; Academia 3,
/// the lowest.`
struct ChartWords {
  let words: WriterWords

  /// A column of values; its name is empty if it is the only one.
  struct Series {
    var name: String
    var values: [Double?]
    var shown: SerialText
  }

  /// The language of the sentence, of its numbers and dates too.
  private var language: WrittenLanguage { words.language }

  /// How many series are described.
  private static let mostSeries = 4

  func text(title: String, labels: [String], series: [Series]) -> String {
    let parts = series.prefix(ChartWords.mostSeries).compactMap { series -> String? in
      guard let sentence = sentence(labels, series) else { return nil }
      return self.series(of: series.name, sentence, isOnly: series.name.isEmpty)
    }
    let text = parts.isEmpty ? words.noData : parts.joined(separator: ". ")
    return title.isEmpty ? text : words.pair(title, text)
  }

  private func series(of name: String, _ sentence: String, isOnly: Bool) -> String {
    isOnly ? sentence : words.pair(name, sentence)
  }

  private func sentence(_ labels: [String], _ series: Series) -> String? {
    let values = series.values
    let known = values.indices.filter { values[$0] != nil }
    guard let first = known.first else { return nil }
    let highest = known.dropFirst().reduce(first) { values[$1]! > values[$0]! ? $1 : $0 }
    let lowest = known.dropFirst().reduce(first) { values[$1]! < values[$0]! ? $1 : $0 }
    func point(_ place: Int) -> String {
      let (label, value) = (labels[place], series.shown.text(values[place]!))
      // Two numbers side by side would be read as one.
      return label.last?.isNumber == true ? language.pair(label, value) : "\(label) \(value)"
    }
    if known.count == 1 { return point(first) }
    if values[highest] == values[lowest] {
      return words.allEqual.replacing("{n}", with: String(known.count))
        .replacing("{value}", with: series.shown.text(values[first]!))
    }
    return words.highest.replacing("{point}", with: point(highest))
      .replacing("{n}", with: String(known.count))
      + language.semicolon + words.lowest.replacing("{point}", with: point(lowest))
  }
}
