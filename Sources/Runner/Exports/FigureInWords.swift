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
    guard let table = figure.table?.value else { return book.expressions(of: nil).text(of: figure.value) }
    let inWords = book.expressions(of: table)
    var text = BookWords.filled(
      words.definition["of"] ?? "",
      ["value": inWords.text(of: figure.value), "table": book.name(ofTable: table)])
    if let by = figure.by?.value {
      text += BookWords.filled(
        words.definition["by"] ?? "", ["column": book.labelAnywhere(of: by, in: table)])
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
}
