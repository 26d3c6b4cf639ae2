internal import Diagnostics

extension Step {
  /// A step in a few words, as its author wrote it.
  package var summary: String {
    func names(_ list: [Located<String>]) -> String { list.map(\.value).joined(separator: ", ") }
    switch operation {
    case .filter(let expression): return "filter \(expression.text)"
    case .derive(let columns): return "derive " + columns.map { "\($0.name.value)" }.joined(separator: ", ")
    case .distinct(let distinct): return "distinct \(names(distinct.on))"
    case .join(let join): return "\(join.kind.rawValue) join \(join.with.value)"
    case .union(let with): return "union \(names(with))"
    case .group(let group): return "group by \(names(group.by))"
    case .intervals(let intervals): return "intervals by \(names(intervals.by))"
    case .concurrency(let concurrency): return "concurrency by \(names(concurrency.by))"
    case .limit(let count): return "limit \(count.value)"
    case .explode(let column, _): return "explode \(column.value)"
    case .pivot(let pivot): return "pivot \(pivot.column.value)"
    case .unpivot(let unpivot): return "unpivot \(names(unpivot.columns))"
    case .select, .drop, .rename, .sort, .window: return keyword.rawValue
    }
  }
}
