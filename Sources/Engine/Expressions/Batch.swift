internal import Diagnostics
internal import Tables

/// The context of an evaluation, apart from the rows.
struct Environment: Sendable {
  /// The kind of row, for messages.
  enum Subject: Sendable {
    /// No row: the expression consists of constants.
    case expression
    case rows(of: String)
    case groups(of: String)
  }

  var zone: Zone
  var subject: Subject
}

/// The rows on which an expression is evaluated at once: a range of the table, or a selection from it.
struct Batch: Sendable {
  let table: Table
  let rows: Range<Int>
  /// The selected rows of the table, in a branch that not all rows take; else nil.
  let selection: [Int32]?
  let environment: Environment

  init(table: Table, rows: Range<Int>, selection: [Int32]? = nil, environment: Environment) {
    self.table = table
    self.rows = rows
    self.selection = selection
    self.environment = environment
  }

  /// A batch of this size keeps its operands in the processor's cache.
  static let size = 16_384

  var count: Int { selection?.count ?? rows.count }

  func operand(column name: String) -> Operand {
    let column = table.column(named: name)!
    if let selection { return Operand(column.gather(selection)) }
    return Operand(column, rows: rows)
  }

  /// The batch with only the rows at these indexes of it.
  func selecting(_ places: [Int32]) -> Batch {
    let absolute =
      selection.map { old in places.map { old[Int($0)] } }
      ?? places.map { $0 + Int32(rows.lowerBound) }
    return Batch(table: table, rows: rows, selection: absolute, environment: environment)
  }

  /// The error of one row. The message names the row, and its file and line if they are known; the reason may
  /// quote its values.
  func failure(
    _ what: String, at place: Int, _ location: SourceLocation, reason: String? = nil,
    hint: String? = nil
  ) -> Diagnostic {
    let row = selection.map { Int($0[place]) } ?? rows.lowerBound + place
    return Diagnostic(
      .evaluationFailure(what, environment.subject, row, origin: table.origin(of: row)), at: location,
      reason: reason, hint: hint, quoting: .reason)
  }

  /// The error of a row on which a pattern exceeds its step limit.
  func failure(
    _ failure: PatternMatcher.TooMuchWork, at place: Int, _ location: SourceLocation
  ) -> Diagnostic {
    self.failure(failure.message, at: place, location, reason: failure.reason, hint: failure.hint)
  }
}

extension PatternMatcher.TooMuchWork {
  var message: String { "the regular expression '\(pattern)' takes too many steps" }

  var reason: String {
    "on '\(text)' it takes more than \(limit): it can match the same characters in very many ways"
  }

  var hint: String {
    "let a character be matched in one way only: a+ instead of (a+)+, [^@]+@ instead of .*@"
  }
}

extension Table {
  /// `file:line` of a row, if both are known.
  func origin(of row: Int) -> String? {
    guard case .text(let file)? = column(named: Field.sourceFile.name)?.value(at: row),
      case .integer(let line)? = column(named: Field.sourceLine.name)?.value(at: row)
    else { return nil }
    return "\(file):\(line)"
  }
}

extension Diagnostic.Message {
  static func evaluationFailure(
    _ what: String, _ subject: Environment.Subject, _ row: Int, origin: String?
  ) -> Self {
    let suffix = origin.map { " (\($0))" } ?? ""
    switch subject {
    case .expression: return Self(.evaluation, what)
    case .rows(let noun): return Self(.evaluation, "\(what) in row \(row + 1) of \(noun)\(suffix)")
    case .groups(let noun): return Self(.evaluation, "\(what) in group \(row + 1) of \(noun)")
    }
  }
}
