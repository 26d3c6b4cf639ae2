internal import JobSpec

extension StepBinding {
  mutating func plan() -> Outcome {
    switch step.operation {
    case .filter(let expression): filter(expression)
    case .derive(let columns): derive(columns)
    case .select(let columns): select(columns)
    case .drop(let columns): drop(columns)
    case .rename(let pairs): rename(pairs)
    case .distinct(let definition): distinct(definition)
    case .sort(let definition): sort(definition)
    case .limit(let count): limit(count)
    case .join(let definition): join(definition)
    case .union(let tables): union(tables)
    case .group(let definition): group(definition)
    case .pivot(let definition): pivot(definition)
    case .unpivot(let definition): unpivot(definition)
    case .window(let definition): window(definition)
    case .explode(let definition): explode(definition)
    case .intervals(let definition): intervals(definition)
    case .concurrency(let definition): concurrency(definition)
    case .fill(let definition): fill(definition)
    case .correct(let definition): correct(definition)
    }
  }
}
