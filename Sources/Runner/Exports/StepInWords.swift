internal import Diagnostics
internal import Engine
internal import JobSpec

/// The steps of a table in the language of a book, with the names that its sheets, columns and values have there:
/// `filter: State = Completed`.
struct StepInWords {
  let book: Book
  let table: String

  private var words: BookWords { book.words }

  /// The steps of a table in the order of its row balance, the first of which takes the rows of another table.
  ///
  /// - Parameter chain: the account of a table or an input. The rows of inputs move by steps that no job declares.
  static func texts(of chain: RowBalance.Chain, in book: Book) -> [String] {
    let summaries = chain.steps.map(\.step)
    guard let from = chain.from, let steps = book.writer.job.table(named: chain.table)?.steps,
      steps.map(\.summary).elementsEqual(summaries.dropFirst())
    else { return summaries.map(book.words.step) }
    let inWords = StepInWords(book: book, table: chain.table)
    let first = book.words.steps["from"] ?? "from"
    return ["\(first) \(book.balanceName(ofTable: from))"] + steps.map(inWords.text)
  }

  /// - Parameter summary: of a step of the table.
  func text(ofStep summary: String) -> String {
    let steps = book.writer.job.table(named: table)?.steps ?? []
    return steps.first { $0.summary == summary }.map(text) ?? words.step(summary)
  }

  func text(of step: Step) -> String {
    let name = words.steps[step.keyword.rawValue] ?? step.keyword.rawValue
    let details = step.details(in: terms)
    return details.isEmpty ? name : words.pair(name, shortened(details))
  }

  /// More than readers follow.
  private static let longest = 240

  private func shortened(_ text: String) -> String {
    text.count <= StepInWords.longest ? text : text.prefix(StepInWords.longest - 1) + "…"
  }

  private var terms: StepTerms {
    var terms = StepTerms()
    terms.column = { book.labelAnywhere(of: $0, in: table) }
    terms.table = { book.balanceName(ofTable: $0) }
    terms.expression = { book.expressions(of: table).text(of: $0) }
    terms.word = { words.steps[$0] ?? $0 }
    terms.descending = { "\($0) ↓" }
    return terms
  }
}

extension Book {
  /// The name by which the row balance calls a table: its sheet's; with its own, if it shares the sheet with others.
  func balanceName(ofTable table: String) -> String {
    guard let place = sheet(of: table) else { return table }
    let name = name(of: sheets[place])
    return sheets[place].tables.count > 1 ? "\(name) (\(table))" : name
  }
}
