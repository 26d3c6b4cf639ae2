package import Diagnostics
package import JobSpec
package import Tables

/// A step with resolved columns and types. Plain values, independent of the engine.
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
    case fill(FillStep)
    case correct(CorrectStep)

    /// The operation as the protocol that all steps share.
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
      case .fill(let step): step
      case .correct(let step): step
      }
    }
  }

  package let operation: Operation
  /// A short description of the step in its author's words.
  package let summary: String
  package let location: SourceLocation
  /// The columns of the result, as far as they are known before the files are read.
  package internal(set) var schema: Schema
  /// The columns of the result that are read later. An engine may leave out others.
  package internal(set) var wanted = Columns.all

  /// The step's key in the job file.
  package var keyword: Step.Keyword { type(of: operation.definition).keyword }
  /// The columns it reads of its own table.
  package var columnsRead: Columns { operation.definition.columnsRead(toMake: wanted, of: schema) }
  package var gathering: Gathering { operation.definition.gathering }
  package var otherTables: [OtherTable] { operation.definition.otherTables }
  /// The columns that its expressions read.
  package var columnsInExpressions: Set<String> { operation.definition.columnsInExpressions }

  package func columnsRead(of table: OtherTable) -> Columns {
    operation.definition.columnsRead(of: table, toMake: wanted)
  }
}

/// The properties of a kind of step. None has a default, so the compiler demands them of a new step.
protocol StepDefinition: Sendable, Equatable, Codable {
  static var keyword: Step.Keyword { get }

  /// The columns it needs of its own table to make the `wanted` columns of its result, which has
  /// `schema`.
  func columnsRead(toMake wanted: Columns, of schema: Schema) -> Columns

  /// The columns it reads of one of its ``otherTables``.
  func columnsRead(of table: OtherTable, toMake wanted: Columns) -> Columns

  var otherTables: [OtherTable] { get }

  /// The columns that its expressions read.
  var columnsInExpressions: Set<String> { get }

  var gathering: Gathering { get }
}
