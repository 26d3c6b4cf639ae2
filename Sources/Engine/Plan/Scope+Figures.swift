internal import Diagnostics
internal import JobSpec
internal import Tables

extension Scope {
  /// The scope with the figures of a job, for an expression that no table has.
  func over(_ job: Job) -> Scope {
    var scope = self
    scope.figures = Dictionary(
      job.figures.filter { $0.by == nil && $0.isWhole }.map { ($0.name.value, ColumnType.number) },
      uniquingKeysWith: { a, _ in a })
    scope.figuresWithItems = Set(job.figures.filter { $0.by != nil && $0.isWhole }.map(\.name.value))
    scope.unread.figures = Set(job.figures.filter { !$0.isWhole }.map(\.name.value))
    scope.unread.isAnyFigure = job.mayHaveAnyFigure
    return scope
  }
}
