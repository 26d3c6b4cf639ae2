internal import Foundation
internal import Diagnostics
internal import JobSpec
internal import Tables

/// `sort: [a, -b]` or `{by, collate}`: stable, nulls last both ways.
struct SortStep: BoundStep {
  let schema: Schema
  private let by: [(name: String, isDescending: Bool)]
  private let collate: String?

  init(_ definition: Step.Sort, _ binding: StepBinding) throws {
    by = try binding.keys(definition.by)
    if let language = definition.collate {
      let known = Locale.availableIdentifiers.map { $0.replacing("-", with: "_") }
      guard known.contains(language.value.replacing("-", with: "_")) else {
        throw Diagnostic(
          .unknownCollation(language.value), at: language.location, hint: "a language code such as es or pt")
      }
    }
    collate = definition.collate?.value
    schema = binding.schema
  }

  func columnsRead(toMake needed: Set<String>?) -> Set<String>? { union(needed, Set(by.map(\.name))) }

  func apply(to table: Table, _ context: StepContext) throws -> StepOutcome {
    let order = RowOrder(table, by: by, collate: collate)
    let rows = try order.sorted(rowCount: table.rowCount)
    return StepOutcome(table.pruned(to: context.needed).gather(rows), rowsIn: table.rowCount)
  }
}

/// `limit: count`: the first rows.
struct LimitStep: BoundStep {
  let schema: Schema
  private let count: Int

  init(_ count: Located<Int>, _ binding: StepBinding) {
    self.count = count.value
    schema = binding.schema
  }

  func columnsRead(toMake needed: Set<String>?) -> Set<String>? { needed }

  func apply(to table: Table, _ context: StepContext) throws -> StepOutcome {
    let kept = min(count, table.rowCount)
    return StepOutcome(
      table.slice(0..<kept), rowsIn: table.rowCount, moves: RowMoves(filtered: max(0, table.rowCount - count))
    )
  }
}

extension Diagnostic.Message {
  fileprivate static func unknownCollation(_ language: String) -> Self {
    "'\(language)' is not a language that can be sorted by"
  }
}
