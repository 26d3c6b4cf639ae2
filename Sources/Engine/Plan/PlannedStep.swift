package import Diagnostics
package import JobSpec
package import Tables

/// A step whose columns and expressions are known to exist and to fit: plain values, for any engine.
package struct PlannedStep: Sendable, Equatable {
  package enum Operation: Sendable, Equatable {
    case filter(FilterStep)
    case derive(DeriveStep)
    case select(SelectStep)
    case drop(DropStep)
    case rename(RenameStep)
    case distinct(DistinctStep)
    case sort(SortStep)
    case limit(LimitStep)
    case join(JoinStep)
    case union(UnionStep)
    case group(GroupStep)
    case pivot(PivotStep)
    case unpivot(UnpivotStep)
    case window(WindowStep)
    case explode(ExplodeStep)
    case intervals(IntervalsStep)
    case concurrency(ConcurrencyStep)

    /// What is common to all steps.
    var definition: any StepDefinition {
      switch self {
      case .filter(let step): step
      case .derive(let step): step
      case .select(let step): step
      case .drop(let step): step
      case .rename(let step): step
      case .distinct(let step): step
      case .sort(let step): step
      case .limit(let step): step
      case .join(let step): step
      case .union(let step): step
      case .group(let step): step
      case .pivot(let step): step
      case .unpivot(let step): step
      case .window(let step): step
      case .explode(let step): step
      case .intervals(let step): step
      case .concurrency(let step): step
      }
    }
  }

  package let operation: Operation
  /// The step in a few words, as its author wrote it.
  package let summary: String
  package let location: SourceLocation
  /// The columns of its result, as far as they are known before the files are read.
  package internal(set) var schema: Schema
  /// The columns of its result that anything reads afterwards. An engine need not make others.
  package internal(set) var wanted = Columns.all

  /// The step's key in the job file.
  package var keyword: Step.Keyword { type(of: operation.definition).keyword }
  /// The columns it reads of its own table.
  package var columnsRead: Columns { operation.definition.columnsRead(toMake: wanted, of: schema) }
  package var gathering: Gathering { operation.definition.gathering }
  package var otherTables: [OtherTable] { operation.definition.otherTables }
  /// The columns that the expressions in it read.
  package var columnsInExpressions: Set<String> { operation.definition.columnsInExpressions }

  /// The columns it reads of another table.
  package func columnsRead(of table: OtherTable) -> Columns {
    operation.definition.columnsRead(of: table, toMake: wanted)
  }
}

/// What every step says of itself. None of it has a default, so that the compiler asks each new step.
protocol StepDefinition: Sendable, Equatable, Codable {
  static var keyword: Step.Keyword { get }

  /// The columns it reads of its own table so that its result, which has `schema`, has `wanted`.
  func columnsRead(toMake wanted: Columns, of schema: Schema) -> Columns

  /// The columns it reads of one of its ``otherTables``.
  func columnsRead(of table: OtherTable, toMake wanted: Columns) -> Columns

  var otherTables: [OtherTable] { get }

  /// The columns that the expressions in it read.
  var columnsInExpressions: Set<String> { get }

  var gathering: Gathering { get }
}
