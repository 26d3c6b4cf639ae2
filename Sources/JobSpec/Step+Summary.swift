internal import Diagnostics
internal import Foundation

extension Step {
  /// A short description of the step in its author's words: `filter: state == "completed"`.
  package var summary: String {
    let details = details(in: StepTerms())
    return details.isEmpty ? keyword.rawValue : "\(keyword.rawValue): \(Step.shortened(details))"
  }

  /// The maximum number of characters shown of an expression or a list of columns.
  private static let longest = 60

  /// What the step does with its rows, without its keyword.
  package func details(in terms: StepTerms) -> String {
    func column(_ name: Located<String>) -> String { terms.column(name.value) }
    func names(_ list: [Located<String>]) -> String { unique(list.map(column)) }
    switch operation {
    case .filter(let expression): return terms.expression(expression)
    case .derive(let columns): return names(columns.map(\.name))
    case .select(let columns), .drop(let columns): return names(columns)
    case .rename(let columns):
      return columns.map { "\(column($0.from)) → \(column($0.to))" }.joined(separator: ", ")
    case .distinct(let distinct): return names(distinct.on)
    case .sort(let sort):
      return unique(sort.by.map { $0.isDescending ? terms.descending(column($0.column)) : column($0.column) })
    case .limit(let count): return "\(count.value)"
    case .join(let join):
      let other = terms.table(join.with.value)
      return join.kind == .left ? other : "\(other) \(terms.word("(\(join.kind.rawValue))"))"
    case .union(let with): return unique(with.map { terms.table($0.value) })
    case .group(let group): return group.by.isEmpty ? terms.word("all rows") : names(group.by)
    case .pivot(let pivot): return column(pivot.column)
    case .unpivot(let unpivot): return names(unpivot.columns)
    case .window(let window): return window.by.isEmpty ? terms.word("all rows") : names(window.by)
    case .explode(let explode): return column(explode.column)
    case .intervals(let intervals): return names(intervals.by)
    case .concurrency(let concurrency): return names(concurrency.by)
    case .fill(let fill): return names(fill.columns)
    case .correct(let correct): return names(correct.columns)
    }
  }

  /// Columns of several languages can have one label.
  private func unique(_ texts: [String]) -> String {
    var known: Set<String> = []
    return texts.filter { known.insert($0).inserted }.joined(separator: ", ")
  }

  /// On one line, truncated if it is long.
  private static func shortened(_ text: String) -> String {
    let line = text.split(whereSeparator: \.isNewline).map { $0.trimmingCharacters(in: .whitespaces) }
      .joined(separator: " ")
    return line.count <= longest ? line : line.prefix(longest - 1) + "…"
  }
}

/// How the details of a step name things: as the job does, unless somebody says otherwise.
package struct StepTerms {
  package var column: (String) -> String = { $0 }
  package var table: (String) -> String = { $0 }
  package var expression: (ExpressionText) -> String = { $0.text }
  /// `all rows`, `(inner)`
  package var word: (String) -> String = { $0 }
  /// A column by which rows are sorted from the largest value down.
  package var descending: (String) -> String = { "-\($0)" }

  package init() {}
}
