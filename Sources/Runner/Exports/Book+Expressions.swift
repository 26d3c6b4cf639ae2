internal import Diagnostics
internal import Engine
internal import JobSpec
internal import Tables

extension Book {
  /// Tells expressions with the names and labels that the book's sheets have.
  ///
  /// - Parameter table: the table whose columns the expressions name; nil for figures.
  func expressions(of table: String?) -> ExpressionInWords {
    func shown(_ value: Value) -> String { BookText.shown(value, language, writer.timeline.zone) }
    return ExpressionInWords(
      words: words.expressions, column: { labelAnywhere(of: $0, in: table) },
      parameter: { name in
        if let value = writer.plan.constants.parameters[name] { return shown(value) }
        if name == "as_of" { return shown(.datetime(writer.moment.asOf.microseconds)) }
        let known = text.filled("{$\(name)}")
        return known == "{$\(name)}" ? "$\(name)" : known
      },
      figure: { name, item in
        let figure = writer.job.figures.first { $0.name.value == name }
        let title = figure?.title.map { text($0) } ?? name
        return item.map { words.pair(title, self.item($0, of: figure?.by?.value)) } ?? title
      },
      value: { value, column in
        guard case .text(let text) = value else { return value == .null ? words.empty : shown(value) }
        let label = label(of: text, ofColumn: column)
        return label == text ? "\"\(text)\"" : label
      })
  }
}
