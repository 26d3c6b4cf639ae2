internal import Diagnostics
internal import Foundation
internal import JobSpec
internal import Tables

/// `sort: [a, -b]` or `{by, collate}`: a stable sort; nulls come last in both directions.
package struct SortStep: StepDefinition {
  static let keyword = Step.Keyword.sort

  package let by: [SortKey]
  /// A language code; nil sorts by code point.
  package let collate: String?

  func columnsRead(toMake wanted: Columns, of schema: Schema) -> Columns { wanted.union(by.map(\.column)) }
  func columnsRead(of table: OtherTable, toMake wanted: Columns) -> Columns { .empty }
  var otherTables: [OtherTable] { [] }
  var columnsInExpressions: Set<String> { [] }
  var gathering: Gathering { .inOrder(by: by, collate: collate) }

  /// The languages with a collation. There are about a thousand, so that they are collected once.
  fileprivate static let languages = Set(Locale.availableIdentifiers.map { $0.replacing("-", with: "_") })
}

extension StepBinding {
  mutating func sort(_ definition: Step.Sort) -> Outcome {
    let by = keys(definition.by)
    if let language = definition.collate {
      if !SortStep.languages.contains(language.value.replacing("-", with: "_")) {
        report(
          Diagnostic(
            .unknownCollation(language.value), at: language.location, hint: "a language code such as es or pt"
          ))
      }
    }
    return outcome(.sort(SortStep(by: by, collate: definition.collate?.value)), schema: schema)
  }
}

extension Diagnostic.Message {
  fileprivate static func unknownCollation(_ language: String) -> Self {
    Self(.unknownLanguage, "'\(language)' is not a language that can be sorted by")
  }
}
