internal import JobSpec

/// The one place that knows which step a definition means.
func bind(_ binding: StepBinding) throws -> any BoundStep {
  switch binding.step.operation {
  case .filter(let expression): try FilterStep(expression, binding)
  case .derive(let columns): try DeriveStep(columns, binding)
  case .select(let columns): try SelectStep(columns, binding)
  case .drop(let columns): try DropStep(columns, binding)
  case .rename(let pairs): try RenameStep(pairs, binding)
  case .distinct(let definition): try DistinctStep(definition, binding)
  case .sort(let definition): try SortStep(definition, binding)
  case .limit(let count): LimitStep(count, binding)
  case .join(let definition): try JoinStep(definition, binding)
  case .union(let tables): try UnionStep(tables, binding)
  case .group(let definition): try GroupStep(definition, binding)
  case .pivot(let definition): try PivotStep(definition, binding)
  case .unpivot(let definition): try UnpivotStep(definition, binding)
  case .window(let definition): try WindowStep(definition, binding)
  case .explode(let column, let separator): try ExplodeStep(column, separator: separator, binding)
  case .intervals(let definition): try IntervalsStep(definition, binding)
  case .concurrency(let definition): try ConcurrencyStep(definition, binding)
  }
}
