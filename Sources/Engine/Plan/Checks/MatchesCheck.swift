internal import Diagnostics
internal import JobSpec
internal import Tables

/// `matches: {column: regex}`: the pattern is found in every value; `^` and `$` hold it to the
/// whole. Nulls pass.
struct MatchesCheck: BoundCheck {
  private let table: String
  private let column: String
  /// Checked when the job was read.
  private let pattern: String
  private let location: SourceLocation

  init(_ column: Located<String>, _ pattern: Located<String>, _ binding: CheckBinding) throws {
    let field = try binding.field(column)
    guard field.type == .text else { throw Diagnostic(.needsText(field), at: column.location) }
    table = binding.table
    self.column = field.name
    self.pattern = pattern.value
    location = pattern.location
  }

  var reads: [String: Set<String>?] { [table: nil] }

  func judge(_ context: CheckContext) throws -> CheckFinding {
    let table = context.table(table)
    guard case .text(let texts) = table.column(named: column)! else {
      preconditionFailure("matches is bound to text")
    }
    var matcher = PatternMatcher(try Pattern.compiled(pattern))
    let bytes = texts.bytes.span
    var failing: [Int32] = []
    for row in 0..<table.rowCount where texts.validity[row] {
      do {
        let isFound = try matcher.isFound(in: bytes.extracting(texts.range(at: row)))
        if !isFound { failing.append(Int32(row)) }
      } catch let failure as PatternMatcher.TooMuchWork {
        throw Diagnostic(
          .evaluationFailure(
            failure.message, .rows(of: "table '\(self.table)'"), row, origin: table.origin(of: row)),
          at: location, reason: failure.reason, hint: failure.hint)
      }
    }
    return CheckFinding(failing, of: table, words: "have '\(column)' unlike \(pattern)")
  }
}

extension Diagnostic.Message {
  fileprivate static func needsText(_ field: Field) -> Self {
    "check 'matches' needs a text, and column '\(field.name)' is \(field.type.rawValue)"
  }
}
