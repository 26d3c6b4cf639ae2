internal import Diagnostics
internal import Foundation

extension Step {
  /// A short description of the step in its author's words: `filter: state == "completed"`.
  package var summary: String {
    let details = details
    return details.isEmpty ? keyword.rawValue : "\(keyword.rawValue): \(Step.shortened(details))"
  }

  /// The maximum number of characters shown of an expression or a list of columns.
  private static let longest = 60

  private var details: String {
    func names(_ list: [Located<String>]) -> String { list.map(\.value).joined(separator: ", ") }
    switch operation {
    case .filter(let expression): return expression.text
    case .derive(let columns): return names(columns.map(\.name))
    case .select(let columns), .drop(let columns): return names(columns)
    case .rename(let columns):
      return columns.map { "\($0.from.value) → \($0.to.value)" }.joined(separator: ", ")
    case .distinct(let distinct): return names(distinct.on)
    case .sort(let sort):
      return sort.by.map { ($0.isDescending ? "-" : "") + $0.column.value }.joined(separator: ", ")
    case .limit(let count): return "\(count.value)"
    case .join(let join):
      return join.kind == .left ? join.with.value : "\(join.with.value) (\(join.kind.rawValue))"
    case .union(let with): return names(with)
    case .group(let group): return group.by.isEmpty ? "all rows" : names(group.by)
    case .pivot(let pivot): return pivot.column.value
    case .unpivot(let unpivot): return names(unpivot.columns)
    case .window(let window): return window.by.isEmpty ? "all rows" : names(window.by)
    case .explode(let explode): return explode.column.value
    case .intervals(let intervals): return names(intervals.by)
    case .concurrency(let concurrency): return names(concurrency.by)
    case .fill(let fill): return names(fill.columns)
    case .correct(let correct): return names(correct.columns)
    }
  }

  /// On one line, truncated if it is long.
  private static func shortened(_ text: String) -> String {
    let line = text.split(whereSeparator: \.isNewline).map { $0.trimmingCharacters(in: .whitespaces) }
      .joined(separator: " ")
    return line.count <= longest ? line : line.prefix(longest - 1) + "…"
  }
}
