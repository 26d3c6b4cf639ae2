internal import Diagnostics
internal import JobSpec
internal import Tables

extension StepBinding {
  /// The step, bound.
  func plan() throws -> PlannedStep {
    switch step.operation {
    case .filter(let expression): try filter(expression)
    case .derive(let columns): try derive(columns)
    case .select(let columns): try select(columns)
    case .drop(let columns): try drop(columns)
    case .rename(let pairs): try rename(pairs)
    case .distinct(let definition): try distinct(definition)
    case .sort(let definition): try sort(definition)
    case .limit(let count): limit(count)
    case .join(let definition): try join(definition)
    case .union(let tables): try union(tables)
    case .group(let definition): try group(definition)
    case .pivot(let definition): try pivot(definition)
    case .unpivot(let definition): try unpivot(definition)
    case .window(let definition): try window(definition)
    case .explode(let column, let separator): try explode(column, separator: separator)
    case .intervals(let definition): try intervals(definition)
    case .concurrency(let definition): try concurrency(definition)
    }
  }

  func planned(_ operation: PlannedStep.Operation, schema: Schema) -> PlannedStep {
    PlannedStep(operation: operation, summary: step.summary, location: step.location, schema: schema)
  }
}
