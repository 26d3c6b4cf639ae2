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
    let details = details(of: step)
    return details.isEmpty ? name : words.pair(name, shortened(details))
  }

  /// More than readers follow.
  private static let longest = 240

  private func shortened(_ text: String) -> String {
    text.count <= StepInWords.longest ? text : text.prefix(StepInWords.longest - 1) + "…"
  }

  private func details(of step: Step) -> String {
    switch step.operation {
    case .filter(let condition): return book.expressions(of: table).text(of: condition)
    case .derive(let columns): return labels(columns.map(\.name))
    case .select(let columns), .drop(let columns): return labels(columns)
    case .rename(let columns):
      return columns.map { "\(label($0.from)) → \(label($0.to))" }.joined(separator: ", ")
    case .distinct(let distinct): return labels(distinct.on)
    case .sort(let sort):
      return unique(sort.by.map { label($0.column) + ($0.isDescending ? " ↓" : "") })
    case .limit(let count): return "\(count.value)"
    case .join(let join):
      let other = book.balanceName(ofTable: join.with.value)
      return join.kind == .left ? other : "\(other) \(word("(\(join.kind.rawValue))"))"
    case .union(let tables): return unique(tables.map { book.balanceName(ofTable: $0.value) })
    case .group(let group): return group.by.isEmpty ? word("all rows") : labels(group.by)
    case .pivot(let pivot): return label(pivot.column)
    case .unpivot(let unpivot): return labels(unpivot.columns)
    case .window(let window): return window.by.isEmpty ? word("all rows") : labels(window.by)
    case .explode(let explode): return label(explode.column)
    case .intervals(let intervals): return labels(intervals.by)
    case .concurrency(let concurrency): return labels(concurrency.by)
    case .fill(let fill): return labels(fill.columns)
    case .correct(let correct): return labels(correct.columns)
    }
  }

  private func word(_ key: String) -> String { words.steps[key] ?? key }

  private func label(_ column: Located<String>) -> String { book.labelAnywhere(of: column.value, in: table) }

  private func labels(_ columns: [Located<String>]) -> String { unique(columns.map(label)) }

  /// Columns of several languages have one label.
  private func unique(_ texts: [String]) -> String {
    var known: Set<String> = []
    return texts.filter { known.insert($0).inserted }.joined(separator: ", ")
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
