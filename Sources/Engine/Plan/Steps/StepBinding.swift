internal import Diagnostics
internal import JobSpec
internal import Tables

/// What a step is bound against, and where its mistakes go.
struct StepBinding {
  /// The table as it comes to this step.
  var schema: Schema
  /// The table's name, for messages.
  var table: String
  var step: Step
  var scope: Scope
  /// Schemas of the other tables of the job; nil where one is itself mistaken.
  var otherSchema: (String) -> Schema?

  /// The field a job names, or the error that says what there is.
  func field(_ name: Located<String>, in schema: Schema? = nil, of table: String? = nil) throws -> Field {
    try (schema ?? self.schema).resolve(
      name, of: table ?? self.table, orThrow: .unknownColumn(name.value, step.keyword.rawValue))
  }

  /// All fields, or all the errors.
  func fields(_ names: [Located<String>], in schema: Schema? = nil, of table: String? = nil) throws -> [Field]
  {
    var found: [Field] = []
    var mistakes = Diagnostics()
    var seen: Set<String> = []
    for name in names {
      guard let field = mistakes.collect({ try self.field(name, in: schema, of: table) }) else { continue }
      if !seen.insert(field.name).inserted {
        mistakes.add(Diagnostic(.repeatedColumn(name.value, step.keyword.rawValue), at: name.location))
        continue
      }
      found.append(field)
    }
    try mistakes.throwIfErrors()
    return found
  }

  /// The other table of a join or union.
  func schema(of table: Located<String>) throws -> Schema {
    // A table that is itself mistaken has had its errors reported; nothing more can be said here.
    guard let schema = otherSchema(table.value) else { throw Diagnostics() }
    return schema
  }

  /// Sorting keys as columns.
  func keys(_ keys: [Step.SortKey]) throws -> [SortKey] {
    _ = try fields(keys.map(\.column))
    return keys.map { SortKey(column: $0.column.value, isDescending: $0.isDescending) }
  }

  /// The result's fields, with an error where a new column's name is taken.
  func unique(_ fields: [(field: Field, location: SourceLocation)]) throws -> [Field] {
    var seen: Set<String> = []
    var mistakes = Diagnostics()
    for (field, location) in fields where !seen.insert(field.name).inserted {
      mistakes.add(Diagnostic(.takenColumn(field.name, step.keyword.rawValue), at: location))
    }
    try mistakes.throwIfErrors()
    return fields.map(\.field)
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
