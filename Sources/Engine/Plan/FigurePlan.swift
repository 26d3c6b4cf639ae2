internal import Diagnostics
package import JobSpec
package import Tables

/// A figure bound to the table that it counts, or to the figures that it is made of.
package struct FigurePlan: Sendable, Equatable, Codable {
  /// A published value, of one item if the figure has items.
  package struct Published: Sendable, Equatable, Codable {
    package let item: String?
    package let value: Value
  }

  /// An aggregate over the rows of a table.
  package struct Count: Sendable, Equatable, Codable {
    package let table: String
    /// The column with the items; nil for one value.
    package let by: String?
    package let value: BoundAggregation

    package var columns: Set<String> { value.columns.union(by.map { [$0] } ?? []) }
    package var gathering: Gathering { .groups(by: by.map { [$0] } ?? []) }
  }

  package enum Source: Sendable, Equatable, Codable {
    case rows(Count)
    /// An expression over other figures. It reads columns as ``FigureValues`` names them.
    case figures(BoundExpression)
  }

  package let name: String
  package let title: LocalizedText?
  package let claim: LocalizedText?
  /// How it is counted, in plain words.
  package let meaning: LocalizedText?
  /// Whether it stands on covers.
  package let isHeadline: Bool
  package let source: Source
  /// In the order of the job.
  package let published: [Published]
  /// A description of how the figure is computed.
  package let definition: String

  /// The rows that it counts; nil if it is made of other figures.
  package var count: Count? {
    if case .rows(let count) = source { count } else { nil }
  }
  package var by: String? { count?.by }

  /// - Parameters:
  ///   - schema: the columns of a table.
  ///   - figures: the scope of an expression over the job's figures.
  /// - Throws: `Diagnostics`; empty if an error reported earlier is the cause.
  init(
    _ figure: Figure, of job: Job, schema: (String) -> Schema, scope: (Schema, String) -> Scope,
    figures: Scope
  ) throws {
    if let table = figure.table?.value {
      source = .rows(
        try Count(figure, of: table, schema(table), scope(schema(table), "table '\(table)'")))
    } else {
      let bound = try BoundExpression.bind(figure.value, in: figures)
      try figure.verifyNumber(bound.type)
      source = .figures(bound)
    }
    name = figure.name.value
    title = figure.title
    claim = figure.claim
    meaning = figure.meaning
    isHeadline = figure.isHeadline
    published =
      switch figure.published {
      case nil: []
      case .one(let value): [Published(item: nil, value: value.value)]
      case .each(let list): list.map { Published(item: $0.item.value, value: $0.value.value) }
      }
    definition = figure.wording(in: job)
  }
}

extension FigurePlan.Count {
  fileprivate init(_ figure: Figure, of table: String, _ schema: Schema, _ scope: Scope) throws {
    var mistakes = Diagnostics()
    let found = figure.by.map { by in
      mistakes.collect { try schema.resolve(by, of: table, orThrow: .unknownBy(by.value, figure.name.value)) }
    }
    let bound = mistakes.collect { () throws -> BoundAggregation in
      let bound = try BoundAggregation.bind(figure.value, in: scope, groupedBy: [])
      try figure.verifyNumber(bound.type)
      return bound
    }
    guard mistakes.isEmpty, let bound, found != .some(nil) else { throw mistakes }
    self.init(table: table, by: figure.by?.value, value: bound)
  }
}

extension Figure {
  fileprivate func verifyNumber(_ type: ColumnType) throws {
    if type == .integer || type == .number { return }
    throw Diagnostic(
      .notANumber(name.value, type), at: value.location(of: 0..<value.text.unicodeScalars.count),
      hint: "a figure is a number, such as count() or mean(minutes)")
  }

  /// `count() of people by category, where state == "approved" (people ← registrations)`. `acta explain`
  /// shows the whole chain of steps.
  fileprivate func wording(in job: Job) -> String {
    guard let table else { return value.text }
    var text = "\(value.text) of \(table.value)"
    if let by { text += " by \(by.value)" }
    let conditions = (job.table(named: table.value)?.steps ?? []).compactMap { step in
      if case .filter(let condition) = step.operation { condition.text } else { nil }
    }
    if !conditions.isEmpty { text += ", where \(conditions.joined(separator: " and "))" }
    let lineage = job.lineage(of: table.value)
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
