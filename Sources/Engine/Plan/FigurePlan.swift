internal import Diagnostics
package import JobSpec
internal import Tables

/// A figure, bound to its table.
package struct FigurePlan: Sendable {
  package let definition: Figure
  let value: BoundAggregation
  let by: String?

  var table: String { definition.table.value }
  var columns: Set<String> { value.columns.union(by.map { [$0] } ?? []) }

  /// Nil when its table is itself mistaken.
  init?(_ figure: Figure, schema: Schema?, scope: (Schema, String) -> Scope) throws {
    guard let schema else { return nil }
    let name = figure.name.value
    var mistakes = Diagnostics()
    if let by = figure.by, schema.index(of: by.value) == nil {
      let near = nearestName(to: by.value, among: schema.visibleNames)
      if schema.undeclared == nil || near != nil {
        mistakes.add(
          Diagnostic(
            .unknownBy(by.value, name), at: by.location,
            reason: "table '\(figure.table.value)' has \(schema.visibleNames.joined(separator: ", "))",
            hint: near.map { "did you mean '\($0)'?" }))
      }
    }
    let bound = mistakes.collect {
      try BoundAggregation.bind(
        figure.value, in: scope(schema, "table '\(figure.table.value)'"), groupedBy: [])
    }
    if let bound, bound.type != .integer && bound.type != .number {
      mistakes.add(
        Diagnostic(
          .notANumber(name, bound.type),
          at: figure.value.location(of: 0..<figure.value.text.unicodeScalars.count),
          hint: "a figure is a number, such as count() or mean(minutes)"))
    }
    try mistakes.throwIfErrors()
    definition = figure
    value = bound!
    by = figure.by?.value
  }
}

extension Diagnostic.Message {
  fileprivate static func unknownBy(_ name: String, _ figure: String) -> Self {
    "unknown column '\(name)' in figure '\(figure)'"
  }
  fileprivate static func notANumber(_ figure: String, _ type: ColumnType) -> Self {
    "the value of figure '\(figure)' is a \(type.rawValue)"
  }
}
