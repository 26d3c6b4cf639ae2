internal import Diagnostics
package import JobSpec
package import Tables

/// A figure bound to its table.
package struct FigurePlan: Sendable, Equatable, Codable {
  /// A published value, of one item if the figure has items.
  package struct Published: Sendable, Equatable, Codable {
    package let item: String?
    package let value: Value
  }

  package let name: String
  package let title: LocalizedText?
  package let claim: LocalizedText?
  /// How it is counted, in plain words.
  package let meaning: LocalizedText?
  /// Whether it stands on covers.
  package let isHeadline: Bool
  package let table: String
  package let by: String?
  package let value: BoundAggregation
  /// In the order of the job.
  package let published: [Published]
  /// A description of how the figure is computed.
  package let definition: String

  /// The columns it reads.
  package var columns: Set<String> { value.columns.union(by.map { [$0] } ?? []) }
  package var gathering: Gathering { .groups(by: by.map { [$0] } ?? []) }

  /// - Throws: `Diagnostics`; empty if an error reported earlier is the cause.
  init(_ figure: Figure, of job: Job, schema: Schema, scope: (Schema, String) -> Scope) throws {
    let owner = figure.table.value
    var mistakes = Diagnostics()
    let found = figure.by.map { by in
      mistakes.collect { try schema.resolve(by, of: owner, orThrow: .unknownBy(by.value, figure.name.value)) }
    }
    let bound = mistakes.collect {
      try BoundAggregation.bind(figure.value, in: scope(schema, "table '\(owner)'"), groupedBy: [])
    }
    if let bound, bound.type != .integer && bound.type != .number {
      mistakes.add(
        Diagnostic(
          .notANumber(figure.name.value, bound.type),
          at: figure.value.location(of: 0..<figure.value.text.unicodeScalars.count),
          hint: "a figure is a number, such as count() or mean(minutes)"))
    }
    guard mistakes.isEmpty, let bound, found != .some(nil) else { throw mistakes }
    name = figure.name.value
    title = figure.title
    claim = figure.claim
    meaning = figure.meaning
    isHeadline = figure.isHeadline
    table = owner
    by = figure.by?.value
    value = bound
    published =
      switch figure.published {
      case nil: []
      case .one(let value): [Published(item: nil, value: value.value)]
      case .each(let list): list.map { Published(item: $0.item.value, value: $0.value.value) }
      }
    definition = figure.wording(in: job)
  }
}

extension Figure {
  /// `count() of people by category, where state == "approved" (people ← registrations)`. `acta explain`
  /// shows the whole chain of steps.
  fileprivate func wording(in job: Job) -> String {
    var text = "\(value.text) of \(table.value)"
    if let by { text += " by \(by.value)" }
    let conditions = (job.table(named: table.value)?.steps ?? []).compactMap { step in
      if case .filter(let condition) = step.operation { condition.text } else { nil }
    }
    if !conditions.isEmpty { text += ", where \(conditions.joined(separator: " and "))" }
    var lineage = [table.value]
    while let from = job.table(named: lineage.last!)?.from.value, !lineage.contains(from) {
      lineage.append(from)
    }
    return lineage.count > 1 ? "\(text) (\(lineage.joined(separator: " ← ")))" : text
  }
}

extension Diagnostic.Message {
  fileprivate static func unknownBy(_ name: String, _ figure: String) -> Self {
    Self(.unknownColumn, "unknown column '\(name)' in figure '\(figure)'")
  }
  fileprivate static func notANumber(_ figure: String, _ type: ColumnType) -> Self {
    Self(.badFigure, "the value of figure '\(figure)' is a \(type.rawValue)")
  }
}
