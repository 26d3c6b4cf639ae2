internal import Diagnostics
internal import Engine
internal import JobSpec
internal import Tables

/// How a figure is computed, told in the language of a book with the names that its sheets have: `number of rows of
/// “People”, by Category, where State = Completed (People ← latest ← form)`. It is the definition for people; machines
/// and `acta explain` have ``FigurePlan/definition``.
struct FigureInWords {
  let figure: Figure
  let book: Book

  private var words: BookWords { book.words }
  private var job: Job { book.writer.job }

  var definition: String {
    guard let table = figure.table?.value else { return expressions(of: nil).text(of: figure.value) }
    let inWords = expressions(of: table)
    var text = BookWords.filled(
      words.definition["of"] ?? "",
      ["value": inWords.text(of: figure.value), "table": book.name(ofTable: table)])
    if let by = figure.by?.value {
      text += BookWords.filled(words.definition["by"] ?? "", ["column": book.label(of: by, in: table)])
    }
    let conditions = (job.table(named: table)?.steps ?? []).compactMap { step in
      if case .filter(let condition) = step.operation { condition } else { nil }
    }
    if !conditions.isEmpty {
      text += BookWords.filled(
        words.definition["where"] ?? "", ["condition": inWords.text(ofAll: conditions)])
    }
    let lineage = job.lineage(of: table).map { book.name(ofTable: $0) }
    return lineage.count > 1 ? "\(text) (\(lineage.joined(separator: " ← ")))" : text
  }

  /// - Parameter table: the table whose columns the expressions name; nil for figures.
  private func expressions(of table: String?) -> ExpressionInWords {
    let book = book
    func shown(_ value: Value) -> String {
      BookText.shown(value, book.language, book.writer.timeline.zone)
    }
    return ExpressionInWords(
      words: words.expressions, column: { book.label(of: $0, in: table) },
      parameter: { name in
        let constants = book.writer.plan.constants.parameters
        if let value = constants[name] { return shown(value) }
        if name == "as_of" { return shown(.datetime(book.writer.moment.asOf.microseconds)) }
        let known = book.text.filled("{$\(name)}")
        return known == "{$\(name)}" ? "$\(name)" : known
      },
      figure: { name, item in
        let figure = book.writer.job.figures.first { $0.name.value == name }
        let title = figure?.title.map { book.text($0) } ?? name
        return item.map { book.words.pair(title, book.item($0, of: figure?.by?.value)) } ?? title
      },
      value: { value, column in
        guard case .text(let text) = value else {
          return value == .null ? book.words.empty : shown(value)
        }
        let label = book.label(of: text, ofColumn: column)
        return label == text ? "\"\(text)\"" : label
      })
  }
}
