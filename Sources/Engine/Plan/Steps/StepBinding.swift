internal import Diagnostics
internal import JobSpec
internal import Tables

/// Binds one step to the columns of its table and reports all errors.
///
/// Binding continues after an error with as much as is known of the result, so that later steps are
/// checked too. ``Schema/doubts`` records the unknown part.
struct StepBinding {
  /// The columns of the table before this step.
  let schema: Schema
  /// The table's name, for messages.
  let table: String
  /// The table's key, for messages and corrections.
  let key: [Located<String>]
  let step: Step
  let scope: Scope
  /// Schemas of the other tables of the job.
  let otherSchema: (String) -> Schema
  var mistakes = Diagnostics()
  /// False if an error has been reported, in this step or before it.
  private(set) var isSound = true

  init(
    _ step: Step, schema: Schema, table: String, key: [Located<String>], scope: Scope,
    otherSchema: @escaping (String) -> Schema
  ) {
    self.step = step
    self.schema = schema
    self.table = table
    self.key = key
    self.scope = scope
    self.otherSchema = otherSchema
  }

  /// The columns after the step, and the step itself if it has no errors.
  struct Outcome {
    var step: PlannedStep?
    var schema: Schema
    var mistakes: Diagnostics
  }

  /// - Parameter operation: nil if a part of it has an error.
  func outcome(_ operation: PlannedStep.Operation?, schema result: Schema) -> Outcome {
    var result = result
    if !step.isWhole, !step.keyword.keepsColumns { result.doubts.isAnyName = true }
    guard let operation, isSound, mistakes.isEmpty, step.isWhole else {
      return Outcome(schema: result, mistakes: mistakes)
    }
    let planned = PlannedStep(
      operation: operation, summary: step.summary, location: step.location, schema: result)
    return Outcome(step: planned, schema: result, mistakes: mistakes)
  }

  // MARK: Columns

  /// A column named in the job, and the location of the name.
  struct Named {
    let name: Located<String>
    /// Nil if the column does not exist or nothing is known about it.
    let field: Field?
  }

  /// Runs `find` and collects its errors; returns nil after one.
  mutating func noting<Found>(_ find: () throws -> Found) -> Found? {
    let found = mistakes.collect(find)
    if found == nil { isSound = false }
    return found
  }

  mutating func report(_ mistake: Diagnostic) { mistakes.add(mistake) }

  /// Resolves a column of the table, or of another one.
  mutating func named(
    _ name: Located<String>, in other: (schema: Schema, table: String)? = nil, hint: String? = nil
  ) -> Named {
    let (schema, owner) = other ?? (schema, table)
    let message = Diagnostic.Message.unknownColumn(name.value, step.keyword.rawValue)
    let field = noting { try schema.resolve(name, of: owner, hint: hint, orThrow: message) }
    return Named(name: name, field: field)
  }

  mutating func named(_ names: [Located<String>], in other: (schema: Schema, table: String)? = nil) -> [Named]
  {
    var seen: Set<String> = []
    return names.compactMap { name in
      let column = named(name, in: other)
      if seen.insert(name.value).inserted { return column }
      report(Diagnostic(.repeatedColumn(name.value, step.keyword.rawValue), at: name.location))
      return nil
    }
  }

  mutating func keys(_ keys: [Step.SortKey]) -> [SortKey] {
    var seen: Set<String> = []
    for key in keys {
      let name = key.column
      _ = named(name, hint: schema.isDoubtful(name.value) ? nil : wordHint(name.value))
      if !seen.insert(name.value).inserted {
        report(Diagnostic(.repeatedColumn(name.value, step.keyword.rawValue), at: name.location))
      }
    }
    return keys.map { SortKey(column: $0.column.value, isDescending: $0.isDescending) }
  }

  /// Suggests `-b` for SQL's `b desc`.
  private func wordHint(_ name: String) -> String? {
    let words = name.split(separator: " ")
    guard words.count == 2, schema.index(of: String(words[0])) != nil else { return nil }
    switch words[1].lowercased() {
    case "desc", "descending": return "write  -\(words[0])"
    case "asc", "ascending": return "write  \(words[0])"
    default: return nil
    }
  }

  // MARK: Results

  /// The columns of `source` with these names, in their order. Missing columns have unknown types; so
  /// have the probable intentions of misspelt names, because later steps may use them.
  func schema(of columns: [Named], from source: Schema? = nil) -> Schema {
    var result = Schema()
    for column in columns { add(column, from: source ?? schema, to: &result) }
    return result
  }

  func add(_ column: Named, from source: Schema, to result: inout Schema) {
    result.set(column.name.value, column.field?.type)
    if column.field == nil { result.doubts.names.formUnion(source.meant(by: column.name.value)) }
  }

  /// Adds a column that the step makes; reports a name that is taken.
  mutating func make(_ name: String, _ type: ColumnType?, at place: SourceLocation, in result: inout Schema) {
    if result.index(of: name) != nil, step.isWhole {
      report(Diagnostic(.takenColumn(name, step.keyword.rawValue), at: place))
    }
    result.set(name, type)
  }

  // MARK: Expressions

  /// Binds an expression over rows. Returns its type too, as far as it is known.
  mutating func expression(
    _ text: ExpressionText, in scope: Scope? = nil, expecting: ColumnType? = nil
  ) -> (bound: BoundExpression?, type: ColumnType?) {
    let scope = scope ?? self.scope
    let bound = noting { try BoundExpression.bind(text, in: scope, expecting: expecting) }
    return (bound, bound?.type ?? scope.likelyType(of: text))
  }

  /// Binds an expression over groups of rows by these columns.
  mutating func aggregation(
    _ text: ExpressionText, by columns: [Named] = []
  ) -> (bound: BoundAggregation?, type: ColumnType?) {
    var names = columns.map(\.name.value)
    for column in columns where column.field == nil {
      names += schema.meant(by: column.name.value).filter { !names.contains($0) }.sorted()
    }
    // If a group column has an error, any column may be one.
    if !step.isWhole { names += schema.names }
    let noted = noting { [scope] in try BoundAggregation.bind(text, in: scope, groupedBy: names) }
    return (noted, noted?.type ?? scope.likelyType(of: text))
  }
}

extension Schema {
  /// The columns that an unknown name may have been intended as.
  func meant(by name: String) -> Set<String> {
    switch resolve(name) {
    case .field, .doubtful: []
    case .unknown(let near): near.map { [$0] } ?? Set(visibleNames)
    }
  }
}

extension Diagnostic.Message {
  static func unknownColumn(_ name: String, _ step: String) -> Self {
    Self(.unknownColumn, "unknown column '\(name)' in step '\(step)'")
  }
  static func repeatedColumn(_ name: String, _ step: String) -> Self {
    Self(.repeatedColumn, "column '\(name)' is named twice in step '\(step)'")
  }
  static func takenColumn(_ name: String, _ step: String) -> Self {
    Self(.repeatedColumn, "step '\(step)' makes column '\(name)' twice")
  }
}
